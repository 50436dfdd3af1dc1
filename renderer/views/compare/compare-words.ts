import { formatDuration } from "../../model/format";
import type { RunSpan } from "../../model/run-span";

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
  if (left.span.last === 0 || right.span.last === 0) return "There are no tasks to compare.";
  const before = lengthOf(left.span);
  const after = lengthOf(right.span);
  const difference = Math.abs(after - before);
  const open = [left, right].filter(({ span }) => span.isOpen).map(({ name }) => name);
  const goesOn = open.length === 0 ? "" : ` ${open.join(" and ")} had not ended yet.`;
  if (difference < SAME_SECONDS || difference < SAME_SHARE * Math.max(before, after)) {
    const lengths = `${formatDuration(before)} and ${formatDuration(after)}`;
    return `Both took as long: ${lengths}.${goesOn}`;
  }
  const [faster, slower] = after < before ? [right, left] : [left, right];
  const short = lengthOf(faster.span);
  const long = lengthOf(slower.span);
  const times = short > 0 ? `, ${ratio(long / short)} times as fast` : "";
  return `${faster.name} is ${formatDuration(difference)} faster: ${formatDuration(short)} against ${formatDuration(long)}${times}.${goesOn}`;
}

function ratio(value: number): string {
  return value < 9.95 ? value.toFixed(1) : value.toFixed(0);
}
