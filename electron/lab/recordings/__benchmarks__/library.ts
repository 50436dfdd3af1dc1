/**
 * What a long run costs the lab: saving, opening and exporting it, and the autosave beside a run that
 * never rests: `npx tsx electron/lab/recordings/__benchmarks__/library.ts [--events 1000000] [--json]`.
 *
 * "Longest" is how long anybody else had to wait for a turn meanwhile.
 */
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { MAX_UPLOAD_CHUNK_BYTES } from "../../../../shared/command-limits";
import type { ExportFormat } from "../../../../shared/library";
import { EXPORT_FORMATS } from "../../../../shared/library";
import { createTask, gather, realClock, sleep, virtualClock } from "../../../scheduler";
import type { Clock } from "../../../scheduler";
import type { EventLog } from "../../event-log";
import { Session } from "../../session";
import { Autosave } from "../autosave";
import { Recordings } from "../recordings";

const TASKS_AT_ONCE = 100;
const STEPS_PER_TASK = 5;
const FLOOD_TASKS = 1_000;
const FLOOD_TURNS = 1_000;

interface Figures {
  what: string;
  seconds: number;
  cpuSeconds: number;
  longestMs: number;
  megabytes: number;
}

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "1000000" },
    json: { type: "boolean", default: false },
  },
});
const folder = await mkdtemp(join(tmpdir(), "tasklab library "));
const figures: Figures[] = [];

function newSession(newClock: () => Clock): Session {
  return new Session({
    id: "program",
    epoch: 1,
    newClock,
    clock: null,
    fetcher: () => () => {
      throw new Error("Nothing is fetched here.");
    },
    onStatus: () => undefined,
  });
}

function* nap() {
  for (let step = 0; step < STEPS_PER_TASK; step += 1) yield* sleep(0.5);
}

/** A hundred tasks at once that sleep a few times each, again and again until there are so many events. */
function* naps(log: EventLog, events: number) {
  while (log.end < events) {
    yield* gather(
      Array.from({ length: TASKS_AT_ONCE }, (_, n) => createTask(nap(), { name: `nap-${n}` })),
    );
  }
}

/** @param bytes how many were read or written, once it is over */
async function measure(
  what: string,
  work: () => Promise<unknown>,
  bytes: () => Promise<number>,
): Promise<void> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  const cpu = process.cpuUsage();
  const began = performance.now();
  delays.enable();
  await work();
  delays.disable();
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  figures.push({
    what,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    longestMs: delays.max / 1e6,
    megabytes: (await bytes()) / 1e6,
  });
}

let chosen = "";
const session = newSession(virtualClock);
await session.start(naps(session.log, Number(values.events)), null);
const recordings = new Recordings({
  folder: join(folder, "library"),
  version: "1",
  session: () => session,
  push: () => undefined,
  onShown: () => undefined,
  chooseFile: () => Promise.resolve(chosen),
  givenPath: () => chosen,
  log: { warn: console.warn, error: console.error },
});
const { handlers } = recordings;
const source = { session: "program" } as const;
const path = join(folder, "library", "long.tasklab");
const sizeOf = (file: string) => async () => (await stat(file)).size;

try {
  await measure(
    "save",
    async () => handlers["recordings.save"]({ job: "s", ...source, name: "long" }),
    sizeOf(path),
  );
  await measure(
    "open",
    async () => handlers["recordings.open"]({ job: "o", recording: "long" }),
    sizeOf(path),
  );
  await measure("open, sent by a page", () => send(path), sizeOf(path));
  for (const format of EXPORT_FORMATS) await exportAs(format);
  await recordings.close();
  await measure(
    "flood without autosave",
    () => flood(null),
    () => Promise.resolve(0),
  );
  const autosaved = join(folder, "autosave");
  await measure("flood with autosave", () => flood(autosaved), sizeOf(autosaved));
} finally {
  await rm(folder, { recursive: true });
}
report();

async function exportAs(format: ExportFormat): Promise<void> {
  chosen = join(folder, format);
  const input = { job: format, source, format };
  await measure(
    `export ${format}`,
    async () => handlers["recordings.export"](input),
    sizeOf(chosen),
  );
}

async function send(file: string): Promise<void> {
  const bytes = await readFile(file);
  for (let offset = 0; offset < bytes.length; offset += MAX_UPLOAD_CHUNK_BYTES) {
    const part = bytes.subarray(offset, offset + MAX_UPLOAD_CHUNK_BYTES);
    const isLast = offset + part.length === bytes.length;
    const data = part.toString("base64");
    await handlers["recordings.openBytes"]({ job: "u", name: "long", offset, data, isLast });
  }
}

/** A thousand tasks that take turns, from the start of the run to its end. */
async function flood(file: string | null): Promise<void> {
  const live = newSession(realClock);
  function* takeTurns() {
    for (let n = 0; n < FLOOD_TURNS; n += 1) yield* sleep(0);
  }
  function* main() {
    yield* gather(Array.from({ length: FLOOD_TASKS }, () => createTask(takeTurns())));
  }
  const place = () => Promise.resolve({ path: file ?? "", draft: `${file}.draft` });
  const options = { session: () => live, place, version: "1", onBegin: () => undefined };
  const autosave = file === null ? null : new Autosave(options);
  await live.start(main(), null);
  await autosave?.close();
}

function report(): void {
  if (values.json) console.log(JSON.stringify(figures, null, 2));
  else {
    console.table(
      figures.map(({ what, seconds, cpuSeconds, longestMs, megabytes }) => ({
        what,
        s: Number(seconds.toFixed(2)),
        "CPU s": Number(cpuSeconds.toFixed(2)),
        "longest ms": Number(longestMs.toFixed(1)),
        MB: Math.round(megabytes),
      })),
    );
  }
}
