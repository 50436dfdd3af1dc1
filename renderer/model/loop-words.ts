import type { LoopEntry, LoopEntryKind, StepOutcome } from "../../shared/loop-look";
import type { ClockDial } from "../../shared/session-time";
import type { TextKey } from "../../shared/texts/keys";
import { t, writtenDecimal } from "../texts";

/** What an entry of the ready queue is called. */
export const entryWord = (kind: LoopEntryKind): string => t(`loop.entries.${kind}`);

/** What it does, for those who have not met it. */
export const entryHelp = (kind: LoopEntryKind): string => t(`loop.entryHelp.${kind}`);

/** What stands on the clock's dial: "0.25×", "jump". */
export function dialWord(dial: ClockDial): string {
  if (dial === "jump") return t("time.jump");
  return `${dial.includes(".") ? writtenDecimal(Number(dial), dial.length - 2) : dial}×`;
}

const DIAL_HELP = {
  "0.1": "time.tenth",
  "0.25": "time.quarter",
  "1": "time.real",
  "10": "time.tenTimes",
  jump: "time.jumps",
} as const satisfies Record<ClockDial, TextKey>;

/** What the clock does then, in a sentence. */
export function dialHelp(dial: ClockDial): string {
  const help = t(DIAL_HELP[dial]);
  return dial === "1" ? help : `${help} ${t("time.realRemains")}`;
}

/** The names of an entry's tasks: "a", "a and b", "a, b, c and 9 more". */
export function namesOf({ tasks, others }: LoopEntry, nameOf: (task: number) => string): string {
  const names = tasks.map(nameOf);
  if (others > 0) return t("loop.namesAndMore", { names: names.join(", "), others });
  const last = names.at(-1) ?? "";
  return names.length < 2
    ? last
    : t("common.namesAndLast", { names: names.slice(0, -1).join(", "), last });
}

/** What an entry did when it ran, in a sentence. */
export function entrySentence(entry: LoopEntry, nameOf: (task: number) => string): string {
  const names = namesOf(entry, nameOf);
  switch (entry.kind) {
    case "step":
      return t("loop.tookStep", { names });
    case "wake":
      return names === "" ? t("loop.sleepOver") : t("loop.sleepOfOver", { names });
    case "notify":
      return names === "" ? t("loop.told") : t("loop.heard", { names });
    case "callback":
      return entry.callback === ""
        ? t("loop.called")
        : t("loop.calledByName", { callback: entry.callback });
  }
}

/** What became of a step, in a sentence. */
export function stepSentence(
  { ran, requests }: StepOutcome,
  nameOf: (task: number) => string,
): string {
  if (ran !== null) return entrySentence(ran, nameOf);
  return requests > 0 ? t("loop.nothingReadyRequests") : t("loop.nothingReady");
}
