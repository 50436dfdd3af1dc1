import type { Rows } from "../../model/rows";
import { isFiltering, rowMatcher } from "../../model/row-query";
import type { RowFilter } from "../../model/row-query";
import type { TaskTable } from "../../../shared/reduce";

/** How many tasks a search finds. */
export interface SearchCount {
  /** In rows that are shown. */
  readonly shown: number;
  /** Within collapsed tasks, or left out by the list's filter. */
  readonly hidden: number;
  /** Which of those shown the selected task is, from 1; 0 if it is none of them. */
  readonly place: number;
}

/** Counts what matches, and says which one is selected. */
export function countMatches(
  table: TaskTable,
  rows: Rows,
  query: RowFilter,
  selected: number | null,
): SearchCount {
  if (!isFiltering(query)) return { shown: 0, hidden: 0, place: 0 };
  const matches = rowMatcher(table, query);
  let all = 0;
  for (let slot = 0; slot < table.slots; slot += 1) {
    if (table.id[slot] !== 0 && matches(slot)) all += 1;
  }
  let shown = 0;
  let place = 0;
  for (let row = 0; row < rows.length; row += 1) {
    if (!matches(rows.slots[row]!)) continue;
    shown += 1;
    if (rows.tasks[row] === selected) place = shown;
  }
  return { shown, hidden: all - shown, place };
}

/** The next matching row after `from`, or before it, going round; -1 for none. */
export function nextMatch(
  table: TaskTable,
  rows: Rows,
  query: RowFilter,
  from: number,
  direction: -1 | 1,
): number {
  if (!isFiltering(query)) return -1;
  const matches = rowMatcher(table, query);
  const { length } = rows;
  // Before the first row, or behind the last one, where there is nothing to start from.
  const start = from >= 0 ? from : direction === 1 ? -1 : length;
  for (let step = 1; step <= length; step += 1) {
    const row = (((start + direction * step) % length) + length) % length;
    if (matches(rows.slots[row]!)) return row;
  }
  return -1;
}
