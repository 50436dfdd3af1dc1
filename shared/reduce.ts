import type { EventBatch } from "./batch";
import { bitsToSeconds, textAt } from "./batch";
import { EventKind, isResourceWait, Outcome, Total, WaitReason } from "./events";
import type { ResourceKind } from "./events";
import { grown } from "./grown";
import { keepNumbers, keepTexts, ownBytes, restoreNumbers, textsOf } from "./kept-columns";
import type { KeptNumbers, KeptTexts } from "./kept-columns";
import { ResourceTable } from "./resource-table";
import { NOT_INDEXED, TaskIndex } from "./task-index";
import { isDone, TaskState } from "./task-state";
import { WaitMembers } from "./wait-members";

const INITIAL_SLOTS = 64;
/** What `slotOf` gives for a task that the table does not hold. */
export const NO_SLOT = NOT_INDEXED;

/** The columns of numbers, and those of texts. */
const NUMBERS = [
  "id",
  "creator",
  "state",
  "createdAt",
  "since",
  "ran",
  "ready",
  "waited",
  "steps",
  "cancels",
  "cancelling",
  "waitReason",
  "awaited",
  "resource",
  "hasMembers",
  "until",
  "doneSeq",
  "line",
  "siteLine",
] as const satisfies readonly (keyof TaskTable)[];
const TEXTS = [
  "name",
  "coroutine",
  "waitLabel",
  "cancelMessage",
  "result",
  "file",
  "siteFile",
] as const satisfies readonly (keyof TaskTable)[];

/** What a table held at a moment: see `TaskTable.keep`. */
export interface KeptTable {
  readonly slots: number;
  readonly size: number;
  readonly countByState: Uint32Array;
  /** In the order of `NUMBERS`, and of `TEXTS`. */
  readonly numbers: readonly KeptNumbers[];
  readonly texts: readonly KeptTexts[];
  readonly free: KeptNumbers;
  readonly members: WaitMembers;
  readonly resources: ResourceTable;
}

/** The bytes of the columns of `kept` that are not shared with what was kept `before` it. */
export function ownBytesOf(kept: KeptTable, before: KeptTable | null): number {
  let bytes = ownBytes(kept.free, before?.free);
  for (const [column, pages] of kept.numbers.entries()) {
    bytes += ownBytes(pages, before?.numbers[column]);
  }
  for (const [column, pages] of kept.texts.entries()) {
    bytes += ownBytes(pages, before?.texts[column]);
  }
  return bytes;
}

/**
 * The state of every task after the events applied so far: (state, event) → state, the same code in
 * the main process, where it carries the snapshot, and in the page.
 *
 * Columns by slot, not objects: a hundred thousand tasks cost a few megabytes and no garbage. A slot
 * is used again only after its task was evicted. Read the columns freely; only `apply` and
 * `evictFinished` write them. Times are seconds since the session began.
 */
export class TaskTable {
  /** Slots in use, evicted ones included: valid slots are below this. */
  slots = 0;
  /** How many tasks the table holds. */
  size = 0;
  /** How many tasks there are in each `TaskState`. */
  readonly countByState = new Uint32Array(7);

  id = new Uint32Array(INITIAL_SLOTS);
  creator = new Uint32Array(INITIAL_SLOTS);
  state = new Uint8Array(INITIAL_SLOTS);
  createdAt = new Float64Array(INITIAL_SLOTS);
  /** When the task entered the state that it is in. */
  since = new Float64Array(INITIAL_SLOTS);
  /** Totals up to `since`; the time in the present state comes on top. */
  ran = new Float64Array(INITIAL_SLOTS);
  ready = new Float64Array(INITIAL_SLOTS);
  waited = new Float64Array(INITIAL_SLOTS);
  steps = new Uint32Array(INITIAL_SLOTS);
  /** Cancels that were accepted. */
  cancels = new Uint32Array(INITIAL_SLOTS);
  /** What `cancelling()` says: these, without those that were taken back. */
  cancelling = new Uint32Array(INITIAL_SLOTS);
  waitReason = new Uint8Array(INITIAL_SLOTS);
  /** The task it awaits, 0 for none. */
  awaited = new Uint32Array(INITIAL_SLOTS);
  /** The lock, queue … that it waits for, 0 for none. */
  resource = new Uint32Array(INITIAL_SLOTS);
  /** 1 for a task that waits for tasks in `members`. */
  hasMembers = new Uint8Array(INITIAL_SLOTS);
  /** When its sleep is due, NaN if it does not sleep. */
  until = new Float64Array(INITIAL_SLOTS);
  /** The number of the event with which it ended. */
  doneSeq = new Float64Array(INITIAL_SLOTS);
  /** The line of its source at which it was suspended last, from 1 on; 0 where that is not known. */
  line = new Uint32Array(INITIAL_SLOTS);
  /** The line at which it was created, from 1 on; 0 where that is not known. */
  siteLine = new Uint32Array(INITIAL_SLOTS);
  name: string[] = [];
  coroutine: string[] = [];
  waitLabel: string[] = [];
  cancelMessage: string[] = [];
  /** The result or the error of a done task, as a reader would write it. */
  result: string[] = [];
  /** The file that `line` is of. */
  file: string[] = [];
  /** The file that `siteLine` is of. */
  siteFile: string[] = [];

  /** For whose ends tasks wait by way of a gather, a task group …; by the slots of those that wait. */
  readonly members = new WaitMembers();
  /** The locks, queues … of the session. */
  readonly resources = new ResourceTable();

  readonly #slotById = new TaskIndex();
  readonly #free: number[] = [];

  slotOf(task: number): number {
    return this.#slotById.get(task);
  }

  /** Takes in row `index` of `batch`. Events of tasks that the table does not hold change nothing. */
  apply(batch: EventBatch, index: number): void {
    const kind = batch.kind[index]!;
    const task = batch.task[index]!;
    const time = batch.time[index]!;
    if (isTurn(kind)) {
      this.#takeTurn(kind, task, time);
      return;
    }
    if (kind === EventKind.TASK_CREATED) {
      // Rows may come from a program that writes what it likes, and 0 is nobody.
      if (task !== 0) this.#create(task, batch.a[index]!, time, textAt(batch, index));
      return;
    }
    if (kind >= EventKind.RESOURCE_CREATED && kind <= EventKind.RESOURCE_CARRIED) {
      this.#applyToResource(batch, index);
      return;
    }
    const slot = this.slotOf(task);
    if (slot === NO_SLOT) return;
    switch (kind) {
      case EventKind.TASK_COROUTINE:
        this.coroutine[slot] = textAt(batch, index);
        break;
      case EventKind.TASK_WAITING: {
        const reason = batch.detail[index]!;
        const a = batch.a[index]!;
        const asleep = reason === WaitReason.SLEEP;
        const isShared = isResourceWait(reason);
        this.#enter(slot, TaskState.WAITING, time);
        this.waitReason[slot] = reason;
        this.awaited[slot] = asleep || isShared ? 0 : a;
        if (isShared && a !== 0) {
          this.resource[slot] = a;
          this.resources.waits(a, task, reason);
        }
        this.until[slot] = asleep ? time + bitsToSeconds(a) : NaN;
        this.waitLabel[slot] = textAt(batch, index);
        break;
      }
      case EventKind.CANCEL_REQUESTED:
        this.cancels[slot]! += 1;
        this.cancelling[slot]! += 1;
        this.cancelMessage[slot] = textAt(batch, index);
        break;
      case EventKind.CANCEL_WITHDRAWN:
        this.cancelling[slot] = batch.a[index]!;
        break;
      case EventKind.TASK_DONE:
        this.#enter(slot, stateOfOutcome(batch.detail[index]!), time);
        this.doneSeq[slot] = batch.firstSeq + index;
        this.result[slot] = textAt(batch, index);
        break;
      case EventKind.TASK_RENAMED:
        this.name[slot] = textAt(batch, index);
        break;
      case EventKind.WAIT_MEMBERS:
        if (this.state[slot] !== TaskState.WAITING) break;
        this.hasMembers[slot] = 1;
        this.members.add(slot, batch.a[index]!, batch.detail[index]!);
        break;
      case EventKind.TASK_LINE:
        this.line[slot] = batch.a[index]!;
        this.file[slot] = textAt(batch, index);
        break;
      case EventKind.TASK_SITE:
        this.siteLine[slot] = batch.a[index]!;
        this.siteFile[slot] = textAt(batch, index);
        break;
      case EventKind.TASK_CARRIED:
        this.#carry(slot, batch.detail[index]!, time, batch.a[index]!);
        break;
    }
  }

  /** Takes in all of `batch`. */
  applyAll(batch: EventBatch): void {
    const { length, kind: kinds, task: tasks, time: times } = batch;
    for (let index = 0; index < length; index += 1) {
      const kind = kinds[index]!;
      // Most events are turns: for them, the way through `apply` would be a fifth of what they cost.
      if (isTurn(kind)) this.#takeTurn(kind, tasks[index]!, times[index]!);
      else this.apply(batch, index);
    }
  }

  /**
   * Lets go of every task that ended before event `seq`: finished tasks leave whole.
   * @returns the ids of the tasks that left
   */
  evictFinished(seq: number): number[] {
    const gone: number[] = [];
    let done = this.#countDone();
    for (let slot = 0; done > 0; slot += 1) {
      const task = this.id[slot]!;
      if (task === 0 || !isDone(this.state[slot] as TaskState)) continue;
      done -= 1;
      if (this.doneSeq[slot]! >= seq) continue;
      gone.push(task);
      this.#slotById.delete(task);
      this.#free.push(slot);
      this.countByState[this.state[slot]!]! -= 1;
      this.size -= 1;
      this.id[slot] = 0;
      this.name[slot] = "";
      this.coroutine[slot] = "";
      this.waitLabel[slot] = "";
      this.cancelMessage[slot] = "";
      this.result[slot] = "";
      this.file[slot] = "";
      this.siteFile[slot] = "";
    }
    return gone;
  }

  /**
   * Keeps all that the table holds, to be gone back to with `restore`.
   * @param before what was kept last: whatever has not changed since is shared with it
   */
  keep(before: KeptTable | null): KeptTable {
    const { slots, size } = this;
    const members = new WaitMembers();
    members.copyFrom(this.members);
    const resources = new ResourceTable();
    resources.copyFrom(this.resources);
    return {
      slots,
      size,
      countByState: this.countByState.slice(),
      numbers: NUMBERS.map((name, column) =>
        keepNumbers(this[name], slots, before?.numbers[column]),
      ),
      texts: TEXTS.map((name, column) => keepTexts(this[name], slots, before?.texts[column])),
      free: keepNumbers(Uint32Array.from(this.#free), this.#free.length, before?.free),
      members,
      resources,
    };
  }

  /** Goes back to what was kept, by this table or another, which stays as it is. */
  restore(kept: KeptTable): void {
    const { slots } = kept;
    if (this.id.length < slots) this.#resize(slots);
    this.slots = slots;
    this.size = kept.size;
    this.countByState.set(kept.countByState);
    for (const [column, name] of NUMBERS.entries()) {
      restoreNumbers(this[name], kept.numbers[column]!);
    }
    for (const [column, name] of TEXTS.entries()) this[name] = textsOf(kept.texts[column]!);
    this.members.copyFrom(kept.members);
    this.resources.copyFrom(kept.resources);
    this.#slotById.clear();
    for (let slot = 0; slot < slots; slot += 1) {
      const task = this.id[slot]!;
      if (task !== 0) this.#slotById.set(task, slot);
    }
    this.#free.length = 0;
    for (const page of kept.free) for (const slot of page) this.#free.push(slot);
  }

  /** Takes over all that `other` holds, which stays as it is. */
  copyFrom(other: TaskTable): void {
    const { slots } = other;
    if (this.id.length < slots) this.#resize(slots);
    this.slots = slots;
    this.size = other.size;
    this.countByState.set(other.countByState);
    for (const column of NUMBERS) this[column].set(other[column].subarray(0, slots));
    for (const column of TEXTS) this[column] = other[column].slice(0, slots);
    this.members.copyFrom(other.members);
    this.resources.copyFrom(other.resources);
    this.#slotById.copyFrom(other.#slotById);
    this.#free.length = 0;
    for (const slot of other.#free) this.#free.push(slot);
  }

  /** Forgets every task: another run begins. */
  clear(): void {
    this.slots = 0;
    this.size = 0;
    this.countByState.fill(0);
    this.members.clear();
    this.resources.clear();
    this.#slotById.clear();
    this.#free.length = 0;
    for (const column of TEXTS) this[column].length = 0;
  }

  #create(task: number, creator: number, time: number, name: string): void {
    const slot = this.#free.pop() ?? this.slots;
    if (slot === this.slots) {
      if (slot === this.id.length) this.#resize(slot * 2);
      this.slots += 1;
    }
    this.#slotById.set(task, slot);
    this.size += 1;
    this.countByState[TaskState.SCHEDULED]! += 1;
    this.id[slot] = task;
    this.creator[slot] = creator;
    this.state[slot] = TaskState.SCHEDULED;
    this.createdAt[slot] = time;
    this.since[slot] = time;
    this.ran[slot] = 0;
    this.ready[slot] = 0;
    this.waited[slot] = 0;
    this.steps[slot] = 0;
    this.cancels[slot] = 0;
    this.cancelling[slot] = 0;
    this.waitReason[slot] = WaitReason.FUTURE;
    this.awaited[slot] = 0;
    this.resource[slot] = 0;
    this.hasMembers[slot] = 0;
    this.until[slot] = NaN;
    this.doneSeq[slot] = NaN;
    this.line[slot] = 0;
    this.siteLine[slot] = 0;
    this.name[slot] = name;
    this.coroutine[slot] = "";
    this.waitLabel[slot] = "";
    this.cancelMessage[slot] = "";
    this.result[slot] = "";
    this.file[slot] = "";
    this.siteFile[slot] = "";
  }

  #takeTurn(kind: number, task: number, time: number): void {
    const slot = this.slotOf(task);
    if (slot === NO_SLOT) return;
    if (kind === EventKind.STEP_STARTED) {
      this.#enter(slot, TaskState.RUNNING, time);
      this.steps[slot]! += 1;
    } else if (this.steps[slot] !== 0) {
      // A new task is ready at once; it stays "scheduled" until its first step.
      this.#enter(slot, TaskState.READY, time);
    }
  }

  #enter(slot: number, state: TaskState, time: number): void {
    const old = this.state[slot] as TaskState;
    const spent = time - this.since[slot]!;
    if (old === TaskState.RUNNING) this.ran[slot]! += spent;
    else if (old === TaskState.WAITING) {
      this.waited[slot]! += spent;
      this.#endWait(slot);
    } else if (!isDone(old)) this.ready[slot]! += spent;
    this.countByState[old]! -= 1;
    this.countByState[state]! += 1;
    this.state[slot] = state;
    this.since[slot] = time;
  }

  /** Only a task that waits has anything in these columns. */
  #endWait(slot: number): void {
    this.waitReason[slot] = WaitReason.FUTURE;
    this.awaited[slot] = 0;
    this.until[slot] = NaN;
    this.waitLabel[slot] = "";
    if (this.resource[slot] !== 0) {
      this.resources.leaves(this.resource[slot]!, this.id[slot]!);
      this.resource[slot] = 0;
    }
    if (this.hasMembers[slot] !== 0) {
      this.members.delete(slot);
      this.hasMembers[slot] = 0;
    }
  }

  #countDone(): number {
    let count = 0;
    for (const [state, tasks] of this.countByState.entries()) {
      if (isDone(state as TaskState)) count += tasks;
    }
    return count;
  }

  #applyToResource(batch: EventBatch, index: number): void {
    const { resources } = this;
    // What it happens to stands in the column of tasks, except where a task does it.
    const task = batch.task[index]!;
    const a = batch.a[index]!;
    const detail = batch.detail[index]!;
    switch (batch.kind[index]) {
      case EventKind.RESOURCE_CREATED:
        resources.create(task, detail as ResourceKind, a, textAt(batch, index));
        break;
      case EventKind.RESOURCE_USED:
        resources.use(a, detail, task, batch.time[index]!);
        break;
      case EventKind.RESOURCE_CARRIED:
        resources.carry(task, detail, a);
        break;
    }
  }

  #carry(slot: number, total: number, seconds: number, count: number): void {
    if (total === Total.RAN) {
      this.ran[slot] = seconds;
      this.steps[slot] = count;
    } else if (total === Total.READY) this.ready[slot] = seconds;
    else if (total === Total.WAITED) this.waited[slot] = seconds;
    else if (total === Total.CANCELS) {
      this.cancels[slot] = count;
      this.cancelling[slot] = count;
    }
  }

  #resize(capacity: number): void {
    this.id = grown(this.id, new Uint32Array(capacity));
    this.creator = grown(this.creator, new Uint32Array(capacity));
    this.state = grown(this.state, new Uint8Array(capacity));
    this.createdAt = grown(this.createdAt, new Float64Array(capacity));
    this.since = grown(this.since, new Float64Array(capacity));
    this.ran = grown(this.ran, new Float64Array(capacity));
    this.ready = grown(this.ready, new Float64Array(capacity));
    this.waited = grown(this.waited, new Float64Array(capacity));
    this.steps = grown(this.steps, new Uint32Array(capacity));
    this.cancels = grown(this.cancels, new Uint32Array(capacity));
    this.cancelling = grown(this.cancelling, new Uint32Array(capacity));
    this.waitReason = grown(this.waitReason, new Uint8Array(capacity));
    this.awaited = grown(this.awaited, new Uint32Array(capacity));
    this.resource = grown(this.resource, new Uint32Array(capacity));
    this.hasMembers = grown(this.hasMembers, new Uint8Array(capacity));
    this.until = grown(this.until, new Float64Array(capacity));
    this.doneSeq = grown(this.doneSeq, new Float64Array(capacity));
    this.line = grown(this.line, new Uint32Array(capacity));
    this.siteLine = grown(this.siteLine, new Uint32Array(capacity));
  }
}

function isTurn(kind: number): boolean {
  return kind === EventKind.TASK_READY || kind === EventKind.STEP_STARTED;
}

function stateOfOutcome(outcome: number): TaskState {
  if (outcome === Outcome.RESULT) return TaskState.FINISHED;
  return outcome === Outcome.ERROR ? TaskState.FAILED : TaskState.CANCELLED;
}
