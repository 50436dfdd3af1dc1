import type { SeenSession } from "../../model/seen-session";
import { NO_SLOT } from "../../../shared/reduce";

/** A task that can be gone to. */
export interface TaskLink {
  readonly task: number;
  /** Its name, or its number where it was let go of. */
  readonly name: string;
  readonly known: boolean;
}

/** Tasks that are named one by one; of the rest there is only the number. */
const MAX_LINKS = 12;

export function linkTo({ table, tableNow }: SeenSession, task: number): TaskLink {
  for (const one of [table, tableNow]) {
    const slot = one.slotOf(task);
    if (slot !== NO_SLOT) return { task, name: one.name[slot]!, known: true };
  }
  return { task, name: `task ${task}`, known: false };
}

/** The tasks that await `task`, the first ones by name. */
export function awaitersOf(model: SeenSession, task: number): { links: TaskLink[]; more: number } {
  const { table } = model;
  const links: TaskLink[] = [];
  let more = 0;
  for (let slot = 0; slot < table.slots; slot += 1) {
    if (table.awaited[slot] !== task || table.id[slot] === 0) continue;
    if (links.length < MAX_LINKS) links.push(linkTo(model, table.id[slot]!));
    else more += 1;
  }
  return { links, more };
}
