import { textAt } from "../batch";
import type { EventBatch } from "../batch";
import { EventKind } from "../events";
import { NO_SLOT } from "../reduce";
import { TaskState } from "../task-state";
import { jsonText } from "./json-text";
import { LiveTasks } from "./live-tasks";
import type { RecordedRun } from "./recording";
import { detailWord } from "./row-form";
import { TaskOrder } from "./task-order";
import { streamText } from "./text-stream";
import type { RunFormat, WriteOptions } from "./text-stream";
import { trace } from "./trace-lines";
import type { Flow } from "./trace-lines";
import { Waiters } from "./waiters";

/** Characters of a printed line that are its name; all of it stands in its arguments. */
const MAX_PRINT_NAME = 80;

/**
 * Writes `run` in the Trace Event Format, as a JSON object, in chunks: what Perfetto and
 * `chrome://tracing` open.
 *
 * Every task is a thread with its name, ordered as on the timeline, children under their parent. Its
 * life is one slice; scheduled, ready, running and waiting, with what for, are slices in it. Arrows:
 * created by, woken by, cancelled by. Instants: cancels and printed lines. HTTP requests have tracks
 * of their own. Times are microseconds since the session began.
 *
 * Format: https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */
export function writeTraceEvents(
  run: RecordedRun,
  options: WriteOptions = {},
): AsyncGenerator<string, void, undefined> {
  return streamText(run, new TraceEvents(run), options);
}

class TraceEvents implements RunFormat {
  readonly #run: RecordedRun;
  readonly #tasks = new LiveTasks();
  readonly #order = new TaskOrder();
  /** The requests on their way, by number: both ends must have the same name. */
  readonly #requests = new Map<number, { task: number; name: string }>();
  readonly #waiters = new Waiters();
  /** Arrows that began where a task ended, and end where the task that awaited it is woken. By the waiter. */
  readonly #wakes = new Map<number, Flow>();
  /** By resource and task: who holds what, on which track. */
  readonly #holdings = new Map<string, { id: number; name: string }>();
  #lastHolding = 0;
  #flows = 0;
  #out = "";
  #separator = "\n";

  constructor(run: RecordedRun) {
    this.#run = run;
  }

  *start(): Generator<string> {
    const { info, snapshot } = this.#run;
    yield '{"traceEvents":[';
    this.#put(trace.processName(`Tasklab: ${info.program ?? info.session}`));
    yield this.#take();
    if (snapshot === null) return;
    for (let index = 0; index < snapshot.length; index += 1) {
      this.#tasks.apply(snapshot, index);
      yield "";
    }
    for (const slot of this.#tasks.slots()) {
      this.#beginKnown(slot);
      yield this.#take();
    }
    for (const { resource, holders } of this.#tasks.table.resources.values()) {
      for (const [holder, { since }] of holders) this.#beginHolding(resource, holder, since);
      yield this.#take();
    }
  }

  row(batch: EventBatch, index: number): string {
    const kind = batch.kind[index] as EventKind;
    const task = batch.task[index]!;
    const time = batch.time[index]!;
    const a = batch.a[index]!;
    const detail = batch.detail[index]!;
    switch (kind) {
      case EventKind.PRINTED:
        this.#print(task, time, detailWord(kind, detail), textAt(batch, index));
        break;
      case EventKind.REQUEST_STARTED: {
        const name = textAt(batch, index);
        this.#requests.set(a, { task, name });
        this.#put(trace.asyncEvent("b", a, task, time, "http", name));
        break;
      }
      case EventKind.REQUEST_ENDED:
        this.#endRequest(a, time, detailWord(kind, detail), textAt(batch, index));
        break;
      case EventKind.TASK_CREATED:
        this.#create(batch, index);
        break;
      case EventKind.RESOURCE_CREATED:
      case EventKind.RESOURCE_CARRIED:
        this.#tasks.apply(batch, index);
        break;
      case EventKind.RESOURCE_USED:
        this.#use(batch, index);
        break;
      default:
        if (this.#tasks.slotOf(task) !== NO_SLOT) this.#change(batch, index);
    }
    return this.#take();
  }

  *finish(): Generator<string> {
    const { info, endedAt } = this.#run;
    for (const slot of this.#tasks.slots()) {
      const task = this.#tasks.table.id[slot]!;
      if (this.#tasks.slotOf(task) === NO_SLOT) continue;
      this.#end(task, slot, endedAt, `"outcome":"pending"`);
      yield this.#take();
    }
    let index = 0;
    for (const task of this.#order.tasks()) {
      this.#put(trace.threadSortIndex(task, index));
      index += 1;
      yield this.#take();
    }
    const about = [
      `"lab":${jsonText(info.lab)}`,
      `"session":${jsonText(info.session)}`,
      `"program":${jsonText(info.program ?? "")}`,
      `"startedAt":${jsonText(info.startedAt)}`,
      `"evictedEvents":${info.first}`,
    ];
    yield `\n],"displayTimeUnit":"ms","otherData":{${about.join(",")}}}\n`;
  }

  /** What happens to a task that is not over. */
  #change(batch: EventBatch, index: number): void {
    const { table } = this.#tasks;
    const task = batch.task[index]!;
    const time = batch.time[index]!;
    const a = batch.a[index]!;
    const slot = table.slotOf(task);
    const stateBefore = table.state[slot]!;
    const awaitedBefore = table.awaited[slot]!;
    this.#tasks.apply(batch, index);
    const awaited = table.awaited[slot]!;
    if (awaited !== awaitedBefore) {
      if (awaitedBefore !== 0) this.#waiters.remove(task, awaitedBefore);
      if (awaited !== 0) this.#waiters.add(task, awaited);
    }
    switch (batch.kind[index]) {
      case EventKind.TASK_READY:
        // A new task is ready at once, and scheduled until its first step: an arrow says by whom.
        if (stateBefore === TaskState.SCHEDULED) return;
        this.#wake(task, a, time);
        break;
      case EventKind.STEP_STARTED:
        this.#enter(task, time, "running", `"step":${table.steps[slot]!}`);
        break;
      case EventKind.TASK_WAITING:
        this.#put(trace.end(task, time));
        this.#beginWait(slot, time);
        break;
      case EventKind.CANCEL_REQUESTED: {
        const args = `"by":${a},"message":${jsonText(textAt(batch, index))}`;
        this.#connect("cancelled-by", "cancelled", a, task, time, () =>
          this.#put(trace.instant(task, time, "cancel", "cancel requested", args)),
        );
        break;
      }
      case EventKind.CANCEL_DELIVERED:
        this.#put(trace.instant(task, time, "cancel", "CancelledError delivered"));
        break;
      case EventKind.TASK_RENAMED:
        this.#put(trace.threadName(task, nameOf(task, table.name[slot]!)));
        break;
      case EventKind.TASK_DONE: {
        const outcome = detailWord(EventKind.TASK_DONE, batch.detail[index]!);
        const text = jsonText(table.result[slot]!);
        for (const waiter of this.#waiters.of(task)) {
          const flow = this.#newFlow("woken-by", "woke");
          this.#wakes.set(waiter, flow);
          this.#put(trace.flowStart(flow, task, time));
        }
        this.#end(task, slot, time, `"outcome":"${outcome}","text":${text}`);
        break;
      }
    }
  }

  /** Who holds a lock, or shares of a semaphore, has a slice for that on a track of its own. */
  #use(batch: EventBatch, index: number): void {
    const { resources } = this.#tasks.table;
    const resource = batch.a[index]!;
    const task = batch.task[index]!;
    const time = batch.time[index]!;
    const before = resources.get(resource)?.holders;
    const wasHeld = before?.has(task) === true;
    const [first = 0] = before?.keys() ?? [];
    const releases = wasHeld ? task : first;
    const size = before?.size ?? 0;
    this.#tasks.apply(batch, index);
    const after = resources.get(resource)!.holders;
    if (after.size > size) this.#beginHolding(resource, task, time);
    else if (after.size < size) this.#endHolding(resource, releases, time);
  }

  #beginHolding(resource: number, task: number, time: number): void {
    const { table } = this.#tasks;
    const state = table.resources.get(resource)!;
    const name = `holds ${state.name === "" ? `lock ${resource}` : state.name}`;
    this.#holdings.set(`${resource} ${task}`, { id: (this.#lastHolding += 1), name });
    const holder = jsonText(nameOf(task, table.name[table.slotOf(task)] ?? ""));
    const args = task === 0 ? "" : `"task":${holder}`;
    this.#put(trace.asyncEvent("b", this.#lastHolding, task, time, "lock", name, args));
  }

  #endHolding(resource: number, task: number, time: number): void {
    const holding = this.#holdings.get(`${resource} ${task}`);
    if (holding === undefined) return;
    this.#holdings.delete(`${resource} ${task}`);
    this.#put(trace.asyncEvent("e", holding.id, task, time, "lock", holding.name));
  }

  /** By the end of the task that it awaited, by the step of another one, or by nobody. */
  #wake(task: number, wokenBy: number, time: number): void {
    const flow = this.#wakes.get(task);
    if (flow === undefined) {
      this.#connect("woken-by", "woke", wokenBy, task, time, () =>
        this.#enter(task, time, "ready"),
      );
      return;
    }
    this.#wakes.delete(task);
    this.#enter(task, time, "ready");
    this.#put(trace.flowFinish(flow, task, time));
  }

  #create(batch: EventBatch, index: number): void {
    const task = batch.task[index]!;
    const time = batch.time[index]!;
    const creator = batch.a[index]!;
    if (this.#tasks.table.slotOf(task) !== NO_SLOT) return;
    this.#tasks.apply(batch, index);
    this.#connect("created-by", "created", creator, task, time, () => {
      this.#beginLife(task, creator, time, textAt(batch, index));
      this.#put(trace.begin(task, time, "state", "scheduled"));
    });
  }

  /** A task that the snapshot tells of: what it did before is not known, only what it does since when. */
  #beginKnown(slot: number): void {
    const { table } = this.#tasks;
    const task = table.id[slot]!;
    const since = table.since[slot]!;
    this.#beginLife(task, table.creator[slot]!, table.createdAt[slot]!, table.name[slot]!);
    switch (table.state[slot]) {
      case TaskState.SCHEDULED:
        this.#put(trace.begin(task, since, "state", "scheduled"));
        break;
      case TaskState.READY:
        this.#put(trace.begin(task, since, "state", "ready"));
        break;
      case TaskState.RUNNING:
        this.#put(trace.begin(task, since, "state", "running"));
        break;
      case TaskState.WAITING:
        if (table.awaited[slot] !== 0) this.#waiters.add(task, table.awaited[slot]!);
        this.#beginWait(slot, since);
        break;
      default:
        this.#put(trace.end(task, since));
    }
  }

  #beginLife(task: number, creator: number, time: number, givenName: string): void {
    const name = nameOf(task, givenName);
    this.#order.add(task, creator);
    this.#put(trace.threadName(task, name));
    this.#put(trace.begin(task, time, "task", name, `"task":${task},"creator":${creator}`));
  }

  #beginWait(slot: number, time: number): void {
    const { table } = this.#tasks;
    const task = table.id[slot]!;
    const reason = detailWord(EventKind.TASK_WAITING, table.waitReason[slot]!);
    const awaited = table.awaited[slot]!;
    const what = table.waitLabel[slot]! || this.#subjectOf(slot) || reason;
    const line = placeArgs("line", table.file[slot]!, table.line[slot]!);
    const args = `"reason":"${reason}"${awaited === 0 ? "" : `,"awaited":${awaited}`}${line}`;
    this.#put(trace.begin(task, time, "state", `waiting: ${what}`, args));
  }

  /** What the numbers say of a wait that has no words of its own; empty if they say nothing. */
  #subjectOf(slot: number): string {
    const { table } = this.#tasks;
    const awaited = table.awaited[slot]!;
    if (awaited === 0) return table.resources.get(table.resource[slot]!)?.name ?? "";
    return `await ${nameOf(awaited, table.name[table.slotOf(awaited)] ?? "")}`;
  }

  #enter(task: number, time: number, name: string, args = ""): void {
    this.#put(trace.end(task, time));
    this.#put(trace.begin(task, time, "state", name, args));
  }

  /** Ends what the task does, and its life. */
  #end(task: number, slot: number, time: number, outcome: string): void {
    const { table } = this.#tasks;
    const args = [
      outcome,
      `"coroutine":${jsonText(table.coroutine[slot]!)}`,
      `"steps":${table.steps[slot]!}`,
      `"ran_s":${table.ran[slot]!}`,
      `"ready_s":${table.ready[slot]!}`,
      `"waited_s":${table.waited[slot]!}`,
    ];
    const site = placeArgs("created_at", table.siteFile[slot]!, table.siteLine[slot]!);
    this.#put(trace.end(task, time));
    this.#put(trace.end(task, time, `${args.join(",")}${site}`));
  }

  /** Puts what `write` writes on the track of `to`, and an arrow to it from what `from` does; none from nobody, or from itself. */
  #connect(
    category: string,
    name: string,
    from: number,
    to: number,
    time: number,
    write: () => void,
  ): void {
    if (from === to || this.#tasks.slotOf(from) === NO_SLOT) {
      write();
      return;
    }
    const flow = this.#newFlow(category, name);
    this.#put(trace.flowStart(flow, from, time));
    write();
    this.#put(trace.flowFinish(flow, to, time));
  }

  #newFlow(category: string, name: string): Flow {
    this.#flows += 1;
    return { id: this.#flows, name, category };
  }

  #print(task: number, time: number, channel: string, text: string): void {
    const name = text.slice(0, MAX_PRINT_NAME).trim();
    const args = `"channel":"${channel}","text":${jsonText(text)}`;
    this.#put(trace.instant(task, time, "print", name === "" ? channel : name, args));
  }

  #endRequest(number: number, time: number, outcome: string, text: string): void {
    const request = this.#requests.get(number);
    // It began before the first event: a track with an end and no beginning helps nobody.
    if (request === undefined) return;
    this.#requests.delete(number);
    const args = `"outcome":"${outcome}","text":${jsonText(text)}`;
    const { task, name } = request;
    this.#put(trace.asyncEvent("e", number, task, time, "http", name, args));
  }

  #put(event: string): void {
    this.#out += this.#separator + event;
    this.#separator = ",\n";
  }

  #take(): string {
    const out = this.#out;
    this.#out = "";
    return out;
  }
}

/** A further argument: a place in the source, as `file:line`; nothing where it is not known. */
function placeArgs(key: string, file: string, line: number): string {
  return line === 0 ? "" : `,"${key}":${jsonText(file === "" ? `${line}` : `${file}:${line}`)}`;
}

function nameOf(task: number, name: string): string {
  return name === "" ? `Task ${task}` : name;
}
