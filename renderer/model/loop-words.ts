import type { LoopEntry, LoopEntryKind, StepOutcome } from "../../shared/loop-look";
import type { ClockDial } from "../../shared/session-time";

/** What an entry of the ready queue is called. */
export const ENTRY_WORDS: Readonly<Record<LoopEntryKind, string>> = {
  step: "step",
  wake: "wake up",
  notify: "tell",
  callback: "call",
};

/** What it does, for those who have not met it. */
export const ENTRY_HELP: Readonly<Record<LoopEntryKind, string>> = {
  step: "The task's coroutine is resumed, until it waits again or ends",
  wake: "A sleep is due: its task becomes ready, behind what is ready already",
  notify: "Something is done: the tasks that wait for it become ready",
  callback: "A function that was given to the loop is called",
};

/** What stands on the clock's dial. */
export const DIAL_WORDS: Readonly<Record<ClockDial, string>> = {
  "0.1": "0.1×",
  "0.25": "0.25×",
  "1": "1×",
  "10": "10×",
  jump: "jump",
};

const REAL_REMAINS = "Steps that compute and requests over HTTP keep their real time.";

export const DIAL_HELP: Readonly<Record<ClockDial, string>> = {
  "0.1": `Sleeps and timeouts take ten times as long. ${REAL_REMAINS}`,
  "0.25": `Sleeps and timeouts take four times as long. ${REAL_REMAINS}`,
  "1": "Real time",
  "10": `Sleeps and timeouts take a tenth. ${REAL_REMAINS}`,
  jump: `Jumps to the next timer as soon as nothing else is to be done. ${REAL_REMAINS}`,
};

/** The names of an entry's tasks: "a", "a and b", "a, b, c and 9 more". */
export function namesOf({ tasks, others }: LoopEntry, nameOf: (task: number) => string): string {
  const names = tasks.map(nameOf);
  if (others > 0) return `${names.join(", ")} and ${others} more`;
  return names.length < 2
    ? (names[0] ?? "")
    : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** What an entry did when it ran, in a sentence. */
export function entrySentence(entry: LoopEntry, nameOf: (task: number) => string): string {
  const names = namesOf(entry, nameOf);
  switch (entry.kind) {
    case "step":
      return `${names} took a step.`;
    case "wake":
      return names === "" ? "A sleep was over." : `The sleep of ${names} was over.`;
    case "notify":
      return names === ""
        ? "The loop told that something was done."
        : `${names} heard that what it waits for is done.`;
    case "callback":
      return entry.callback === ""
        ? "A callback was called."
        : `The callback ${entry.callback}() was called.`;
  }
}

/** What became of a step, in a sentence. */
export function stepSentence(
  { ran, requests }: StepOutcome,
  nameOf: (task: number) => string,
): string {
  if (ran !== null) return entrySentence(ran, nameOf);
  return requests > 0
    ? "Nothing is ready: an answer over HTTP is awaited, and comes in real time."
    : "Nothing is ready, and no timer is set.";
}
