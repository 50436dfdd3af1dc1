import { formatInstant } from "../../model/format";
import type { GroupSpent, GroupTotals, LaneSummary } from "../../model/lane-summary";
import { t, writtenCount } from "../../texts";
import { percentWords } from "./range-facts";
import type { TimeScale } from "./time-scale";
import { timeAt } from "./time-scale";
import { durationWords } from "./time-words";

/** "12 tasks, 3 pending · ran 3.4 %": what stands on the lane of a collapsed task. */
export function summaryWords({ tasks, pending, ran, span }: GroupTotals): string {
  if (tasks === 0) return t("time.noTaskYet");
  const words = tasksWords(tasks, pending);
  if (span <= 0) return words;
  const percent = percentWords(Math.min(1, ran / span));
  return t("timeline.summary.ran", { tasks: words, percent });
}

/** "12 tasks, 3 pending". */
export function tasksWords(count: number, pending: number): string {
  return pending === 0
    ? t("timeline.summary.allDone", { count })
    : t("timeline.summary.pending", { count, pending });
}

/** "ran 3 ms of 1.2 s together". */
export function summaryTotalWords({ ran, span }: GroupTotals): string {
  return t("timeline.summary.together", { ran: durationWords(ran), span: durationWords(span) });
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
  const number = writtenCount(living < 9.5 ? Number(living.toFixed(1)) : Math.round(living));
  const percent = percentWords(Math.min(1, (after.ran - before.ran) / (to - from)));
  return t("timeline.summary.here", { number, at: formatInstant(from), percent });
}
