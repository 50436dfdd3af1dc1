/*
 * The lab's way from the scheduler to a page, in one process: recorder, log, publisher, frames, and
 * the page's table of tasks. What a socket takes comes on top, and what lanes and drawing take.
 */
import type { EventBatch } from "../../../shared/batch";
import { TaskTable } from "../../../shared/reduce";
import { decodeFrame } from "../../../shared/wire";
import { EventLog, logLimits } from "../../lab/event-log";
import { Publisher } from "../../lab/publisher";
import type { Subscription } from "../../lab/publisher";
import { Recorder } from "../../lab/recorder";
import { createTask, gather, getRunningLoop, run, sleep } from "../../scheduler";
import type { Coroutine, Observer } from "../../scheduler";
import { median } from "../statistics";
import { TURNS } from "../tests";

/** Each turn of a task is two events: it is ready, and its step starts. */
const EVENTS_A_TURN = 2;
const WARM_UP_PAIRS = 3;
const PAIRS = 9;

function* turns(count: number): Coroutine<void> {
  for (let turn = 0; turn < count; turn++) yield* sleep(0);
}

/** About `events` events of a thousand tasks in turn. */
function* taking(events: number, recorder: Recorder | null): Coroutine<void> {
  recorder?.begin(getRunningLoop());
  const each = events / EVENTS_A_TURN / TURNS;
  yield* gather(Array.from({ length: TURNS }, () => createTask(turns(each))));
}

/** Costs what the scheduler's own part of observing does: the calls, and one clock reading a step. */
const idle: Observer = {
  taskCreated: () => undefined,
  taskReady: () => undefined,
  stepStarted: () => undefined,
  stepEnded: () => undefined,
  taskWaiting: () => undefined,
  taskDone: () => undefined,
};

/** What recorder and log cost, in nanoseconds an event, while the log is not full. */
export function recording(events: number): Promise<number> {
  return overIdle(events, () => begin(new EventLog()));
}

/** The same into memory that this process writes to for the first time. */
export function recordingIntoNewMemory(events: number): Promise<number> {
  const logs: EventLog[] = [];
  return overIdle(events, () => {
    const log = new EventLog();
    logs.push(log);
    return begin(log);
  });
}

/** The same once the log is full, and lets go of an old event for each new one. */
export function recordingWhenFull(events: number): Promise<number> {
  const session = begin(new EventLog(logLimits({ historyEvents: events / 2 })));
  return overIdle(events, () => session);
}

interface Recorded {
  readonly log: EventLog;
  readonly recorder: Recorder;
}

function begin(log: EventLog): Recorded {
  return { log, recorder: new Recorder(log, () => undefined) };
}

/**
 * The processor time of a run that is recorded, less that of the same run under an observer that does
 * nothing, by the events that were written: the median of several pairs of runs, once the engine has
 * compiled both.
 */
async function overIdle(events: number, start: () => Recorded): Promise<number> {
  const figures: number[] = [];
  for (let pair = 0; pair < WARM_UP_PAIRS + PAIRS; pair++) {
    const idleTime = await processorTime(() => run(taking(events, null), { observer: idle }));
    const { log, recorder } = start();
    const before = log.end;
    const recordedTime = await processorTime(() =>
      run(taking(events, recorder), { observer: recorder }),
    );
    recorder.end();
    figures.push(((recordedTime - idleTime) * 1e3) / (log.end - before));
  }
  return median(figures.slice(WARM_UP_PAIRS));
}

/**
 * Streams about `events` events to a page.
 * @param asPageGetsIt what a batch goes through on its way, other than as a frame in columns
 * @throws Error if the page missed any of them
 */
export async function streaming(
  events: number,
  asPageGetsIt: (batch: EventBatch) => EventBatch = (batch) => batch,
): Promise<void> {
  const log = new EventLog();
  const recorder = new Recorder(log, () => undefined);
  const publisher = new Publisher(() => ({ epoch: 1, log, now: () => recorder.now() }));
  const table = new TaskTable();
  let seq = 0;
  const subscription: Subscription = publisher.subscribe({
    send: (data) => {
      if (typeof data === "string") return;
      const frame = decodeFrame(data);
      if (frame.dropped > 0) throw new Error(`The page missed ${frame.dropped} events.`);
      table.applyAll(asPageGetsIt(frame.batch));
      seq = frame.seq;
      const ack = { type: "ack", session: "playground", epoch: 1, seq };
      setImmediate(() => subscription.receive(JSON.stringify(ack)));
    },
  });
  subscription.receive(JSON.stringify({ type: "attach", session: "playground", from: null }));
  await run(taking(events, recorder), { observer: recorder });
  while (seq < log.end) await new Promise((resolve) => setTimeout(resolve, 1));
  publisher.close();
}

/** In microseconds. */
async function processorTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
