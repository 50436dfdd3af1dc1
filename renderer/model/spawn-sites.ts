import type { TaskTable } from "../../shared/reduce";
import { NO_SLOT } from "../../shared/reduce";
import { isDone } from "../../shared/task-state";
import type { TaskState } from "../../shared/task-state";
import { t } from "../texts";
import { placeText } from "./standings";
import { timesOf } from "./task-words";

/** Where tasks come from: which coroutine creates tasks of which coroutine, and in which line if that is known. */
export interface SpawnSite {
  /** The creator's coroutine, without its arguments; empty where no task created it, or it is gone. */
  readonly creator: string;
  /** The coroutine that runs, without its arguments. */
  readonly coroutine: string;
  /** The file in which they are created; empty where that is not known. */
  readonly file: string;
  /** Its line, from 1 on; 0 where that is not known. */
  readonly line: number;
}

/** What all tasks of a site did, in seconds, added up. */
export interface SiteTotals {
  readonly count: number;
  readonly pending: number;
  readonly ran: number;
  readonly ready: number;
  readonly waited: number;
}

export const isSameSite = (one: SpawnSite, other: SpawnSite): boolean =>
  one.creator === other.creator &&
  one.coroutine === other.coroutine &&
  one.line === other.line &&
  one.file === other.file;

/** "fetchTitle, created by main at two-titles.ts:7". */
export function siteWords({ creator, coroutine, file, line }: SpawnSite): string {
  const place = line === 0 ? "" : placeText({ file, line });
  if (creator === "") {
    return place === "" ? coroutine : t("timeline.pins.createdAt", { coroutine, place });
  }
  return place === ""
    ? t("timeline.pins.createdBy", { coroutine, name: creator })
    : t("timeline.pins.createdByAt", { coroutine, name: creator, place });
}

/** Where the task in `slot` comes from. */
export function siteOf(table: TaskTable, slot: number): SpawnSite {
  const creator = table.creator[slot]!;
  const at = creator === 0 ? NO_SLOT : table.slotOf(creator);
  return {
    creator: at === NO_SLOT ? "" : nameIn(table, at),
    coroutine: nameIn(table, slot),
    file: table.siteFile[slot]!,
    line: table.siteLine[slot]!,
  };
}

/** Says of a task, by its slot, whether it comes from a site. Valid until the table changes. */
export function siteMatcher(table: TaskTable, site: SpawnSite): (slot: number) => boolean {
  // Siblings mostly come in a row: one look-up serves them all.
  let creator = -1;
  let isCreator = false;
  return (slot) => {
    if (table.siteLine[slot] !== site.line || table.siteFile[slot] !== site.file) return false;
    if (!isRunBy(table.coroutine[slot]! || table.name[slot]!, site.coroutine)) return false;
    if (table.creator[slot] !== creator) {
      creator = table.creator[slot]!;
      isCreator = siteOf(table, slot).creator === site.creator;
    }
    return isCreator;
  };
}

/** Adds up what the tasks of a site did up to `now`. */
export function siteTotals(table: TaskTable, site: SpawnSite, now: number): SiteTotals {
  const matches = siteMatcher(table, site);
  let count = 0;
  let pending = 0;
  let ran = 0;
  let ready = 0;
  let waited = 0;
  for (let slot = 0; slot < table.slots; slot += 1) {
    if (table.id[slot] === 0 || !matches(slot)) continue;
    const times = timesOf(table, slot, now);
    count += 1;
    if (!isDone(table.state[slot] as TaskState)) pending += 1;
    ran += times.ran;
    ready += times.ready;
    waited += times.waited;
  }
  return { count, pending, ran, ready, waited };
}

/** A coroutine's name: of a call as a reader would write it, what stands before its arguments. */
function nameIn(table: TaskTable, slot: number): string {
  const call = table.coroutine[slot]! || table.name[slot]!;
  const end = call.indexOf("(");
  return end === -1 ? call : call.slice(0, end);
}

function isRunBy(call: string, name: string): boolean {
  return call.startsWith(name) && (call.length === name.length || call[name.length] === "(");
}
