import { WaitReason } from "../../../shared/events";
import { LaneState } from "../lane-code";
import type { OutlineInterval, OutlineTask, RunOutline } from "./run-outline";

/** Whether an interval is a wait that the outside world ends: a timer or an answer. */
export function waitsForTheWorld({ state, reason }: OutlineInterval): boolean {
  return (
    state === LaneState.WAITING && (reason === WaitReason.SLEEP || reason === WaitReason.PROMISE)
  );
}

/** What a wait is for, as the end of "waited for …". */
export function waitWords(interval: OutlineInterval, run: RunOutline): string {
  const { reason, label, awaited } = interval;
  const other = run.tasks.find(({ id }) => id === awaited);
  switch (reason) {
    case WaitReason.SLEEP:
      return label === "" ? "a timer" : `its ${label}`;
    case WaitReason.PROMISE:
      return label === "" ? "an answer" : `the answer to ${label}`;
    case WaitReason.TASK:
      return other === undefined ? "a task" : other.name;
    case WaitReason.SHIELD:
      return other === undefined ? "a shielded task" : `${other.name}, behind a shield`;
    case WaitReason.GATHER:
      return "all that it gathered";
    case WaitReason.WAIT:
    case WaitReason.AS_COMPLETED:
      return "some of several tasks";
    case WaitReason.GROUP:
      return "the tasks of its group";
    case WaitReason.LOCK:
      return "the lock";
    case WaitReason.SEMAPHORE:
      return "the semaphore";
    case WaitReason.EVENT:
      return "the event";
    case WaitReason.CONDITION:
      return "the condition";
    case WaitReason.BARRIER:
      return "the barrier";
    case WaitReason.QUEUE_GET:
      return "an item in the queue";
    case WaitReason.QUEUE_PUT:
      return "room in the queue";
    case WaitReason.QUEUE_JOIN:
      return "the queue to be worked off";
    default:
      return label === "" ? "a future" : label;
  }
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)!}`;
}

/** The step of a task in which it did something at `time`: the index of its interval, -1 for none. */
export function stepAt({ intervals }: OutlineTask, time: number): number {
  let found = -1;
  for (const [index, { state, from, to }] of intervals.entries()) {
    if (from > time) break;
    if (state === LaneState.RUNNING && to >= time) found = index;
  }
  return found;
}
