import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventsOf } from "../../shared/batch";
import { readRecording } from "../../shared/recording/read-recording";
import { BUILD_PATIENCE_MS, builtPrograms, ROOT } from "./__tests__/built-programs";

let folder: string;
let files: string;

beforeAll(async () => {
  folder = await builtPrograms();
  files = await mkdtemp(join(tmpdir(), "tasklab-cli-"));
}, BUILD_PATIENCE_MS);

afterAll(() => rm(files, { recursive: true, force: true }));

interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param interruptAt sends Ctrl+C once this was printed, to the command and whatever it started, as a terminal does */
function lab(args: readonly string[], interruptAt?: string): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, "lab.mjs"), ...args], { detached: true });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      if (interruptAt !== undefined && stdout.includes(interruptAt)) {
        process.kill(-child.pid!, "SIGINT");
      }
    });
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

async function program(name: string, source: string): Promise<string> {
  const path = join(files, name);
  await writeFile(path, source);
  return path;
}

describe("lab run", { timeout: 60_000 }, () => {
  it("prints what the program prints, and records it", async () => {
    const path = join(ROOT, "examples/both-at-once.ts");
    const recording = join(files, "run.jsonl");
    const { code, stdout, stderr } = await lab(["run", path, "--virtual", "--record", recording]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.split("\n").slice(-2)).toEqual(["took 1.00 s", ""]);

    const read = await readRecording([await readFile(recording, "utf8")]);
    expect(read).toMatchObject({
      cutShort: false,
      endedAt: 1,
      info: { program: "both-at-once.ts", clock: "virtual" },
    });
    const names = read.batches
      .flatMap((batch) => [...eventsOf(batch)])
      .flatMap((event) => (event.kind === "task-created" ? [event.name] : []));
    expect(names).toEqual(["Task-1", "weather", "news"]);
  });

  it("exits with 1 after an error, which it writes to where errors go", async () => {
    const path = await program("bad.ts", "function* main() { throw new Error('no bread'); }");
    const { code, stdout, stderr } = await lab(["run", path]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("Error: no bread\n    at main (bad.ts:1:26)");
  });

  it("exits with 130 after Ctrl+C, once the program has cleaned up", async () => {
    const source =
      "function* main() { try { print('waits'); yield* sleep(3600); } finally { print('cleans up'); } }";
    const { code, stdout } = await lab(["run", await program("waits.ts", source)], "waits");
    expect({ code, stdout }).toEqual({ code: 130, stdout: "waits\ncleans up\n" });
  });

  it("exits with a Python program's own status (slow)", async () => {
    const path = await program("leaves.py", "import sys\nprint('bye')\nsys.exit(7)");
    const { code, stdout } = await lab(["run", path]);
    expect({ code, stdout }).toEqual({ code: 7, stdout: "bye\n" });
  });

  it.each([
    [[], "There is no command given"],
    [["run"], "Which program?"],
    [["run", "program.js"], "has to end in .ts or .py"],
    [["run", "nowhere.ts"], "cannot be read"],
    [["run", "a.ts", "--loud"], "--loud"],
  ])("exits with 2 for %j, and says why", async (args, reason) => {
    const { code, stderr } = await lab(args);
    expect(code).toBe(2);
    expect(stderr).toContain(reason);
    expect(stderr).toContain("Usage: npm run lab");
  });
});
