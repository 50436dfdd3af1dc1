import type { SeenSession } from "../../model/seen-session";
import { NO_SLOT } from "../../../shared/reduce";
import { Awaiters } from "../../model/task-graph";
import { t } from "../../texts";

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
  return { task, name: t("tasks.unnamed", { task: String(task) }), known: false };
}

/** The tasks that await `task`, the first ones by name. */
export function awaitersOf(model: SeenSession, task: number): { links: TaskLink[]; more: number } {
  const edges = new Awaiters(model.table).of(task);
  const links = edges.slice(0, MAX_LINKS).map((edge) => linkTo(model, edge.task));
  return { links, more: edges.length - links.length };
}
