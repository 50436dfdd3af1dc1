/**
 * What programs of one's own cost: `npx tsx electron/programs/__benchmarks__/programs.ts [--rounds 5] [--json]`.
 *
 * - first line: from the start of a program to the first line that it prints here; cold with a
 *   process of its own, warm in one that waits for a program, again in one whose last program has
 *   ended that very moment
 * - traced, untraced: 100 tasks that give each other a turn, on a loop that is recorded and shown,
 *   and on the same loop without a record, in one and the same program
 * - stopped: from Stop to the end of a program that never yields
 * - size: what each language adds to a package, in megabytes, as it is and compressed
 */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { textAt } from "../../../shared/batch";
import type { EventBatch } from "../../../shared/batch";
import { EventKind } from "../../../shared/events";
import type { Language } from "../../../shared/own-program";
import { buildPrograms } from "../build";
import { Gateway } from "../gateway";
import { ProgramProcess } from "../program-process";
import type { Blocking, ProgramEnd } from "../protocol";
import { forkTransport } from "../transport";

const ROOT = resolve(import.meta.dirname, "../../..");
const LANGUAGES: readonly Language[] = ["typescript", "python"];

const ONE_LINE: Readonly<Record<Language, string>> = {
  typescript: "print('first')",
  python: "print('first')",
};

const SPINNING: Readonly<Record<Language, string>> = {
  typescript: "function* main() { for (;;) Math.sqrt(2); }",
  python: "while True: pass",
};

/** In a single instruction, between two of which alone CPython can be interrupted. */
const LONG_INSTRUCTION = "sum(range(10 ** 12))";

/** Steps of all tasks together, without the first one of each. */
const TURNS = 100_000;
const TASKS = 100;

const TURNING: Readonly<Record<Language, string>> = {
  typescript: `
    function* turn(times: number) { for (let n = 0; n < times; n += 1) yield* sleep(0); }
    function* main() {
      yield* gather(Array.from({ length: ${TASKS} }, () => turn(${TURNS / TASKS})));
    }
    async function untraced() {
      const loop = new EventLoop();
      const began = performance.now();
      await loop.runUntilComplete(loop.createTask(main()));
      const took = performance.now() - began;
      loop.close();
      return took;
    }
    async function traced() {
      const began = performance.now();
      await run(main());
      return performance.now() - began;
    }
    await untraced();
    await traced();
    print("untraced", await untraced());
    print("traced", await traced());`,
  python: `
import asyncio, time, lab_loop

async def turn(times):
    for _ in range(times):
        await asyncio.sleep(0)

async def main():
    await asyncio.gather(*(turn(${TURNS / TASKS}) for _ in range(${TASKS})))

class NoSelector:
    def select(self, timeout):
        return ()

class Plain(asyncio.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = NoSelector()
    def _process_events(self, events):
        pass
    def _write_to_self(self):
        pass

def untraced():
    loop = Plain()
    loop.set_task_factory(lambda loop, coro, **options: lab_loop._PlainTask(coro, loop=loop, **options))
    began = time.perf_counter()
    loop.run_until_complete(main())
    took = time.perf_counter() - began
    loop.close()
    return took * 1000

def traced():
    began = time.perf_counter()
    asyncio.run(main())
    return (time.perf_counter() - began) * 1000

untraced()
print("untraced", untraced())
print("traced", traced())
`,
};

const gateway = new Gateway({
  client: { get: () => Promise.reject(new Error("Nothing is fetched here.")) },
  postsUrl: () => "http://127.0.0.1:9",
  ownServer: () => "http://127.0.0.1:9",
  allowsNetwork: () => false,
});

interface Seen {
  readonly end: ProgramEnd;
  readonly lines: readonly string[];
  /** When the first line came, and the program's end, in milliseconds from its start. */
  readonly firstLine: number;
}

async function seen(
  programs: ProgramProcess,
  source: string,
  language: Language,
  onBlocking: (blocking: Blocking | null) => void = () => undefined,
): Promise<Seen> {
  const lines: string[] = [];
  let firstLine = NaN;
  const began = performance.now();
  const listener = {
    onEvents: (batch: EventBatch) => {
      for (let index = 0; index < batch.length; index += 1) {
        if (batch.kind[index] !== EventKind.PRINTED) continue;
        if (lines.push(textAt(batch, index)) === 1) firstLine = performance.now() - began;
      }
    },
    onBlocking,
  };
  const end = await programs.start(source, language, listener, { gateway });
  return { end, lines, firstLine };
}

/** From Stop to the end, once the program was told as blocking. */
async function stopped(
  programs: ProgramProcess,
  source: string,
  language: Language,
): Promise<number> {
  let asked = NaN;
  await seen(programs, source, language, (blocking) => {
    if (blocking === null || !Number.isNaN(asked)) return;
    asked = performance.now();
    void programs.stop();
  });
  return performance.now() - asked;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)]!;
}

async function repeated(rounds: number, measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let round = 0; round < rounds; round += 1) values.push(await measure());
  return median(values);
}

/** In milliseconds, by what they are of. */
async function measured(
  open: () => ProgramProcess,
  language: Language,
  rounds: number,
): Promise<Record<string, number>> {
  const cold = await repeated(rounds, async () => {
    const programs = open();
    const { firstLine } = await seen(programs, ONE_LINE[language], language);
    programs.close();
    return firstLine;
  });
  const programs = open();
  await seen(programs, ONE_LINE[language], language);
  const warm = await repeated(rounds, async () => {
    await programs.prepare(language);
    return (await seen(programs, ONE_LINE[language], language)).firstLine;
  });
  const again = await repeated(rounds, async () => {
    await seen(programs, ONE_LINE[language], language);
    return (await seen(programs, ONE_LINE[language], language)).firstLine;
  });
  const turns = await seen(programs, TURNING[language], language);
  const perTurn = (what: string): number => {
    const line = turns.lines.find((text) => text.startsWith(`${what} `));
    if (line === undefined) throw new Error(`It did not get so far: ${turns.end.sentence}`);
    return Number(line.split(" ")[1]) / TURNS;
  };
  const spinning = await repeated(rounds, () => stopped(programs, SPINNING[language], language));
  const inside =
    language === "python"
      ? { "stopped in one long instruction": await stopped(programs, LONG_INSTRUCTION, language) }
      : {};
  programs.close();
  return {
    "first line, cold": cold,
    "first line, warm": warm,
    "first line, again": again,
    "untraced, a step": perTurn("untraced"),
    "traced, a step": perTurn("traced"),
    "stopped that never yields": spinning,
    ...inside,
  };
}

/** In megabytes, of the files whose names begin so. */
async function sizeOf(folder: string, begins: string): Promise<Record<string, number>> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".map"))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => path.startsWith(join(folder, begins)));
  const files = await Promise.all(names.map((path) => readFile(path)));
  const sum = (sizes: readonly number[]): number =>
    sizes.reduce((total, bytes) => total + bytes, 0) / 1e6;
  return {
    "size, MB": sum(files.map(({ length }) => length)),
    "size compressed, MB": sum(files.map((file) => gzipSync(file, { level: 9 }).length)),
  };
}

const { values: options } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, json: { type: "boolean", default: false } },
});
const folder = await mkdtemp(join(tmpdir(), "tasklab programs "));
try {
  await buildPrograms(ROOT, folder);
  const open = (): ProgramProcess => new ProgramProcess(() => forkTransport(folder));
  const figures: Record<string, Record<string, number>> = {};
  for (const language of LANGUAGES) {
    figures[language] = {
      ...(await measured(open, language, Number(options.rounds))),
      ...(await sizeOf(folder, language === "python" ? "py" : "typescript")),
    };
  }
  if (options.json) console.log(JSON.stringify(figures, null, 2));
  else {
    for (const [language, rows] of Object.entries(figures)) {
      console.log(`${language}, in milliseconds where nothing else is said`);
      for (const [what, value] of Object.entries(rows)) {
        console.log(`  ${what.padEnd(34)}${value.toFixed(value < 1 ? 5 : 1).padStart(10)}`);
      }
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
