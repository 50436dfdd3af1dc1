import { secondsToBits } from "../../shared/batch";
import { Advice, CancelOrigin, Channel, EventKind, Outcome } from "../../shared/events";
import type { RequestOutcome } from "../../shared/events";
import {
  cancelPasser,
  gatheredCount,
  isHeardOf,
  peekError,
  Resource,
  Task,
  WaitKind,
} from "../scheduler";
import type { EventLoop, Future, Observer, ResourceUse } from "../scheduler";
import * as advice from "./advice";
import { CancelWatch } from "./cancel-watch";
import type { EventLog } from "./event-log";
import { SLOW_STEP_SECONDS } from "./limits";
import { MemberRecord } from "./member-record";
import { ResourceRecord } from "./resource-record";
import { LineWatch } from "./line-watch";
import { lineOf, standing } from "./source-line";
import { circleOf, Family } from "./task-watch";
import { textOfError, textOfValue } from "./text";
import { WaitLabels } from "./wait-labels";

/** Waits for the ends of several tasks, or of one by way of something. */
const WAITS_FOR_MEMBERS = bitsOf(
  WaitKind.GATHER,
  WaitKind.WAIT,
  WaitKind.SHIELD,
  WaitKind.GROUP,
  WaitKind.AS_COMPLETED,
);
/** Waits with which a circle of waiting tasks may close. */
const CAN_CLOSE_CIRCLES = bitsOf(WaitKind.TASK, WaitKind.GATHER, WaitKind.GROUP, WaitKind.LOCK);

/** A step in which another one began: what goes on when that has ended. */
interface OuterStep {
  readonly task: number;
  readonly start: number;
  readonly firstOfStep: number;
  readonly place: number;
}

/**
 * Writes down what happens on the loops of one session, one after the other: an observer on one
 * side, rows of the event log on the other.
 *
 * A task has one number for its life, from 1 on, and carries it as its `observerTag`. 0 stands for
 * whatever is no task: the user, a timer, the host. Times come with the hooks, one reading a step;
 * only printed lines and requests, which cost far more than a reading, get one of their own.
 */
export class Recorder implements Observer {
  readonly #log: EventLog;
  readonly #onFailure: (task: number, error: string) => void;
  readonly #tasks = new Map<number, Task<unknown>>();
  readonly #cancels = new CancelWatch();
  readonly #family = new Family();
  readonly #resources: ResourceRecord;
  readonly #members: MemberRecord;
  readonly #holderOf = (lock: Resource) => this.#tasks.get(this.#resources.holderOf(lock)) ?? null;
  readonly #lines: LineWatch;
  /** Who asks for a cancel that no task asks for. */
  #asker: CancelOrigin = CancelOrigin.LOOP;
  /** The names of generator functions, by the prototype of their generators. */
  readonly #functionNames = new Map<object, string>();
  #loop: EventLoop | null = null;
  /** What is added to a loop's time to get the session's. */
  #offset = 0;
  /** The time of the last event. Times never go back. */
  #time = 0;
  #lastId = 0;
  #lastRequest = 0;
  #openRequests = 0;
  /** The task whose step runs, 0 for none, and since when. */
  #running = 0;
  #stepStart = 0;
  /** Tasks with this number or a higher one were created in the step that runs. */
  #firstOfStep = 1;
  /** The steps around the one that runs: of tasks that started others eagerly. */
  readonly #outer: OuterStep[] = [];
  #callText = "";
  #waitText = "";
  readonly #labels = new WaitLabels();

  /** @param onFailure told of every task that ends with an error, right after that was written down */
  constructor(log: EventLog, onFailure: (task: number, error: string) => void) {
    this.#log = log;
    this.#resources = new ResourceRecord(log);
    this.#members = new MemberRecord(log);
    this.#onFailure = onFailure;
    this.#lines = new LineWatch(log);
    log.onEvicted = (tasks) => this.#forget(tasks);
  }

  /** The task whose step runs now, 0 for none. */
  get runningTask(): number {
    return this.#running;
  }

  /** HTTP requests that are under way. */
  get openRequests(): number {
    return this.#openRequests;
  }

  /** The number that the next task gets. */
  get nextTask(): number {
    return this.#lastId + 1;
  }

  /** Begins to write down `loop`, whose time goes on where the session's stands; or goes on with it, when another one has ended. */
  begin(loop: EventLoop): void {
    this.#offset = this.now() - loop.time();
    this.#loop = loop;
  }

  /** The session's time stands still from here on. */
  end(): void {
    this.#time = this.now();
    this.#loop = null;
    this.#running = 0;
    this.#outer.length = 0;
  }

  /** The session's time, in seconds. */
  now(): number {
    if (this.#loop === null) return this.#time;
    return Math.max(this.#time, this.#loop.time() + this.#offset);
  }

  taskOf(id: number): Task<unknown> | undefined {
    return this.#tasks.get(id);
  }

  /** The number of `task`, 0 if it is not remembered. */
  idOf(task: Task<unknown>): number {
    return task.observerTag;
  }

  /** The line on which a task stood when its last step began, from 1 on; 0 if that is not known. */
  lineOf(id: number): number {
    return lineOf(this.#lines.placeOf(id));
  }

  /** Every task that is remembered, in the order of creation. */
  tasks(): Iterable<Task<unknown>> {
    return this.#tasks.values();
  }

  /** Says what the next task that is created runs, as a reader would write the call. */
  labelNextTask(call: string): void {
    this.#callText = call;
  }

  /** Says in words what the running step is about to wait for. */
  labelNextWait(text: string): void {
    this.#waitText = text;
  }

  /**
   * Shows tasks that run these generator functions with the name that stands here: a function's own
   * may have been changed when the lab was built.
   */
  nameFunctions(functions: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(functions)) {
      if (typeof value === "function" && typeof value.prototype === "object") {
        this.#functionNames.set(value.prototype as object, name);
      }
    }
  }

  /** Writes down that `origin` asks for the cancels that `cancel` requests. */
  cancelAs<T>(origin: CancelOrigin, cancel: () => T): T {
    this.#asker = origin;
    try {
      return cancel();
    } finally {
      this.#asker = CancelOrigin.LOOP;
    }
  }

  /** Writes a line for the console, under the name of the task whose step runs, or of `task`. */
  print(channel: Channel, text: string, task = this.#running, kind: Advice = Advice.NONE): void {
    this.#time = this.now();
    this.#log.append(EventKind.PRINTED, this.#time, task, channel, kind, text);
  }

  /** @returns the request's number */
  requestStarted(text: string): number {
    this.#time = this.now();
    this.#lastRequest += 1;
    this.#openRequests += 1;
    this.#log.append(
      EventKind.REQUEST_STARTED,
      this.#time,
      this.#running,
      0,
      this.#lastRequest,
      text,
    );
    return this.#lastRequest;
  }

  requestEnded(task: number, request: number, outcome: RequestOutcome, text: string): void {
    this.#time = this.now();
    this.#openRequests -= 1;
    this.#log.append(EventKind.REQUEST_ENDED, this.#time, task, outcome, request, text);
  }

  taskCreated(task: Task<unknown>, creator: Task<unknown> | null, time: number): void {
    const id = (this.#lastId += 1);
    const at = this.#at(time);
    this.#tasks.set(id, task);
    task.observerTag = id;
    const by = idOf(creator);
    this.#family.created(id, by);
    this.#log.append(EventKind.TASK_CREATED, at, id, 0, by, task.getName());
    const call = this.#callText === "" ? this.#functionName(task) : this.#callText;
    this.#callText = "";
    if (call !== "") this.#log.append(EventKind.TASK_COROUTINE, at, id, 0, 0, call);
    this.#lines.created(id, at);
  }

  taskReady(task: Task<unknown>, wokenBy: Task<unknown> | null, time: number): void {
    const by = idOf(wokenBy);
    const id = task.observerTag;
    const at = this.#at(time);
    if (by === id) this.#lines.suspended(id, at);
    this.#log.append(EventKind.TASK_READY, at, id, 0, by, "");
  }

  stepStarted(task: Task<unknown>, time: number): void {
    const at = this.#at(time);
    if (this.#running !== 0) this.#setAside();
    this.#running = task.observerTag;
    this.#stepStart = at;
    this.#firstOfStep = this.#lastId + 1;
    this.#waitText = "";
    this.#lines.stepStarted(this.#running);
    this.#log.append(EventKind.STEP_STARTED, at, this.#running, 0, 0, "");
  }

  stepEnded(task: Task<unknown>, time: number): void {
    const at = this.#at(time);
    const took = at - this.#stepStart;
    if (took > SLOW_STEP_SECONDS || this.#cancels.hasAny || this.#lines.hasMarks) {
      this.#stepEndedOutOfTheOrdinary(task, took, at);
    }
    this.#running = 0;
    if (this.#outer.length > 0) this.#resumeOuter();
  }

  /** Apart, so that a step of which nothing is told pays a comparison for each that might be. */
  #stepEndedOutOfTheOrdinary(task: Task<unknown>, took: number, at: number): void {
    const id = this.#running;
    if (took > SLOW_STEP_SECONDS) {
      const lines = this.#lines.linesOfStep(id);
      this.#warn(Advice.SLOW_STEP, advice.slowStep(task.getName(), took, lines), id);
    }
    if (this.#cancels.hasWithdrawn(id, task.cancelling())) {
      this.#log.append(EventKind.CANCEL_WITHDRAWN, at, id, 0, task.cancelling(), "");
    }
    this.#lines.stepEnded(id, at);
  }

  #setAside(): void {
    this.#outer.push({
      task: this.#running,
      start: this.#stepStart,
      firstOfStep: this.#firstOfStep,
      place: standing.place,
    });
  }

  #resumeOuter(): void {
    const { task, start, firstOfStep, place } = this.#outer.pop()!;
    this.#running = task;
    this.#stepStart = start;
    this.#firstOfStep = firstOfStep;
    standing.place = place;
  }

  taskWaiting(
    task: Task<unknown>,
    kind: WaitKind,
    subject: Future<unknown> | Resource | null,
    until: number,
    time: number,
  ): void {
    const at = this.#at(time);
    const id = task.observerTag;
    this.#lines.suspended(id, at);
    let text = this.#waitText;
    let a = 0;
    if (kind === WaitKind.SLEEP) {
      a = secondsToBits(until - time);
      // The sleep began somewhere within the step.
      text = this.#labels.sleep(until - time, until + this.#offset - this.#stepStart);
    } else if (subject instanceof Task) a = subject.observerTag;
    else if (kind === WaitKind.GATHER) {
      text = this.#labels.gather(gatheredCount(subject as Future<unknown>) ?? 0);
    } else if (subject instanceof Resource) a = this.#resources.awaited(subject, at);
    this.#log.append(EventKind.TASK_WAITING, at, id, kind, a, text);
    if ((WAITS_FOR_MEMBERS & (1 << kind)) !== 0) this.#members.write(task, id, at);
    if ((CAN_CLOSE_CIRCLES & (1 << kind)) !== 0) {
      this.#adviseOnWait(task, id, kind === WaitKind.TASK ? a : 0);
    }
  }

  memberJoined(task: Task<unknown>, member: Task<unknown>, time: number): void {
    this.#members.writeOne(task.observerTag, member.observerTag, this.#at(time));
  }

  resourceUsed(
    resource: Resource,
    use: ResourceUse,
    task: Task<unknown> | null,
    time: number,
  ): void {
    this.#resources.used(resource, use, idOf(task), this.#at(time));
  }

  /** @param awaited the task that `task` awaits directly, 0 for none */
  #adviseOnWait(task: Task<unknown>, id: number, awaited: number): void {
    if (awaited >= this.#firstOfStep && this.#family.isFirstOnlyChild(awaited, id)) {
      const name = this.#tasks.get(awaited)!.getName();
      this.#warn(Advice.AWAITED_AT_ONCE, advice.awaitedAtOnce(task.getName(), name), awaited);
    }
    // A circle can only close at a task that somebody waits for, or for what it holds.
    if (!isHeardOf(task) && !this.#resources.locksWereAwaited) return;
    const circle = circleOf(task, this.#holderOf);
    if (circle === null) return;
    const links = circle.map(({ task: one, lock }) => ({
      name: one.getName(),
      lock: lock === null ? null : this.#resources.nameOf(lock, this.#time),
    }));
    this.#warn(Advice.CIRCLE, advice.circle(links), id);
  }

  cancelRequested(
    task: Task<unknown>,
    requestedBy: Task<unknown> | null,
    message: unknown,
    time: number,
  ): void {
    const text = message === undefined || message === null ? "" : String(message);
    const id = task.observerTag;
    const passer = cancelPasser(task);
    const by = idOf(passer ?? requestedBy);
    const asker = requestedBy === null ? this.#asker : CancelOrigin.TASK;
    const origin = passer === null ? asker : CancelOrigin.PASSED_ON;
    this.#cancels.requested(id, task.cancelling());
    this.#log.append(EventKind.CANCEL_REQUESTED, this.#at(time), id, origin, by, text);
  }

  cancelDelivered(task: Task<unknown>, time: number): void {
    const id = task.observerTag;
    this.#cancels.delivered(id, task.cancelling());
    this.#log.append(EventKind.CANCEL_DELIVERED, this.#at(time), id, 0, 0, "");
  }

  taskDone(task: Task<unknown>, time: number): void {
    const id = task.observerTag;
    const failure = peekError(task);
    const outcome =
      failure === null ? Outcome.RESULT : task.cancelled() ? Outcome.CANCELLED : Outcome.ERROR;
    const text = failure === null ? textOfValue(task.result()) : textOfError(failure.error);
    this.#log.append(EventKind.TASK_DONE, this.#at(time), id, outcome, 0, text);
    this.#family.ended(id);
    if (this.#cancels.ended(id) && outcome !== Outcome.CANCELLED && task.cancelling() > 0) {
      const failed = outcome === Outcome.ERROR;
      this.#warn(Advice.SWALLOWED_CANCEL, advice.swallowedCancel(task.getName(), failed), id);
    }
    if (outcome === Outcome.ERROR) this.#onFailure(id, text);
  }

  taskRenamed(task: Task<unknown>, time: number): void {
    const id = task.observerTag;
    this.#log.append(EventKind.TASK_RENAMED, this.#at(time), id, 0, 0, task.getName());
  }

  #functionName(task: Task<unknown>): string {
    const prototype = Object.getPrototypeOf(task.getCoro()) as object;
    return this.#functionNames.get(prototype) ?? "";
  }

  #forget(ids: readonly number[]): void {
    for (const id of ids) {
      const task = this.#tasks.get(id);
      if (task === undefined) continue;
      this.#tasks.delete(id);
      task.observerTag = 0;
    }
  }

  #warn(kind: Advice, text: string, task: number): void {
    this.#log.append(EventKind.PRINTED, this.#time, task, Channel.WARNING, kind, text);
  }

  #at(loopTime: number): number {
    const time = loopTime + this.#offset;
    return time > this.#time ? (this.#time = time) : this.#time;
  }
}

function bitsOf(...kinds: readonly WaitKind[]): number {
  return kinds.reduce<number>((bits, kind) => bits | (1 << kind), 0);
}

/** Whoever is no task is the user, a timer or the host. */
function idOf(task: Task<unknown> | null): number {
  return task === null ? 0 : task.observerTag;
}
