import { computed } from "vue";
import type { ComputedRef } from "vue";
import { useLabStore } from "../../stores/lab";
import { useRunsStore } from "../../stores/runs";
import { t } from "../../texts";
import type { Action } from "./action";

/** Running, stopping and clearing, and each program of the lab. */
export function useRunActions(): ComputedRef<Action[]> {
  const lab = useLabStore();
  const runs = useRunsStore();

  return computed(() => [
    {
      id: "run",
      title:
        runs.runnable === null
          ? t("actions.run")
          : t("actions.runOne", { title: runs.runnable.title }),
      section: "Run",
      enabled: runs.runnable !== null && !runs.busy,
      run: () => void runs.start(),
    },
    {
      id: "stop",
      title: t("actions.stop"),
      section: "Run",
      enabled: runs.canStop && !runs.busy,
      run: () => void runs.stop(),
    },
    {
      id: "clear",
      title: t("actions.clear"),
      section: "Run",
      enabled: runs.status.phase !== "empty" && !runs.busy,
      run: () => void runs.clear(),
    },
    ...lab.programs.map<Action>((program) => ({
      id: `program-${program.id}`,
      title: t("actions.runProgram", { title: program.title }),
      section: "Run",
      enabled: !runs.busy,
      run: () => void runs.run(program.id),
    })),
  ]);
}
