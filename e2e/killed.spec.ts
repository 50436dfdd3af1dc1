// What is left of a lab whose processes are killed, and how it goes on after it was stopped for a while.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "./fixtures";
import type { Host } from "./hosts/host";
import { LabPage } from "./pages/lab-page";
import { OwnProgram } from "./pages/own-program";
import { isRunning, PROCESSES_ARE_HIDDEN, startedBy } from "./processes";

/** How long a busy machine may take to start a process, and to see that another one is gone, in milliseconds. */
const PATIENCE_MS = 30_000;

const TICKS = `
function* main(): Coroutine<void> {
  for (let tick = 1; ; tick += 1) {
    print("tick", tick);
    yield* sleep(0.02);
  }
}
`;

const lost = /ERR_CONNECTION|WebSocket connection|ECONNRE|Failed to load|crashed|closed/;

/** The process in which programs of one's own run: a child on its own, or a utility process. */
async function programProcess(host: Host): Promise<number> {
  const isOurs = (command: string) => /programs.host|utility-sub-type=node/i.test(command);
  const all = await startedBy(host.pid);
  return all.find(({ command }) => isOurs(command))?.pid ?? 0;
}

/** What stands in the file of a session's last run. */
async function lastRun(profile: string, session: "playground" | "program"): Promise<string> {
  const folder = join(profile, "recordings");
  const names = await readdir(folder).catch(() => []);
  const file = names.find((name) => name.startsWith(`.last-${session}`));
  return file === undefined ? "" : readFile(join(folder, file), "utf8");
}

const number = (line: string | undefined) => Number(/\d+$/.exec(line ?? "")?.[0] ?? 0);

test.describe("what is killed", () => {
  test.skip(PROCESSES_ARE_HIDDEN !== null, PROCESSES_ARE_HIDDEN ?? "");

  for (const [what, withProgram] of [
    ["the lab's own process", false],
    ["all of its processes at once", true],
  ] as const) {
    test(`${what}: both runs are there up to the last moment, and nothing runs by itself`, async ({
      lab,
      host,
      openHost,
      profile,
    }) => {
      test.slow();
      host.problems.expect(lost);
      await new OwnProgram(host, lab).run(TICKS, "typescript");
      await expect(lab.console.channel("Output").last()).toContainText("tick", {
        timeout: PATIENCE_MS,
      });
      await lab.open("Playground");
      await lab.palette.create("count", {
        fields: { to: "100000", pause: "0.02" },
        name: "counts",
      });
      await expect(lab.console.channel("Output").last()).toBeVisible();
      // What was shown is in the file a moment later, whatever happens then.
      const shown = number(await lab.console.channel("Output").last().innerText());
      expect(shown).toBeGreaterThan(0);
      await expect.poll(() => lastRun(profile, "playground")).toContain(`${shown}"`);
      await expect.poll(() => lastRun(profile, "program")).toContain("tick 1");
      const program = await programProcess(host);
      expect(program).toBeGreaterThan(0);

      if (withProgram) process.kill(program, "SIGKILL");
      process.kill(host.pid, "SIGKILL");
      // Nobody is left to run a program for.
      await expect.poll(() => isRunning(program), { timeout: PATIENCE_MS }).toBe(false);

      const nextHost = await openHost();
      const next = new LabPage(nextHost);
      await next.isReady();
      expect(await next.tasks.count()).toBe(0);
      await expect(next.console.channel("Output")).toHaveCount(0);
      expect(await programProcess(nextHost)).toBe(0);
      await next.recordings.entry(/^Last run in the playground/).click();
      await expect(next.recordings.pane).toContainText("up to its last whole line");
      const last = next.console.channel("Output").last();
      await expect(last).toBeVisible();
      expect(number(await last.innerText())).toBeGreaterThanOrEqual(shown);
      await expect(next.tasks.row("counts").done).toHaveText("false");
      await next.recordings.entry(/^Last run of a program/).click();
      await expect(next.recordings.pane).toContainText("mine.ts");
      await expect(next.recordings.pane).toContainText("up to its last whole line");
    });
  }

  test("a program's process: the lab says so, keeps the run, and runs the next program", async ({
    lab,
    host,
    profile,
  }) => {
    const own = new OwnProgram(host, lab);
    await own.run(TICKS, "typescript");
    await expect(lab.console.channel("Output").last()).toContainText("tick", {
      timeout: PATIENCE_MS,
    });
    process.kill(await programProcess(host), "SIGKILL");
    await own.untilEnded(/crashed/, PATIENCE_MS);
    await expect(lab.console.channel("Errors").last()).toContainText("Its process ended without");
    await expect.poll(() => lastRun(profile, "program")).toContain('"e":"end"');
    expect(await lastRun(profile, "program")).toContain("tick 1");
    await own.run("function* main() { print('again'); }", "typescript");
    await expect(lab.console.channel("Output").last()).toContainText("again", {
      timeout: PATIENCE_MS,
    });
    await own.untilEnded(/finished/, PATIENCE_MS);
  });
});

// As a machine that sleeps: no process of the lab does anything meanwhile, and its clocks go on.
test.describe("what is stopped for a while", () => {
  test.skip(process.platform === "win32", "Windows has no signal that stops a process");

  test("goes on with everything that was due, in its order, and with the same page", async ({
    lab,
    host,
    profile,
  }) => {
    await lab.palette.create("count", { fields: { to: "100000", pause: "0.05" }, name: "counts" });
    await lab.palette.create("sleep", { fields: { for: "2" }, name: "naps" });
    await expect(lab.console.channel("Output").last()).toBeVisible();
    process.kill(host.pid, "SIGSTOP");
    await pause(4_000);
    process.kill(host.pid, "SIGCONT");
    const before = number(await lab.console.channel("Output").last().innerText());
    await expect(lab.tasks.row("naps").state).toContainText("done");
    await expect
      .poll(async () => number(await lab.console.channel("Output").last().innerText()))
      .toBeGreaterThan(before + 5);
    await lab.tasks.row("counts").cancel();
    await expect(lab.tasks.row("counts").cancelled).toHaveText("true");
    await expect(lab.connection).toHaveText(/connected/);
    await expect(lab.status).toContainText("0 dropped");
    const numbers = (await lab.console.linesOf("Output")).map(number);
    expect(numbers).toEqual(numbers.map((_, index) => numbers[0]! + index));
    await expect.poll(() => lastRun(profile, "playground")).toContain(`${numbers.at(-1)}"`);
  });
});
