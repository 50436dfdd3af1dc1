import { formatCount, plural } from "../../model/format";
import type { GroupSpent, GroupTotals, LaneSummary } from "../../model/lane-summary";
import { percentWords } from "./range-facts";
import type { TimeScale } from "./time-scale";
import { timeAt } from "./time-scale";
import { durationWords } from "./time-words";

/** "12 tasks, 3 pending · ran 3.4 %": what stands on the lane of a collapsed task. */
export function summaryWords({ tasks, pending, ran, span }: GroupTotals): string {
  const going = pending === 0 ? "all done" : `${formatCount(pending)} pending`;
  const share = span > 0 ? ` · ran ${percentWords(Math.min(1, ran / span))}` : "";
  return `${plural(tasks, "task")}, ${going}${share}`;
}

/** "ran 3 ms of 1.2 s together". */
export function summaryTotalWords({ ran, span }: GroupTotals): string {
  return `ran ${durationWords(ran)} of ${durationWords(span)} together`;
}

/** How many of the tasks live at a pixel, and what they do there; null where there are none. */
export function summaryAt(summary: LaneSummary, scale: TimeScale, x: number): string | null {
  const from = timeAt(scale, x);
  const to = timeAt(scale, x + 1);
  const before: GroupSpent = { ran: 0, ready: 0, lived: 0 };
  const after: GroupSpent = { ran: 0, ready: 0, lived: 0 };
  summary.spentBefore(from, before);
  summary.spentBefore(to, after);
  const living = (after.lived - before.lived) / (to - from);
  if (living < 1e-6) return null;
  const count = living < 9.5 ? Number(living.toFixed(1)) : Math.round(living);
  const ran = percentWords(Math.min(1, (after.ran - before.ran) / (to - from)));
  return `${formatCount(count)} of them pending at ${from.toFixed(3)} s, running ${ran} of the time`;
}
