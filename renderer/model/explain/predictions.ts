import { t, writtenDecimal } from "../../texts";
import type { LineReason } from "./explain-order";
import type { RunOutline } from "./run-outline";
import { listed } from "./waits";

/** A line of a prediction, and how it fared. */
interface PredictedLine {
  readonly text: string;
  /** What came in its place; null for nothing. */
  readonly came: string | null;
  readonly isRight: boolean;
}

/** How a prediction of the order of lines fared. */
export interface OrderVerdict {
  readonly isRight: boolean;
  readonly lines: readonly PredictedLine[];
  /** Sentences, the most important first. */
  readonly sentences: readonly string[];
}

/**
 * Lays what was printed over the order in which it was expected.
 * @param isLine whether a printed line is an expected one: expected ones may leave parts open
 */
export function judgeOrder(
  predicted: readonly string[],
  reasons: readonly LineReason[],
  isLine: (expected: string, line: string) => boolean,
): OrderVerdict {
  const came = reasons.map(({ line }) => line.text);
  const lines = predicted.map((text, index) => {
    const there = came[index] ?? null;
    return { text, came: there, isRight: there !== null && isLine(text, there) };
  });
  const wrong = lines.findIndex(({ isRight }) => !isRight);
  if (wrong === -1 && came.length === predicted.length) {
    return {
      isRight: true,
      lines,
      sentences: [t("explain.verdict.allLines", { count: predicted.length })],
    };
  }
  const right = lines.filter(({ isRight }) => isRight).length;
  const at = wrong === -1 ? predicted.length : wrong;
  const reason = reasons[at];
  const sentences = [t("explain.verdict.linesRight", { right, count: predicted.length })];
  if (reason === undefined) {
    sentences.push(t("explain.verdict.noMore", { line: predicted[at] ?? "" }));
  } else {
    const expected = predicted[at];
    sentences.push(
      expected === undefined
        ? t("explain.verdict.oneMore", { line: reason.line.text })
        : t("explain.verdict.difference", { at: String(at + 1), expected, line: reason.line.text }),
      reason.why,
    );
  }
  return { isRight: false, lines, sentences };
}

/** From when to when a task is expected to last, in seconds since the run began. */
export interface PredictedSpan {
  readonly task: string;
  readonly from: number;
  readonly lasts: number;
}

/** How a prediction of one task's time fared. */
interface SpanVerdict extends PredictedSpan {
  /** When it really was; null if there was no such task. */
  readonly real: { readonly from: number; readonly to: number } | null;
  readonly isRight: boolean;
}

export interface TimesVerdict {
  readonly isRight: boolean;
  readonly spans: readonly SpanVerdict[];
  readonly sentences: readonly string[];
}

/** How far off a drawn time may be: at least, in seconds, and as a share of the run. */
const LEAST_TOLERANCE = 0.12;
const TOLERANCE = 0.15;

/** Lays what the tasks did over the times that were drawn for them. */
export function judgeTimes(predicted: readonly PredictedSpan[], run: RunOutline): TimesVerdict {
  const tolerance = Math.max(LEAST_TOLERANCE, run.seconds * TOLERANCE);
  const spans = predicted.map((span) => {
    const task = run.tasks.find(({ name }) => name === span.task);
    if (task === undefined) return { ...span, real: null, isRight: false };
    const real = { from: task.from, to: task.to };
    const isRight =
      Math.abs(real.from - span.from) <= tolerance &&
      Math.abs(real.to - span.from - span.lasts) <= tolerance;
    return { ...span, real, isRight };
  });
  const wrong = spans.filter(({ isRight }) => !isRight);
  if (wrong.length === 0) {
    return { isRight: true, spans, sentences: [t("explain.verdict.allBars")] };
  }
  const right = spans.filter(({ isRight }) => isRight).map(({ task }) => task);
  return {
    isRight: false,
    spans,
    sentences: [
      ...(right.length > 0 ? [t("explain.verdict.barsRight", { names: listed(right) })] : []),
      ...wrong.map((span) => differenceOf(span, run, tolerance)),
    ],
  };
}

function differenceOf(
  { task, from, lasts, real }: SpanVerdict,
  run: RunOutline,
  tolerance: number,
): string {
  if (real === null) return t("explain.verdict.noTask", { task });
  const drawn = t("explain.verdict.drawn", {
    task,
    from: seconds(from),
    to: seconds(from + lasts),
    realFrom: seconds(real.from),
    realTo: seconds(real.to),
  });
  if (from - real.from > tolerance) {
    const creator = run.tasks.find(({ name }) => name === task)?.creator;
    const by = run.tasks.find(({ id }) => id === creator)?.name ?? t("explain.verdict.theProgram");
    return `${drawn} ${t("explain.verdict.atOnce", { creator: by })}`;
  }
  if (real.from - from > tolerance) return `${drawn} ${t("explain.verdict.later")}`;
  const isLonger = real.to - real.from > lasts;
  return `${drawn} ${t(isLonger ? "explain.verdict.longer" : "explain.verdict.sooner")}`;
}

const seconds = (time: number): string => `${writtenDecimal(time, 2)} s`;

/** The same lines in an order that gives nothing away, and is the same each time. */
export function shuffled(lines: readonly string[], seed: string): string[] {
  let state = 2_166_136_261;
  for (const character of seed) state = Math.imul(state ^ character.codePointAt(0)!, 16_777_619);
  const next = (below: number): number => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    return ((state ^ (state >>> 13)) >>> 0) % below;
  };
  const mixed = [...lines];
  for (let index = mixed.length - 1; index > 0; index -= 1) {
    const other = next(index + 1);
    [mixed[index], mixed[other]] = [mixed[other]!, mixed[index]!];
  }
  // By chance they may stand as they will come.
  if (mixed.every((line, index) => line === lines[index])) mixed.reverse();
  return mixed;
}
