import { describe, expect, it } from "vitest";
import { builtPrograms } from "./__tests__/built-programs";
import { labForTests, PATIENT, TestLab } from "./__tests__/lab";
import { EXIT_MS, STOP_TIMES } from "./limits";
import type { StopTimes } from "./limits";
import type { Language, ProgramEnd } from "./protocol";
import { forkTransport } from "./transport";

const PATIENCE_MS = 60_000;

/** For a program that does not end by itself: long enough to hear of the stop, and it is interrupted once. */
const STUBBORN: StopTimes = {
  interruptAgain: 60_000,
  endBlocked: 2_000,
  end: 2_000,
  kill: 40_000,
};

const lab = labForTests();

/** What a program does when it is stopped, how that ends, and what is printed until then. */
type Case = readonly [
  does: string,
  language: Language,
  source: string,
  outcomes: readonly ProgramEnd["outcome"][],
  output: readonly string[],
];

/** Each prints "now" when it is time to stop it. */
const CASES: readonly Case[] = [
  ["sleeps", "typescript", `print("now"); await run(sleep(3600));`, ["stopped"], ["now"]],
  [
    "has nothing left but a timer",
    "typescript",
    `print("now"); setInterval(() => 0, 1000);`,
    ["stopped"],
    ["now"],
  ],
  [
    "waits for what never comes",
    "typescript",
    `print("now"); await new Promise(() => {});`,
    ["killed"],
    ["now"],
  ],
  [
    "cleans up for ever",
    "typescript",
    `function* main() {
       try { print("now"); yield* sleep(3600); } finally { print("cleans up"); for (;;) yield* sleep(1); }
     }`,
    ["killed"],
    ["now", "cleans up"],
  ],
  [
    "cleans up without yielding",
    "typescript",
    `function* main() {
       try { print("now"); yield* sleep(3600); } finally { print("cleans up"); for (;;); }
     }`,
    ["killed"],
    ["now", "cleans up"],
  ],
  [
    "swallows what cancels it",
    "typescript",
    `function* main() {
       print("now");
       for (;;) { try { yield* sleep(3600); } catch { print("no"); } }
     }`,
    ["killed"],
    ["now", "no"],
  ],
  [
    "is within a long instruction",
    "typescript",
    `print("now"); /^(a+)+$/.test("a".repeat(60) + "b");`,
    ["killed"],
    ["now"],
  ],
  [
    "fetches",
    "typescript",
    `print("now"); await run(httpGet("https://jsonplaceholder.typicode.com/posts/1"));`,
    ["stopped"],
    ["now"],
  ],
  ["blocks", "python", `print("now")\nimport time\ntime.sleep(3600)`, ["stopped"], ["now"]],
  [
    "imports",
    "python",
    `import sys, types
class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "slow":
            print("now")
            while True: pass
sys.meta_path.insert(0, Slow())
import slow`,
    ["stopped"],
    ["now"],
  ],
  [
    "compiles",
    "python",
    `print("now")\ncompile("[" + "x + " * 10_000_000 + "x]", "deep", "eval")`,
    // Its own error may come first.
    ["killed", "failed", "out-of-memory", "crashed", "stopped"],
    ["now"],
  ],
  ["is within a C function", "python", `print("now")\nsum(range(10 ** 13))`, ["killed"], ["now"]],
  [
    "computes one number",
    "python",
    `print("now")\nprint(len(str(7 ** (10 ** 8))))`,
    // It looks for signals now and then.
    ["stopped", "killed"],
    ["now"],
  ],
  [
    "swallows what cancels it",
    "python",
    `import asyncio
async def main():
    print("now")
    while True:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            print("no")
asyncio.run(main())`,
    ["killed"],
    ["now", "no"],
  ],
  [
    "swallows what interrupts it",
    "python",
    `print("now")
while True:
    try:
        while True: pass
    except BaseException:
        print("no")`,
    ["killed"],
    ["now", "no"],
  ],
  [
    "cleans up without yielding",
    "python",
    `import asyncio
async def main():
    try:
        print("now")
        await asyncio.sleep(3600)
    finally:
        print("cleans up")
        while True: pass
asyncio.run(main())`,
    ["killed"],
    ["now", "cleans up"],
  ],
  [
    "cleans up for ever",
    "python",
    `import asyncio
async def main():
    try:
        print("now")
        await asyncio.sleep(3600)
    finally:
        print("cleans up")
        while True: await asyncio.sleep(1)
asyncio.run(main())`,
    ["killed"],
    ["now", "cleans up"],
  ],
  [
    "has a handler of its own",
    "python",
    `import asyncio, signal
async def main():
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, stop.set)
    print("now")
    await stop.wait()
    print("ends well")
asyncio.run(main())`,
    ["finished"],
    ["now", "ends well"],
  ],
  [
    "fetches without await",
    "python",
    `import requests
print("now")
requests.get("https://jsonplaceholder.typicode.com/posts/1")`,
    ["stopped"],
    ["now"],
  ],
  [
    "goes on at its exit",
    "python",
    `import atexit
def last():
    while True: pass
atexit.register(last)
print("now")`,
    ["killed", "stopped", "finished"],
    ["now"],
  ],
];

it("whatever a program does, it is ended within the second that Stop promises", () => {
  const { interruptAgain, endBlocked, end, kill } = STOP_TIMES;
  expect(interruptAgain).toBeLessThan(endBlocked);
  expect(endBlocked).toBeLessThan(end);
  expect(end).toBeLessThan(kill);
  expect(kill + EXIT_MS).toBeLessThan(1_000);
});

describe("a program is stopped that", { timeout: PATIENCE_MS }, () => {
  it.each(CASES)("%s (%s)", async (_does, language, source, outcomes, output) => {
    // No answer comes before the stop.
    lab.server.setDials({ latencyMs: 60_000 });
    const stop = outcomes.includes("killed") ? STUBBORN : PATIENT;
    const run = lab.begin(source, language, { limits: { stop } });
    await run.untilPrinted("now");
    await lab.programs.stop();
    const seen = await run.ended;
    expect(outcomes).toContain(seen.end.outcome);
    expect(seen.output.slice(0, output.length)).toEqual(output);
    // Nobody is left behind: the next one runs.
    lab.server.setDials({ latencyMs: 0 });
    expect((await lab.run("print('next')", language)).output).toEqual(["next"]);
  });

  it("has not begun: CPython is just being loaded", async () => {
    const folder = await builtPrograms();
    const fresh = new TestLab(() => forkTransport(folder));
    await fresh.server.start();
    const run = fresh.begin("print('never')", "python");
    await fresh.programs.stop();
    const { end, output } = await run.ended;
    expect(end).toMatchObject({ outcome: "stopped", exitCode: 130 });
    expect(output).toEqual([]);
    await fresh.close();
  });

  it.each<[Language, string]>([
    ["typescript", "await run(sleep(3600));"],
    ["python", "import time\ntime.sleep(3600)"],
  ])("has just been given to a thread that waits for it (%s)", async (language, source) => {
    await lab.programs.prepare(language);
    const run = lab.begin(source, language, { limits: { stop: PATIENT } });
    await lab.programs.stop();
    const { end, remarks } = await run.ended;
    expect(end).toMatchObject({ outcome: "stopped", exitCode: 130 });
    expect(remarks).toEqual([end.sentence]);
  });

  it.each<[Language, number, ProgramEnd["outcome"], readonly string[], string]>([
    [
      "typescript",
      2,
      "killed",
      ["begins"],
      `function* spin() {
  for (;;);
}
function* main() {
  print("begins");
  yield* spin();
}`,
    ],
    [
      "python",
      5,
      "stopped",
      ["begins", "cleaned up"],
      `import asyncio
async def spin():
    print("begins")
    try:
        while True: pass
    finally:
        print("cleaned up")
asyncio.run(spin())`,
    ],
  ])(
    "does not yield, once that was told with its line (%s)",
    async (language, line, outcome, printed, source) => {
      const stop = outcome === "killed" ? STUBBORN : PATIENT;
      const run = lab.begin(source, language, { limits: { stop } });
      // That it blocks is told at once; where, as soon as it says so, and it begins to spin later than it begins.
      await expect
        .poll(() => run.blockings)
        .toContainEqual(expect.objectContaining({ line, functionName: "spin" }));
      await lab.programs.stop();
      // It is told that this is over, too.
      expect(run.blockings.at(-1)).toBeNull();
      const { end, output } = await run.ended;
      expect(end).toMatchObject({ outcome, exitCode: 130 });
      expect(output).toEqual(printed);
    },
  );
});
