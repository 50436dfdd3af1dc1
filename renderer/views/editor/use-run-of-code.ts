import { computed, shallowRef, watch } from "vue";
import type { ComputedRef } from "vue";
import { Channel } from "../../../shared/events";
import { placeOfError, sentenceOfError } from "../../model/error-place";
import { useCodeStore } from "../../stores/code";
import { useHost } from "../../stores/host";
import { useLabStore } from "../../stores/lab";
import { usePlacesStore } from "../../stores/places";
import { t } from "../../texts";
import type { Problem } from "./problem";

/** Lines of the console that are looked through for the error of a run: it is among its last ones. */
const LOOK_BACK = 50;

/** The run of the program that is open: whether the session shows it, how it went, and where it failed. */
export function useRunOfCode() {
  const { stream } = useHost();
  const code = useCodeStore();
  const lab = useLabStore();
  const places = usePlacesStore();

  const status = computed(() => lab.sessions.program);
  /** The session shows a run of this program, and not of another one. */
  const isOurs = computed(() => {
    const { source } = status.value;
    return source !== null && source.file === code.fileName;
  });
  const problems = shallowRef<readonly Problem[]>([]);

  /** What a run that failed said, once its lines are here. */
  const failure: ComputedRef<Problem | null> = computed(() => {
    const { end } = status.value;
    if (!isOurs.value || end === null || end.outcome !== "failed") return null;
    const model = stream.models.program;
    void model.version.value;
    const { lines } = model.console;
    for (let index = lines.length - 1; index >= Math.max(0, lines.length - LOOK_BACK); index -= 1) {
      const { channel, text } = lines[index]!;
      if (channel !== Channel.ERROR) continue;
      const place = placeOfError(text, code.fileName);
      if (place === null) continue;
      const { line, column } = place;
      const message = sentenceOfError(text) || end.sentence;
      return { severity: "error", line, message, ...(column === null ? {} : { column }) };
    }
    return null;
  });

  // The same problem again, as events come in, is no news to the editor.
  watch(
    failure,
    (found) => {
      const [now] = problems.value;
      if (found?.line === now?.line && found?.message === now?.message) return;
      problems.value = found === null ? [] : [found];
    },
    { immediate: true },
  );
  // Each run begins with a clean page.
  watch(
    () => status.value.epoch,
    () => {
      problems.value = [];
    },
  );

  const blockingLine = computed(() =>
    isOurs.value ? (status.value.blocking?.line ?? null) : null,
  );

  /** The text is still the one that was run, as far as is known: its lines are those of the run. */
  const isAsRun = computed(() => {
    const ran = places.texts.get(code.fileName);
    return isOurs.value && (ran === undefined || ran === code.text);
  });

  /** How the run stands, in a sentence. */
  const sentence = computed(() => {
    const { phase, program, source, end, blocking } = status.value;
    if (phase === "empty") return t("program.notRun");
    if (!isOurs.value) {
      const title = lab.programs.find((one) => one.id === program)?.title ?? source?.title;
      return title === undefined ? t("program.notRun") : t("program.below", { title });
    }
    if (blocking !== null) {
      return blocking.line === null
        ? t("editor.status.noYield")
        : t("editor.status.lineNoYield", { line: String(blocking.line) });
    }
    if (phase === "stopping") return t("program.stopping");
    if (phase === "running") {
      return t(isAsRun.value ? "program.running" : "editor.status.asBefore");
    }
    if (end === null || end.outcome === "finished") return t("program.ended");
    const line = failure.value?.line;
    if (end.outcome === "failed") {
      return line === undefined
        ? t("editor.status.withError")
        : t("editor.status.withErrorAt", { line: String(line) });
    }
    return t("editor.status.because", { why: end.sentence });
  });

  return { problems, blockingLine, isAsRun, sentence };
}
