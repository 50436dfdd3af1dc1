import { WaitReason } from "../../shared/events";
import type { TaskTable } from "../../shared/reduce";
import { isDone, TaskState } from "../../shared/task-state";
import { t } from "../texts";
import { resourceName, resourceWaitWords } from "./resource-words";

/** What a task's state is called, in the words of the lab. Two more than `TaskState`: a cancel is under way, and, at an instant of the past, it is not there yet. */
export type Condition =
  | "absent"
  | "scheduled"
  | "ready"
  | "running"
  | "waiting"
  | "cancelling"
  | "finished"
  | "failed"
  | "cancelled";

/** A task's state in words. */
export interface StateWords {
  readonly condition: Condition;
  /** What asyncio calls it. */
  readonly phase: "pending" | "done" | "cancelled" | "absent";
  /** What stands after the phase: "waiting", "result". Empty where the phase says it all. */
  readonly word: string;
  /** What it waits for; empty for what does not wait. */
  readonly detail: string;
}

/** The last part of the name of each reason's text. */
const REASONS = {
  [WaitReason.FUTURE]: "future",
  [WaitReason.SLEEP]: "sleep",
  [WaitReason.TASK]: "task",
  [WaitReason.GATHER]: "gather",
  [WaitReason.WAIT]: "wait",
  [WaitReason.SHIELD]: "shield",
  [WaitReason.PROMISE]: "promise",
  [WaitReason.LOCK]: "lock",
  [WaitReason.EVENT]: "event",
  [WaitReason.CONDITION]: "condition",
  [WaitReason.SEMAPHORE]: "semaphore",
  [WaitReason.BARRIER]: "barrier",
  [WaitReason.QUEUE_GET]: "queueGet",
  [WaitReason.QUEUE_PUT]: "queuePut",
  [WaitReason.QUEUE_JOIN]: "queueJoin",
  [WaitReason.GROUP]: "group",
  [WaitReason.AS_COMPLETED]: "asCompleted",
} as const satisfies Record<WaitReason, string>;

/** The condition of the task in `slot`. */
function conditionOf(table: TaskTable, slot: number): Exclude<Condition, "absent"> {
  const state = table.state[slot] as TaskState;
  switch (state) {
    case TaskState.FINISHED:
      return "finished";
    case TaskState.FAILED:
      return "failed";
    case TaskState.CANCELLED:
      return "cancelled";
    default:
      if (table.cancelling[slot]! > 0) return "cancelling";
      if (state === TaskState.SCHEDULED) return "scheduled";
      if (state === TaskState.READY) return "ready";
      return state === TaskState.RUNNING ? "running" : "waiting";
  }
}

/** The state of the task in `slot`, in words. */
export function stateWords(table: TaskTable, slot: number): StateWords {
  const condition = conditionOf(table, slot);
  switch (condition) {
    case "finished":
      return { condition, phase: "done", word: t("tasks.states.result"), detail: "" };
    case "failed":
      return { condition, phase: "done", word: t("tasks.states.error"), detail: "" };
    case "cancelled":
      return { condition, phase: "cancelled", word: "", detail: "" };
    default:
      return {
        condition,
        phase: "pending",
        word: t(`tasks.states.${condition}`),
        detail: waitsFor(table, slot),
      };
  }
}

/** What is said of a task at an instant before it was created. */
export const ABSENT: StateWords = {
  condition: "absent",
  phase: "absent",
  word: "",
  detail: "",
};

/** What stands for a phase: what asyncio calls it, and the lab's own word for what is not there yet. */
export function phaseWord(phase: StateWords["phase"]): string {
  return phase === "absent" ? t("tasks.absent") : phase;
}

/** "pending: waiting for sleep(2)", "done: result", "cancelled". */
export function stateSentence({ condition, phase, word, detail }: StateWords): string {
  const head = phaseWord(phase);
  if (word === "") return head;
  if (detail === "") return `${head}: ${word}`;
  return condition === "waiting"
    ? `${head}: ${word} ${t("tasks.for")} ${detail}`
    : `${head}: ${word}, ${t("tasks.waitingFor")} ${detail}`;
}

/** What kind of thing is waited for: "a timer", "all of several tasks". */
function reasonWord(reason: number): string {
  const name = REASONS[reason as WaitReason] as (typeof REASONS)[WaitReason] | undefined;
  return name === undefined ? t("tasks.something") : t(`tasks.reasons.${name}`);
}

/** What the task in `slot` waits for; empty if it does not wait. */
export function waitsFor(table: TaskTable, slot: number): string {
  if (table.state[slot] !== TaskState.WAITING) return "";
  const label = table.waitLabel[slot]!;
  if (label !== "") return label;
  const awaited = table.awaited[slot]!;
  const awaitedSlot = awaited === 0 ? -1 : table.slotOf(awaited);
  if (awaitedSlot !== -1) return `await ${table.name[awaitedSlot]!}`;
  const resource = table.resources.get(table.resource[slot]!);
  if (resource !== undefined) {
    return resourceWaitWords(table.waitReason[slot]!, resourceName(resource));
  }
  const until = table.until[slot]!;
  if (!Number.isNaN(until)) return `sleep(${Number((until - table.since[slot]!).toPrecision(4))})`;
  return reasonWord(table.waitReason[slot]!);
}

/** How long a task did what, up to now. */
export interface TaskTimes {
  readonly ran: number;
  readonly ready: number;
  readonly waited: number;
}

/** The totals of the task in `slot`, the time in its present state included. Seconds. */
export function timesOf(table: TaskTable, slot: number, now: number): TaskTimes {
  const state = table.state[slot] as TaskState;
  const present = isDone(state) ? 0 : Math.max(0, now - table.since[slot]!);
  const running = state === TaskState.RUNNING;
  const waiting = state === TaskState.WAITING;
  return {
    ran: table.ran[slot]! + (running ? present : 0),
    ready: table.ready[slot]! + (running || waiting ? 0 : present),
    waited: table.waited[slot]! + (waiting ? present : 0),
  };
}
