import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A measurement of the lab as a whole: a script of its own, which says what it measured. */
export interface LabTest {
  readonly id: string;
  readonly title: string;
  readonly script: string;
  readonly args?: readonly string[];
}

/** In the order in which they are run. Those of the page take a build and a browser. */
export const LAB_TESTS: readonly LabTest[] = [
  {
    id: "k",
    title: "frames a second while panning and zooming, by the number of tasks",
    script: "renderer/views/timeline/__benchmarks__/frames.mjs",
  },
  {
    id: "l",
    title: "memory of the lab and its page, idle, with ten thousand tasks and after 5 M events",
    script: "e2e/__benchmarks__/memory.ts",
  },
  {
    id: "m",
    title: "start to usable page, click to row, events a second into the page",
    script: "e2e/__benchmarks__/page.ts",
    args: ["3"],
  },
  {
    id: "n",
    title: "another instant of a run: in the model",
    script: "renderer/model/__benchmarks__/instant.ts",
  },
  {
    id: "n1",
    title: "another instant of a run: dragging the cursor in the page",
    script: "e2e/__benchmarks__/rewind.ts",
  },
  {
    id: "o",
    title: "a recording of a million events: saved, opened, exported",
    script: "electron/lab/recordings/__benchmarks__/library.ts",
  },
  {
    id: "p",
    title: "programs of one's own: first line, tracing, Stop",
    script: "electron/programs/__benchmarks__/programs.ts",
  },
  {
    id: "q",
    title: "start to usable window beside a bare one, memory, installed size",
    script: "e2e/__benchmarks__/launch.ts",
    args: ["3"],
  },
];

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Builds what the page's measurements open.
 * @throws Error if that fails
 */
export async function buildLab(): Promise<void> {
  await node(["node_modules/electron-vite/bin/electron-vite.js", "build", "--logLevel", "error"]);
}

/**
 * Runs a measurement; what it says goes to the terminal.
 * @throws Error if it fails
 */
export async function measureLab({ id, title, script, args = [] }: LabTest): Promise<void> {
  console.log(`\n${id}: ${title}`);
  await node(["--import", "tsx", script, ...args]);
}

function node(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${args.join(" ")} ended with status ${code}.`));
    });
  });
}
