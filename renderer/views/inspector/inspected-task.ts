import { NO_SLOT } from "../../../shared/reduce";
import { isDone, TaskState } from "../../../shared/task-state";
import { cancelStoryOf } from "../../model/cancel-story";
import type { CancelStory } from "../../model/cancel-story";
import type { RequestEntry } from "../../model/request-log";
import type { SeenSession } from "../../model/seen-session";
import { creationPlaceOf, placeOf } from "../../model/standings";
import type { Place } from "../../model/standings";
import { stepTimesOf } from "../../model/step-times";
import type { StepTimes } from "../../model/step-times";
import { awaitTreeOf } from "../../model/task-graph";
import type { AwaitTree } from "../../model/task-graph";
import { stateSentence, stateWords, timesOf, waitsFor } from "../../model/task-words";
import type { Condition, TaskTimes } from "../../model/task-words";
import type { WarningEntry } from "../../model/warning-log";
import { awaitersOf, linkTo } from "./task-links";
import type { TaskLink } from "./task-links";

/** All facts of one task, as the inspector shows them. */
export interface InspectedTask {
  readonly task: number;
  readonly name: string;
  readonly condition: Condition;
  /** In words, without what it waits for: "pending: waiting". */
  readonly state: string;
  readonly coroutine: string;
  readonly done: boolean;
  readonly cancelled: boolean;
  readonly failed: boolean;
  readonly createdAt: number;
  /** Null for a task that the lab itself created. */
  readonly creator: TaskLink | null;
  /** Where it was created, null if that is not known. */
  readonly createdIn: Place | null;
  /** Where it is suspended, or runs on from; null if that is not known, or it is over. */
  readonly standsAt: Place | null;
  /** What the creator runs, as a reader would write the call; empty if it is not known. */
  readonly creatorCoroutine: string;
  readonly awaits: TaskLink | null;
  readonly awaitedBy: { readonly links: readonly TaskLink[]; readonly more: number };
  readonly waitsFor: string;
  /** When its sleep is due, in session time; null if it does not sleep. */
  readonly until: number | null;
  readonly cancels: number;
  /** What `cancelling()` says. */
  readonly cancelling: number;
  readonly story: CancelStory | null;
  readonly awaitTree: AwaitTree;
  readonly stepTimes: StepTimes | null;
  readonly warnings: readonly WarningEntry[];
  readonly cancelMessage: string;
  readonly steps: number;
  readonly times: TaskTimes;
  /** When it ended, in session time; null while it is pending. */
  readonly endedAt: number | null;
  readonly result: string;
  readonly requests: readonly RequestEntry[];
}

/** @returns null if the model does not hold the task (any more) */
export function inspect(model: SeenSession, task: number, now: number): InspectedTask | null {
  const { table } = model;
  const slot = table.slotOf(task);
  if (slot === NO_SLOT) return null;
  const state = table.state[slot] as TaskState;
  const done = isDone(state);
  const words = stateWords(table, slot);
  const until = table.until[slot]!;
  const creator = table.creator[slot]!;
  const creatorSlot = table.slotOf(creator);
  const awaited = table.awaited[slot]!;
  const story = cancelStoryOf(model, task, now);
  return {
    task,
    name: table.name[slot]!,
    condition: words.condition,
    state: stateSentence({ ...words, detail: "" }),
    coroutine: table.coroutine[slot]!,
    done,
    cancelled: state === TaskState.CANCELLED,
    failed: state === TaskState.FAILED,
    createdAt: table.createdAt[slot]!,
    creator: creator === 0 ? null : linkTo(model, creator),
    createdIn: creationPlaceOf(table, task),
    standsAt: placeOf(table, task),
    creatorCoroutine: creatorSlot === NO_SLOT ? "" : table.coroutine[creatorSlot]!,
    awaits: awaited === 0 ? null : linkTo(model, awaited),
    awaitedBy: awaitersOf(model, task),
    waitsFor: waitsFor(table, slot),
    until: Number.isNaN(until) ? null : until,
    cancels: table.cancels[slot]!,
    cancelling: table.cancelling[slot]!,
    story,
    awaitTree: awaitTreeOf(table, task),
    stepTimes: stepTimesOf(model, task),
    warnings: model.warnings.of(task),
    cancelMessage: table.cancelMessage[slot]!,
    steps: table.steps[slot]!,
    times: timesOf(table, slot, now),
    endedAt: done ? table.since[slot]! : null,
    result: table.result[slot]!,
    requests: model.requests.of(task),
  };
}
