import { formatDuration } from "../../model/format";
import type { RunSpan } from "../../model/run-span";
import { t, writtenDecimal } from "../../texts";

/** Runs whose lengths differ by less took as long as each other: less is the machine's mood. In seconds, and as a share. */
const SAME_SECONDS = 0.0005;
const SAME_SHARE = 0.005;

export const lengthOf = ({ from, to }: RunSpan): number => to - from;

/**
 * "B is 1.01 s faster: 1.00 s against 2.01 s, 2.0 times as fast."
 * @param left what the two are called, and how long they took
 */
export function differenceSentence(
  left: { readonly name: string; readonly span: RunSpan },
  right: { readonly name: string; readonly span: RunSpan },
): string {
  if (left.span.last === 0 || right.span.last === 0) return t("compare.sentence.noTasks");
  const before = lengthOf(left.span);
  const after = lengthOf(right.span);
  const difference = Math.abs(after - before);
  const open = [left, right].filter(({ span }) => span.isOpen).map(({ name }) => name);
  const goesOn = open.length === 0 ? "" : ` ${goesOnWords(open)}`;
  if (difference < SAME_SECONDS || difference < SAME_SHARE * Math.max(before, after)) {
    const lengths = { left: formatDuration(before), right: formatDuration(after) };
    return t("compare.sentence.same", lengths) + goesOn;
  }
  const [faster, slower] = after < before ? [right, left] : [left, right];
  const short = lengthOf(faster.span);
  const long = lengthOf(slower.span);
  const told = {
    side: faster.name,
    difference: formatDuration(difference),
    short: formatDuration(short),
    long: formatDuration(long),
  };
  const sentence =
    short > 0
      ? t("compare.sentence.timesAsFast", { ...told, times: ratio(long / short) })
      : t("compare.sentence.faster", told);
  return sentence + goesOn;
}

function goesOnWords(open: readonly string[]): string {
  return open.length > 1
    ? t("compare.sentence.bothGoOn")
    : t("compare.sentence.goesOn", { side: open[0]! });
}

function ratio(value: number): string {
  return writtenDecimal(value, value < 9.95 ? 1 : 0);
}
