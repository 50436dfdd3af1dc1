import { execFile, spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { build } from "vite";
import type { Test, TestId } from "./tests";
import type { Figures, Request } from "./worker";

const execute = promisify(execFile);

/** A library at work: what starts a fresh process that measures it. */
export interface Contender {
  readonly name: string;
  readonly version: string;
  /** What part of a test's operations a process does: 10 for a tenth. */
  share(test: Test): number;
  measure(test: Test, url: string): Promise<Figures | null>;
}

/** How long a process may take, in milliseconds. What takes longer stays out of the table. */
const PATIENCE = 180_000;

/** Warm runs of one process where no tool decides on their number. */
const PYTHON_WARM_RUNS = 5;

/** Where one process of a library would take minutes, it does a share; figures are per operation. */
const SHARES: Readonly<Record<string, Partial<Record<TestId, number>>>> = {
  effection: { a: 40, a1: 20, b1: 10, c: 20, d: 100, f1: 5, g: 10 },
  promises: { d: 10 },
  trio: { a1: 4, c: 10, d: 10, e: 10, g: 10, h: 5 },
};

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const OUTPUT = here("../../node_modules/.cache/tasklab-benchmarks");

/**
 * Compiles what the processes run. A runner of TypeScript would do it in each of them, and wraps
 * every function that a function creates to keep its name: that alone costs as much as a task.
 */
export async function compile(): Promise<void> {
  await mkdir(OUTPUT, { recursive: true });
  await build({
    configFile: false,
    logLevel: "error",
    build: {
      ssr: true,
      target: "node20",
      minify: false,
      outDir: OUTPUT,
      emptyOutDir: true,
      rollupOptions: {
        input: { worker: here("./worker.ts"), server: here("./subjects/posts-server.ts") },
        output: { format: "es", entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" },
      },
    },
  });
}

function shareOf(subject: string, test: Test): number {
  return SHARES[subject]?.[test.id] ?? 1;
}

function request(subject: string, test: Test): Request {
  const share = shareOf(subject, test);
  const { id, metric } = test;
  return { subject, test: id, metric, cold: test.cold / share, warm: test.warm / share };
}

/** The libraries of this side. They are measured in Node processes. */
export function nodeContender(name: string, version: string): Contender {
  return {
    name,
    version,
    share: (test) => shareOf(name, test),
    measure: (test, url) =>
      figures(
        process.execPath,
        ["--expose-gc", `${OUTPUT}/worker.mjs`, JSON.stringify(request(name, test))],
        url,
      ),
  };
}

/** The libraries of Python that `python` finds, asyncio first. */
export async function pythonContenders(python: string): Promise<Contender[]> {
  const found: Contender[] = [];
  const modules = {
    asyncio: "import platform; print(platform.python_version())",
    uvloop: "import uvloop; print(uvloop.__version__)",
    trio: "import trio; print(trio.__version__)",
  };
  for (const [name, question] of Object.entries(modules)) {
    try {
      const { stdout } = await execute(python, ["-c", question]);
      const script = here(`./subjects/${name === "trio" ? "trio" : "asyncio"}_subject.py`);
      found.push({
        name,
        version: stdout.trim(),
        share: (test) => shareOf(name, test),
        measure: (test, url) => {
          const runs = { ...request(name, test), runs: PYTHON_WARM_RUNS, url };
          return figures(python, [script, JSON.stringify(runs)], url);
        },
      });
    } catch {
      // Not there: it stays out of the table.
    }
  }
  return found;
}

async function figures(command: string, args: string[], url: string): Promise<Figures | null> {
  const env = { ...process.env, BENCH_URL: url, PYTHONDONTWRITEBYTECODE: "1" };
  try {
    const { stdout } = await execute(command, args, { env, timeout: PATIENCE });
    return JSON.parse(stdout) as Figures | null;
  } catch (error) {
    const { stderr, killed } = error as { stderr?: string; killed?: boolean };
    const why = killed === true ? "took too long" : (stderr ?? String(error)).trim().slice(-500);
    console.error(`${command} ${args.at(-1)}: ${why}`);
    return null;
  }
}

/** Starts the server of test h in a process of its own. */
export async function startServer(): Promise<{ url: string; stop(): void }> {
  const child = spawn(process.execPath, [`${OUTPUT}/server.mjs`], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    return { url: line, stop: () => child.kill() };
  }
  throw new Error("the server of test h did not start");
}
