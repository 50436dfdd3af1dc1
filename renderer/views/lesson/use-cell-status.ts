import { computed } from "vue";
import type { ComputedRef } from "vue";
import type { Language } from "../../../shared/own-program";
import { formatDuration } from "../../model/format";
import { LANGUAGE_TITLES } from "../../model/source-templates";
import { useCellRunsStore } from "../../stores/cell-runs";
import type { CellRun } from "../../stores/cell-runs";
import { useLabStore } from "../../stores/lab";

/** How the run of a cell stands, in a sentence. */
export function useCellStatus(
  of: () => { key: string; language: Language; isRunning: boolean; run: CellRun | null },
): ComputedRef<string> {
  const cellRuns = useCellRunsStore();
  const lab = useLabStore();

  return computed(() => {
    const { key, language, isRunning, run } = of();
    if (cellRuns.starting === key || (isRunning && !cellRuns.hasBegun)) {
      return language === "python"
        ? "Starting; Python takes a moment the first time."
        : "Starting.";
    }
    if (isRunning) {
      const { blocking } = lab.sessions.program;
      if (blocking === null) return "Running.";
      const where = blocking.line === null ? "" : ` It is at line ${blocking.line}.`;
      return `Running, and it does not let go.${where} Stop ends it.`;
    }
    if (run === null) return "";
    const { end, outline, language: spoken } = run;
    const took = formatDuration(outline.seconds);
    const which = spoken === language ? "" : ` That was in ${LANGUAGE_TITLES[spoken]}.`;
    if (end.outcome === "finished") return `Ended after ${took}.${which}`;
    const how = end.outcome === "failed" ? "Failed" : "Ended";
    return `${how} after ${took}: ${end.sentence}${which}`;
  });
}
