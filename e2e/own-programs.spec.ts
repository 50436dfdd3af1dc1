import { findings } from "./axe";
import { expect, ONLY_BROWSER, test } from "./fixtures";
import { LabPage } from "./pages/lab-page";
import { OwnProgram } from "./pages/own-program";
import type { Language } from "./pages/own-program";

/** CPython takes seconds to load, and longer on a busy machine. */
const PATIENCE_MS = 120_000;
const STOPPED_WITHIN_MS = 15_000;
// Each starts a process for programs.
test.setTimeout(3 * PATIENCE_MS);

interface Programs {
  /** Two tasks at once; one of them waits to be cancelled. */
  readonly waiting: string;
  readonly spinning: string;
  readonly hungry: string;
}

const PROGRAMS: Readonly<Record<Language, Programs>> = {
  typescript: {
    waiting: `
function* source(name: string, seconds: number): Coroutine<string> {
  print("starting", name);
  yield* sleep(seconds);
  return name;
}
function* main(): Coroutine<void> {
  const quick = createTask(source("A", 0.2), { name: "quick" });
  const slow = createTask(source("B", 3600), { name: "slow" });
  print("got", yield* quick);
  try {
    yield* slow;
  } catch {
    print("slow was cancelled");
  }
}
`,
    spinning: `
function* main() {
  yield* sleep(0.1);
  print("spinning");
  yield* sleep(0.1);
  for (;;) Math.sqrt(2);
}
`,
    hungry: `
function* main() {
  print("hungry");
  yield* sleep(0.1);
  const kept: unknown[] = [];
  for (;;) kept.push(new Array(1000).fill(kept.length));
}
`,
  },
  python: {
    waiting: `
import asyncio

async def source(name, seconds):
    print("starting", name)
    await asyncio.sleep(seconds)
    return name

async def main():
    quick = asyncio.create_task(source("A", 0.2), name="quick")
    slow = asyncio.create_task(source("B", 3600), name="slow")
    print("got", await quick)
    try:
        await slow
    except asyncio.CancelledError:
        print("slow was cancelled")

asyncio.run(main())
`,
    spinning: `
import asyncio, time

async def main():
    await asyncio.sleep(0.1)
    print("spinning")
    await asyncio.sleep(0.1)
    while True: time.time()

asyncio.run(main())
`,
    hungry: `
import asyncio

async def main():
    print("hungry")
    await asyncio.sleep(0.1)
    kept = []
    while True:
        kept.append(bytearray(10_000_000))

asyncio.run(main())
`,
  },
};

for (const language of ["typescript", "python"] as const) {
  const programs = PROGRAMS[language];

  test.describe(`a program in ${language}`, () => {
    test("runs, shows its tasks, and lets them be created and cancelled", async ({ host, lab }) => {
      const program = new OwnProgram(host, lab);
      await program.run(programs.waiting, language);
      await expect(lab.console.channel("Output").filter({ hasText: "got A" })).toBeVisible({
        timeout: PATIENCE_MS,
      });
      expect(await lab.console.linesOf("Output")).toEqual([
        expect.stringContaining("starting A"),
        expect.stringContaining("starting B"),
        expect.stringContaining("got A"),
      ]);
      await expect(lab.tasks.row("quick").done).toHaveText("true");
      await expect(lab.tasks.row("quick").outcome).toContainText("A");
      await expect(lab.tasks.row("slow").state).toContainText("waiting");

      await program.create("source", '"C", 3600');
      await expect(lab.console.channel("Output").filter({ hasText: "starting C" })).toBeVisible();

      await lab.tasks.row("slow").cancel();
      await expect(lab.tasks.row("slow").cancelled).toHaveText("true");
      await lab.tasks.row("slow").select();
      await expect(lab.inspector.story.first()).toContainText("requested by you");
      await program.untilEnded(/finished/);
      await expect(lab.console.channel("Lab").last()).toContainText("ended after");
      expect((await lab.console.linesOf("Output")).at(-1)).toContain("slow was cancelled");
    });

    test("that never yields is shown with its line, and Stop ends it", async ({ host, lab }) => {
      const program = new OwnProgram(host, lab);
      await program.run(programs.spinning, language);
      await expect(lab.console.channel("Output").filter({ hasText: "spinning" })).toBeVisible({
        timeout: PATIENCE_MS,
      });
      const line = language === "typescript" ? 6 : 8;
      await program.untilBlockingAt(line);
      const asked = Date.now();
      await lab.stop();
      // A Python program is interrupted where it stands, unless the machine is too busy for that.
      await program.untilEnded(
        language === "typescript" ? /killed/ : /stopped|killed/,
        STOPPED_WITHIN_MS,
      );
      // A second is promised; the rest is what it takes to press and to ask on a busy machine.
      expect(Date.now() - asked).toBeLessThan(STOPPED_WITHIN_MS);

      await program.run('print("again")', language);
      await expect(lab.console.channel("Output").filter({ hasText: "again" })).toBeVisible({
        timeout: PATIENCE_MS,
      });
    });

    test("that uses up its memory ends with a sentence", async ({ host, lab }) => {
      const program = new OwnProgram(host, lab);
      await program.run(programs.hungry, language);
      await program.untilEnded(/out-of-memory/, PATIENCE_MS);
      expect(await lab.console.linesOf("Output")).toEqual([expect.stringContaining("hungry")]);
      await expect(lab.console.channel("Errors")).toContainText("ran out of memory");
    });
  });
}

test("a program with an error says where", async ({ host, lab }) => {
  const program = new OwnProgram(host, lab);
  await program.run("function* main() {\n  null!.x;\n}", "typescript");
  await program.untilEnded(/failed/);
  await expect(lab.console.channel("Errors").first()).toContainText("mine.ts:2");
});

test("a program is paused, stepped over its sleep, and looked at", async ({ host, lab }) => {
  const program = new OwnProgram(host, lab);
  await lab.open("Two tasks at once");
  await lab.loop.open();
  await lab.time.pauseButton.click();
  await program.run(
    "function* main() { yield* sleep(1000); print('slept'); }\nawait run(main());",
    "typescript",
  );
  await expect(lab.loop.ready).toHaveCount(1);
  await lab.time.stepButton.click();
  await expect(lab.loop.timers).toHaveCount(1);
  await lab.time.stepButton.click();
  await expect(lab.time.words).toContainText(/paused at 1000\./);
  await lab.time.resumeButton.click();
  await program.untilEnded(/finished/);
  await expect(lab.time.pauseButton).toBeVisible();
});

// The desktop app has one window.
test("a second page follows the same run", ONLY_BROWSER, async ({ host, lab }) => {
  const program = new OwnProgram(host, lab);
  await program.run(PROGRAMS.typescript.waiting, "typescript");
  const other = new LabPage({ page: await host.openSecondPage!() });
  await other.open("Two tasks at once");
  await expect(other.tasks.row("slow").state).toContainText("waiting");
  await other.tasks.row("slow").cancel();
  await expect(lab.tasks.row("slow").cancelled).toHaveText("true");
});

test("a task of a program is created with the keyboard alone", async ({ host, lab }) => {
  const program = new OwnProgram(host, lab);
  await program.run(PROGRAMS.typescript.waiting, "typescript");
  await expect(lab.tasks.row("slow").state).toContainText("waiting");
  const { keyboard } = lab.page;
  await keyboard.press("ControlOrMeta+k");
  await keyboard.type("create a task of the program source");
  await keyboard.press("Enter");
  await expect(program.form).toBeVisible();
  await keyboard.press("Tab");
  await keyboard.type("C, 1");
  await keyboard.press("Enter");
  await expect(program.problem).toContainText("as JSON");
  expect(await findings(lab)).toEqual([]);
  await keyboard.press("ControlOrMeta+a");
  await keyboard.type('"C", 3600');
  await keyboard.press("Enter");
  await expect(lab.console.channel("Output").filter({ hasText: "starting C" })).toBeVisible();
  await keyboard.press("Escape");
  await expect(program.form).toBeHidden();
});
