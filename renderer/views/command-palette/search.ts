import type { TaskTable } from "../../../shared/reduce";

/** Tasks listed at once: enough to choose from, few enough to read. */
const MAX_TASKS_FOUND = 20;

/** Whether every word of `query` stands in `text`, in any order and any case. */
export function matches(text: string, query: string): boolean {
  const lowered = text.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lowered.includes(word));
}

/** The first tasks whose name matches `query`. */
export function findTasks(table: TaskTable, query: string): { task: number; name: string }[] {
  const found: { task: number; name: string }[] = [];
  for (let slot = 0; slot < table.slots && found.length < MAX_TASKS_FOUND; slot += 1) {
    const task = table.id[slot]!;
    const name = table.name[slot]!;
    if (task !== 0 && matches(name, query)) found.push({ task, name });
  }
  return found;
}
