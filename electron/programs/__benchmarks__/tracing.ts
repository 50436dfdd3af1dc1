/**
 * What it costs to know where tasks stand: line marks in TypeScript, and the recorder of Python
 * programs. `npx tsx electron/programs/__benchmarks__/tracing.ts`
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadPyodide } from "pyodide";
import type { PyodideAPI } from "pyodide";
import type { PyCallable } from "pyodide/ffi";
import { EventLog } from "../../lab/event-log";
import { Recorder } from "../../lab/recorder";
import { standing } from "../../lab/source-line";
import { createTask, gather, getRunningLoop, run, sleep, virtualClock } from "../../scheduler";
import type { Coroutine, Observer } from "../../scheduler";
import { markLines } from "../line-marks";

const STEPS = 400_000;
const PYTHON_STEPS = 8_000;
const ROUNDS = 7;
/** Rounds of all Python subjects in turn: a busy machine then slows all of them alike. */
const PYTHON_ROUNDS = 24;

/** A task that yields in one line, and one that yields in two in turn, so that every step ends in another line. */
const SOURCE = `function* sameLine(steps) {
  for (let step = 0; step < steps; step += 1) yield* sleep(0);
}
function* twoLines(steps) {
  for (let step = 0; step < steps; step += 2) {
    yield* sleep(0);
    yield* sleep(0);
  }
}
return { sameLine, twoLines };`;

type Turns = (steps: number) => Coroutine<void>;
type Programs = Readonly<Record<"sameLine" | "twoLines", Turns>>;

function programsOf(code: string): Programs {
  return new Function("sleep", "$standing", code)(sleep, standing) as Programs;
}

const plain = programsOf(SOURCE);
const marked = programsOf(
  // A module has no return of its own.
  markLines(SOURCE.replace("return {", "globalThis.made = {"), {
    standing: "$standing",
    place: (line) => String((1 << 18) + line),
  }).code.replace("globalThis.made =", "return"),
);

/** Costs what the scheduler's own part of observing does. */
const idle: Observer = {
  taskReady: () => undefined,
  stepStarted: () => undefined,
  stepEnded: () => undefined,
};

/** Nanoseconds of processor time a step, the best of several rounds. */
async function stepCost(turns: Turns, observer: () => Observer | undefined): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const observes = observer();
    const main = function* (): Coroutine<void> {
      if (observes instanceof Recorder) observes.begin(getRunningLoop());
      yield* gather([createTask(turns(STEPS / 2)), createTask(turns(STEPS / 2))]);
    };
    const before = process.cpuUsage();
    await run(main(), { clock: virtualClock(), ...(observes && { observer: observes }) });
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, ((user + system) * 1e3) / STEPS);
  }
  return best;
}

const PYTHON = `
import _asyncio, asyncio, sys, time
sys.path.insert(0, "/lab")

class Selector:
    def select(self, timeout):
        return ()

class PlainLoop(asyncio.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = Selector()
        self._clock_resolution = 1e-9
    def _process_events(self, events):
        pass
    def _write_to_self(self):
        pass
    def create_task(self, coro, **options):
        # Not what the lab puts in its place.
        return _asyncio.Task(coro, loop=self, **options)

SOURCE = '''
import asyncio
async def same_line(steps):
    for step in range(steps):
        await asyncio.sleep(0)
async def two_lines(steps):
    for step in range(steps // 2):
        await asyncio.sleep(0)
        await asyncio.sleep(0)
async def main(turns, steps):
    await asyncio.gather(turns(steps // 2), turns(steps // 2))
'''
program = {}
exec(compile(SOURCE, "program.py", "exec"), program)


def best(rounds, steps, loop_of, turns):
    lowest = float("inf")
    for _ in range(rounds):
        loop = loop_of()
        asyncio._set_running_loop(None)
        begin = time.perf_counter()
        loop.run_until_complete(program["main"](program[turns], steps))
        lowest = min(lowest, time.perf_counter() - begin)
        loop.close()
    return lowest / steps * 1e6

def plain(rounds, steps, turns):
    return best(rounds, steps, PlainLoop, turns)

def recorded(rounds, steps, turns, host, with_lines):
    import lab_loop, lab_program, lab_record
    if lab_loop._step_wrapper is None:
        lab_program.prepare()
    line_of = lab_record.Recorder.line_of
    if not with_lines:
        lab_record.Recorder.line_of = lambda recorder, task: 0
    try:
        def loop_of():
            lab_program._lab = lab_program.Lab(host, "program.py", True, False, "1")
            return lab_loop.Loop(lab_program._lab)
        return best(rounds, steps, loop_of, turns)
    finally:
        lab_record.Recorder.line_of = line_of
`;

/** Takes the records as the lab's thread does, and lets go of them. */
function hostOf(python: PyodideAPI) {
  let buffer = 0;
  return {
    share(proxy: { getBuffer(type: "u8"): { data: Uint8Array; release(): void } }) {
      const view = proxy.getBuffer("u8");
      buffer = view.data.byteOffset;
      view.release();
    },
    flush(length: number) {
      const { HEAPU8 } = (python as unknown as { _module: { HEAPU8: Uint8Array } })._module;
      HEAPU8.slice(buffer, buffer + length);
    },
    turn(length: number) {
      if (length > 0) this.flush(length);
      return 0;
    },
    take: () => undefined,
    post: () => undefined,
    takeInterrupt: () => false,
  };
}

async function python(): Promise<Record<string, number>> {
  const python = await loadPyodide();
  python.FS.mkdir("/lab");
  for (const folder of ["../python", "../python/clients"]) {
    const path = join(import.meta.dirname, folder);
    for (const file of readdirSync(path).filter((name) => name.endsWith(".py"))) {
      python.FS.writeFile(`/lab/${file}`, readFileSync(join(path, file), "utf8"));
    }
  }
  python.runPython(PYTHON);
  const plain = python.runPython("plain") as PyCallable;
  const recorded = python.runPython("recorded") as PyCallable;
  const host = hostOf(python);
  const subjects: Record<string, () => unknown> = {
    "asyncio alone": () => plain(1, PYTHON_STEPS, "same_line"),
    "recorded, without lines": () => recorded(1, PYTHON_STEPS, "same_line", host, false),
    "recorded, in one line": () => recorded(1, PYTHON_STEPS, "same_line", host, true),
    "recorded, in two lines in turn": () => recorded(1, PYTHON_STEPS, "two_lines", host, true),
  };
  const figures: Record<string, number> = {};
  for (let round = 0; round < PYTHON_ROUNDS; round += 1) {
    for (const [name, measure] of Object.entries(subjects)) {
      figures[name] = Math.min(figures[name] ?? Infinity, measure() as number);
    }
  }
  return figures;
}

const newRecorder = (): Recorder => new Recorder(new EventLog(), () => undefined);
const rows: [string, number][] = [];
for (const name of ["sameLine", "twoLines"] as const) {
  for (const [kind, programs] of Object.entries({ plain, marked })) {
    const turns = programs[name];
    rows.push([`${name}, ${kind}, nobody observes`, await stepCost(turns, () => undefined)]);
    rows.push([`${name}, ${kind}, observed by nothing`, await stepCost(turns, () => idle)]);
    rows.push([`${name}, ${kind}, recorded`, await stepCost(turns, newRecorder)]);
  }
}
console.log("TypeScript, nanoseconds a step");
for (const [name, cost] of rows) console.log(`  ${name.padEnd(40)} ${cost.toFixed(1).padStart(8)}`);

console.log("Python in WebAssembly, microseconds a step");
const figures = await python();
const alone = figures["asyncio alone"]!;
for (const [name, cost] of Object.entries(figures)) {
  console.log(
    `  ${name.padEnd(40)} ${cost.toFixed(2).padStart(8)}   ${(cost / alone).toFixed(2)}x`,
  );
}
