/**
 * How many events a second go from the scheduler through recorder, log and publisher into frames:
 * `npx tsx electron/lab/__benchmarks__/stream.ts [rounds]`.
 *
 * A thousand tasks take turns; each turn is two events. Each stage adds to the one before, in a run
 * of its own; a round runs all of them, and the median round is printed. Times are the process's own
 * CPU time, all threads together, so that others on the machine count for little.
 */
import { decodeFrame } from "../../../shared/wire";
import { createTask, gather, getRunningLoop, run, sleep } from "../../scheduler";
import type { Observer } from "../../scheduler";
import { EventLog } from "../event-log";
import { Publisher } from "../publisher";
import type { Subscription } from "../publisher";
import { Recorder } from "../recorder";

const TASKS = 1_000;
const TURNS = 1_000;
const EVENTS = TASKS * TURNS * 2;

function* takeTurns() {
  for (let n = 0; n < TURNS; n += 1) yield* sleep(0);
}

function* main(recorder: Recorder | null) {
  recorder?.begin(getRunningLoop());
  yield* gather(
    Array.from({ length: TASKS }, (_, n) => createTask(takeTurns(), { name: `t${n}` })),
  );
}

/** Milliseconds of CPU time that `work` takes. */
async function measure(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

const play = (recorder: Recorder | null, observer?: Observer): Promise<number> =>
  measure(() => run(main(recorder), { observer }));

/** No more than one clock reading a step, and eight calls that do nothing. */
const idle: Observer = {
  taskCreated: () => undefined,
  taskReady: () => undefined,
  stepStarted: () => undefined,
  stepEnded: () => undefined,
  taskWaiting: () => undefined,
  taskDone: () => undefined,
};

function record(): Promise<number> {
  const recorder = new Recorder(new EventLog(), () => undefined);
  return play(recorder, recorder);
}

let dropped = 0;
let received = 0;

/** With a page that decodes every frame and acknowledges it in a turn of its own. */
async function stream(): Promise<number> {
  const log = new EventLog();
  const recorder = new Recorder(log, () => undefined);
  const publisher = new Publisher(() => ({ epoch: 1, log, now: () => recorder.now() }));
  let seq = 0;
  const subscription: Subscription = publisher.subscribe({
    send: (data) => {
      if (typeof data === "string") return;
      const frame = decodeFrame(data);
      received += frame.batch.length;
      dropped = frame.dropped;
      seq = frame.seq;
      const ack = { type: "ack", session: "playground", epoch: 1, seq };
      setImmediate(() => subscription.receive(JSON.stringify(ack)));
    },
  });
  subscription.receive(JSON.stringify({ type: "attach", session: "playground", from: null }));
  const took = await measure(async () => {
    await run(main(recorder), { observer: recorder });
    while (seq < log.end) await new Promise((resolve) => setTimeout(resolve, 1));
  });
  publisher.close();
  return took;
}

const stages: [string, () => Promise<number>][] = [
  ["the scheduler alone", () => play(null)],
  ["with an observer that does nothing", () => play(null, idle)],
  ["with recorder and log", record],
  ["with publisher and a page", stream],
];
const rounds = Number(process.argv[2] ?? 7);
const times = stages.map((): number[] => []);
for (let round = 0; round < rounds; round += 1) {
  for (const [index, [, stage]] of stages.entries()) times[index]!.push(await stage());
}
for (const [index, [name]] of stages.entries()) {
  const sorted = times[index]!.sort((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)]!;
  const rate = (EVENTS / median / 1_000).toFixed(2);
  const spread = `${sorted[0]!.toFixed(0)} to ${sorted.at(-1)!.toFixed(0)}`;
  console.log(
    `${name.padEnd(36)} ${median.toFixed(0).padStart(6)} ms (${spread}), ${rate} M events/s`,
  );
}
console.log(`${received.toLocaleString("en")} events received, ${dropped} dropped in the last run`);
