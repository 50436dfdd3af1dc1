import type { Ref } from "vue";
import { Branch } from "../../model/rows";
import type { SessionModel } from "../../model/session-model";
import { t } from "../../texts";
import { nameOf } from "./lane-words";
import type { Place } from "./timeline-canvas";

interface CollapseParts {
  readonly model: () => SessionModel;
  readonly selected: () => number | null;
  readonly place: Ref<Place | null>;
  readonly select: (task: number) => void;
  readonly say: (words: string) => void;
}

/** Collapses and expands tasks with children. */
export function useCollapse({ model, selected, place, select, say }: CollapseParts) {
  function collapse(task: number, collapsed: boolean): void {
    const { rows } = model();
    rows.collapse(task, collapsed);
    model().changed();
    if (place.value !== null && rows.indexOf(place.value.task) < 0) place.value = null;
    const chosen = selected();
    if (chosen !== null && rows.indexOf(chosen) < 0) select(task);
  }

  /** Collapses the task on which the keyboard stands or that is selected; its parent, if it has no children that are shown. */
  function collapseHere(): void {
    const { rows, table } = model();
    let task = here();
    if (branchOf(task) !== Branch.OPEN) task = table.creator[table.slotOf(task)] ?? 0;
    if (branchOf(task) !== Branch.OPEN) {
      say(t("timeline.collapse.nothing"));
      return;
    }
    collapse(task, true);
    const hidden = rows.hidden[rows.indexOf(task)]!;
    say(t("timeline.collapse.done", { name: nameOf(model(), task), count: hidden }));
  }

  function expandHere(): void {
    const task = here();
    if (branchOf(task) !== Branch.CLOSED) {
      say(t("timeline.collapse.nothingToExpand"));
      return;
    }
    collapse(task, false);
    say(t("timeline.collapse.expanded", { name: nameOf(model(), task) }));
  }

  /** Makes sure that a task has a row, unless the filter leaves it out. */
  function uncover(task: number): void {
    if (model().rows.indexOf(task) >= 0) return;
    model().rows.expandTo(task);
    model().changed();
  }

  const here = (): number => place.value?.task ?? selected() ?? 0;
  const branchOf = (task: number): Branch => {
    const { rows } = model();
    return (rows.branches[rows.indexOf(task)] ?? Branch.NONE) as Branch;
  };

  return { collapse, collapseHere, expandHere, uncover };
}
