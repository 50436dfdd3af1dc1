import { computed } from "vue";
import type { ComputedRef } from "vue";
import { useLabStore } from "../../stores/lab";
import { useRunsStore } from "../../stores/runs";
import type { Action } from "./action";

/** Running, stopping and clearing, and each program of the lab. */
export function useRunActions(): ComputedRef<Action[]> {
  const lab = useLabStore();
  const runs = useRunsStore();

  return computed(() => [
    {
      id: "run",
      title: runs.runnable === null ? "Run a program" : `Run “${runs.runnable.title}”`,
      section: "Run",
      enabled: runs.runnable !== null && !runs.busy,
      run: () => void runs.start(),
    },
    {
      id: "stop",
      title: "Stop: cancel everything in this session",
      section: "Run",
      enabled: runs.canStop && !runs.busy,
      run: () => void runs.stop(),
    },
    {
      id: "clear",
      title: "Clear: stop, and forget what was recorded",
      section: "Run",
      enabled: runs.status.phase !== "empty" && !runs.busy,
      run: () => void runs.clear(),
    },
    ...lab.programs.map<Action>((program) => ({
      id: `program-${program.id}`,
      title: `Run the program “${program.title}”`,
      section: "Run",
      enabled: !runs.busy,
      run: () => void runs.run(program.id),
    })),
  ]);
}
