/*
 * The lab's way from the scheduler to a page, in one process: recorder, log, publisher, frames, and
 * the page's table of tasks. What a socket takes comes on top, and what lanes and drawing take.
 */
import type { EventBatch } from "../../../shared/batch";
import { TaskTable } from "../../../shared/reduce";
import { decodeFrame } from "../../../shared/wire";
import { EventLog } from "../../lab/event-log";
import { Publisher } from "../../lab/publisher";
import type { Subscription } from "../../lab/publisher";
import { Recorder } from "../../lab/recorder";
import { createTask, gather, getRunningLoop, run, sleep } from "../../scheduler";
import type { Coroutine, Observer } from "../../scheduler";
import { TURNS } from "../tests";

/** Each turn of a task is two events: it is ready, and its step starts. */
const EVENTS_A_TURN = 2;
const PAIRS = 7;

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

/** What recorder and log cost, in nanoseconds an event: the best of several pairs of runs. */
export async function recording(events: number): Promise<number> {
  let observed = Infinity;
  let recorded = Infinity;
  for (let pair = 0; pair < PAIRS; pair++) {
    observed = Math.min(
      observed,
      await processorTime(() => run(taking(events, null), { observer: idle })),
    );
    const recorder = new Recorder(new EventLog(), () => undefined);
    recorded = Math.min(
      recorded,
      await processorTime(() => run(taking(events, recorder), { observer: recorder })),
    );
  }
  return ((recorded - observed) * 1e3) / events;
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
