import { ref } from "vue";
import { formatDuration } from "../../model/format";
import { timesOf } from "../../model/task-words";
import { t } from "../../texts";
import type { ComparedSide } from "./use-compared";

/** Going from task to task by key, through both runs: the last one of A is followed by the first one of B. */
export function useTaskWalk(
  sides: readonly ComparedSide[],
  select: (side: ComparedSide, task: number) => void,
) {
  const spoken = ref("");
  /** Where the keyboard stands. */
  let at: { side: ComparedSide; task: number } | null = null;

  function go(by: 1 | -1): void {
    const rows = sides.flatMap((side) => {
      const { rows } = side.model.value;
      return Array.from(rows.tasks.subarray(0, rows.length), (task) => ({ side, task }));
    });
    const { side: here = null, task = 0 } = at ?? {};
    const index = rows.findIndex((one) => one.side === here && one.task === task);
    const next = rows[index < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, index + by))];
    if (next === undefined) return;
    at = next;
    select(next.side, next.task);
    spoken.value = taskSentence(next.side, next.task);
  }

  return { spoken, go };
}

function taskSentence(side: ComparedSide, task: number): string {
  const { table, lanes } = side.model.value;
  const now = Math.max(side.model.value.now(), lanes.lastTime);
  const { ran, ready, waited } = timesOf(table, table.slotOf(task), now);
  const onPath = side.path.value.legs.some((leg) => leg.task === task);
  const times = [
    t("compare.time", { word: t("tasks.columns.ran"), duration: formatDuration(ran) }),
    t("compare.time", { word: t("tasks.columns.ready"), duration: formatDuration(ready) }),
    t("compare.time", { word: t("tasks.columns.waited"), duration: formatDuration(waited) }),
  ];
  return t(onPath ? "compare.walkOnPath" : "compare.walk", {
    side: side.name,
    name: side.nameOf(task),
    times: times.join(", "),
  });
}
