import { computed } from "vue";
import type { ComputedRef } from "vue";
import type { Language } from "../../../shared/own-program";
import { formatDuration } from "../../model/format";
import { LANGUAGE_TITLES } from "../../model/source-templates";
import { useCellRunsStore } from "../../stores/cell-runs";
import type { CellRun } from "../../stores/cell-runs";
import { useLabStore } from "../../stores/lab";
import { t } from "../../texts";

/** How the run of a cell stands, in a sentence. */
export function useCellStatus(
  of: () => { key: string; language: Language; isRunning: boolean; run: CellRun | null },
): ComputedRef<string> {
  const cellRuns = useCellRunsStore();
  const lab = useLabStore();

  return computed(() => {
    const { key, language, isRunning, run } = of();
    if (cellRuns.starting === key || (isRunning && !cellRuns.hasBegun)) {
      return t(language === "python" ? "lesson.status.startingPython" : "lesson.status.starting");
    }
    if (isRunning) {
      const { blocking } = lab.sessions.program;
      if (blocking === null) return t("lesson.status.running");
      return blocking.line === null
        ? t("lesson.status.blocking")
        : t("lesson.status.blockingAt", { line: String(blocking.line) });
    }
    if (run === null) return "";
    const { end, outline, language: spoken } = run;
    const took = formatDuration(outline.seconds);
    const which =
      spoken === language
        ? ""
        : ` ${t("lesson.status.thatWasIn", { language: LANGUAGE_TITLES[spoken] })}`;
    if (end.outcome === "finished") return `${t("lesson.status.endedAfter", { took })}${which}`;
    const how = end.outcome === "failed" ? "failedBecause" : "endedBecause";
    return `${t(`lesson.status.${how}`, { took, why: end.sentence })}${which}`;
  });
}
