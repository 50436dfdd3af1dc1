/**
 * How fast a long run is written in each format and read back, and what memory it takes:
 *
 *     npx tsx shared/recording/__benchmarks__/recordings.ts [--events 1000000] [--json]
 *
 * Every figure comes from a process of its own, so that none inherits the other's heap. Memory is
 * what the process had at its highest above what it had with the run in columns, or, for reading, with
 * nothing read.
 */
import { spawnSync } from "node:child_process";
import { createReadStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { secondsToBits } from "../../batch";
import type { EventBatch } from "../../batch";
import { BatchBuilder } from "../../batch-builder";
import { Channel, EventKind, Outcome, WaitReason } from "../../events";
import { writeRecording } from "../json-lines";
import { readRecording } from "../read-recording";
import type { RecordedRun } from "../recording";
import { writeSpans } from "../spans";
import type { WriteOptions } from "../text-stream";
import { writeTraceEvents } from "../trace-events";

const BATCH_EVENTS = 16_384;
const STEPS_PER_TASK = 5;
const formats = {
  "json-lines": writeRecording,
  "trace-events": writeTraceEvents,
  spans: writeSpans,
} as const;
type Format = keyof typeof formats;

interface Figures {
  what: string;
  seconds: number;
  /** Of the processor: what is left of the time on a machine that does something else as well. */
  cpuSeconds: number;
  eventsPerSecond: number;
  megabytes: number;
  peakMemoryMegabytes: number;
  /** How long the host waited for its turn: 99 of 100 times at most, and at most. */
  turnMs: { p99: number; longest: number };
}

/** Tasks that sleep a few times each, a hundred at once, as the playground has them. */
function runOfLength(length: number): RecordedRun {
  const batches: EventBatch[] = [];
  let events = new BatchBuilder(0);
  let time = 0;
  const add = (kind: EventKind, task: number, detail = 0, a = 0, text = "") => {
    if (events.length === BATCH_EVENTS) {
      batches.push(events.slice());
      events = new BatchBuilder(events.nextSeq);
    }
    time += 1.37e-6;
    events.append(kind, time, task, detail, a, text);
  };
  for (let task = 1; events.nextSeq < length; task += 1) {
    add(
      EventKind.TASK_CREATED,
      task,
      0,
      task % 100 === 1 ? 0 : task - ((task - 1) % 100),
      `nap-${task}`,
    );
    add(EventKind.TASK_COROUTINE, task, 0, 0, "sleepFor(0.5)");
    add(EventKind.TASK_READY, task);
    for (let step = 0; step < STEPS_PER_TASK; step += 1) {
      add(EventKind.STEP_STARTED, task);
      add(EventKind.TASK_WAITING, task, WaitReason.SLEEP, secondsToBits(0.5), "sleep(0.5)");
      add(EventKind.TASK_READY, task);
    }
    add(EventKind.STEP_STARTED, task);
    add(EventKind.PRINTED, task, Channel.OUTPUT, 0, `nap ${task} is over`);
    add(EventKind.TASK_DONE, task, Outcome.RESULT, 0, String(task));
  }
  batches.push(events.slice());
  const info = {
    lab: "0.1.0",
    session: "program",
    program: "benchmark",
    source: null,
    startedAt: "2026-03-01T12:00:00.000Z",
    clock: "real",
    first: 0,
    evictedTasks: 0,
    events: events.nextSeq,
  } as const;
  return { info, snapshot: null, batches, endedAt: time };
}

const peakMegabytes = () => process.resourceUsage().maxRSS / 1_024;
function turnsOf(waits: number[]): Figures["turnMs"] {
  waits.sort((one, other) => one - other);
  return { p99: waits[Math.floor(waits.length * 0.99)]!, longest: waits.at(-1)! };
}

const cpuNow = () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6;
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

async function write(format: Format, path: string, events: number): Promise<Figures> {
  const run = runOfLength(events);
  const before = peakMegabytes();
  const file = await open(path, "w");
  const cpuBegan = cpuNow();
  const began = performance.now();
  const waits: number[] = [];
  let turnEnded = began;
  const options: WriteOptions = {
    turn: async () => {
      await turn();
      turnEnded = performance.now();
    },
  };
  for await (const chunk of formats[format](run, options)) {
    waits.push(performance.now() - turnEnded);
    await file.write(chunk);
  }
  const seconds = (performance.now() - began) / 1_000;
  const cpuSeconds = cpuNow() - cpuBegan;
  await file.close();
  return {
    what: `write ${format}`,
    seconds,
    cpuSeconds,
    eventsPerSecond: run.info.events! / seconds,
    megabytes: statSync(path).size / 1e6,
    peakMemoryMegabytes: peakMegabytes() - before,
    turnMs: turnsOf(waits),
  };
}

async function read(path: string): Promise<Figures> {
  const before = peakMegabytes();
  const cpuBegan = cpuNow();
  const began = performance.now();
  const waits: number[] = [];
  let turnEnded = began;
  const recording = await readRecording(createReadStream(path), {
    onProgress: () => waits.push(performance.now() - turnEnded),
    turn: async () => {
      await turn();
      turnEnded = performance.now();
    },
  });
  const seconds = (performance.now() - began) / 1_000;
  const cpuSeconds = cpuNow() - cpuBegan;
  return {
    what: "read json-lines",
    seconds,
    cpuSeconds,
    eventsPerSecond: recording.events / seconds,
    megabytes: statSync(path).size / 1e6,
    peakMemoryMegabytes: peakMegabytes() - before,
    turnMs: turnsOf(waits),
  };
}

/** Runs this script once more, for one figure. */
function inItsOwnProcess(what: string, path: string, events: string): Figures {
  const script = fileURLToPath(import.meta.url);
  const args = [...process.execArgv, script, what, path, "--events", events];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`Measuring "${what}" failed:\n${stderr}`);
  return JSON.parse(stdout) as Figures;
}

const { values, positionals } = parseArgs({
  options: {
    events: { type: "string", default: "1000000" },
    json: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const [what, path] = positionals;
if (what !== undefined && path !== undefined) {
  const events = Number(values.events);
  const figures = what === "read" ? await read(path) : await write(what as Format, path, events);
  console.log(JSON.stringify(figures));
} else {
  const folder = mkdtempSync(join(tmpdir(), "tasklab-recordings-"));
  try {
    const figures = Object.keys(formats).map((format) =>
      inItsOwnProcess(format, join(folder, format), values.events),
    );
    figures.push(inItsOwnProcess("read", join(folder, "json-lines"), values.events));
    if (values.json) console.log(JSON.stringify(figures, null, 2));
    else {
      console.table(
        figures.map((each) => ({
          what: each.what,
          "events/s": Math.round(each.eventsPerSecond),
          s: Number(each.seconds.toFixed(2)),
          "CPU s": Number(each.cpuSeconds.toFixed(2)),
          "MB file": Math.round(each.megabytes),
          "MB peak": Math.round(each.peakMemoryMegabytes),
          "turn ms, p99": Number(each.turnMs.p99.toFixed(1)),
          longest: Number(each.turnMs.longest.toFixed(1)),
        })),
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
