import { describe, expect, it } from "vitest";
import { labForTests, PATIENT } from "./__tests__/lab";
import type { LiveRun } from "./__tests__/lab";
import type { Language } from "./protocol";

const HELD = { paused: true, dial: "1" } as const;
const FREE = { paused: false, dial: "1" } as const;
/** CPython takes seconds to load, and longer on a busy machine. */
const PATIENCE_MS = 60_000;

const COUNTING: Record<Language, string> = {
  typescript: `
    function* nap(seconds) { yield* sleep(seconds); print("woke"); }
    function* main() {
      createTask(nap(3600), { name: "long" });
      const short = createTask(nap(2), { name: "short" });
      print("ready");
      yield* short;
    }`,
  python: `
import asyncio

async def nap(seconds):
    await asyncio.sleep(seconds)
    print("woke")

async def main():
    long = asyncio.create_task(nap(3600), name="long")
    short = asyncio.create_task(nap(2), name="short")
    print("ready")
    await short

asyncio.run(main())
`,
};

const lab = labForTests();

/** What the steps of a paused program ran, until nothing is left to be run. */
async function stepAll(run: LiveRun): Promise<string[]> {
  const ran: string[] = [];
  let isOver = false;
  void run.ended.then(() => (isOver = true));
  for (let n = 0; n < 50 && !isOver; n += 1) {
    const outcome = await lab.programs.step().catch(() => null);
    if (outcome === null || outcome.ran === null) break;
    ran.push(`${outcome.ran.kind} ${outcome.ran.tasks.join()}`.trim());
  }
  return ran;
}

describe.each(["typescript", "python"] as const)("a paused %s program", (language) => {
  it(
    "begins with nothing done, is stepped over its sleeps, and cleans up by itself",
    async () => {
      const run = lab.begin(COUNTING[language], language, { time: HELD });
      await run.until((event) => event.kind === "task-created");
      expect(run.events.filter(({ kind }) => kind === "step-started")).toEqual([]);
      const look = await lab.programs.look();
      expect(look).toMatchObject({ runs: true, readyCount: 1, timerCount: 0, requests: 0 });
      expect(look.ready).toMatchObject([{ kind: "step", tasks: [1] }]);

      const ran = await stepAll(run);
      expect(ran.slice(0, 3)).toEqual(["step 1", "step 2", "step 3"]);
      expect(ran).toContain("wake 3");
      const { end, output, events } = await run.ended;
      expect(end.outcome).toBe("finished");
      expect(output).toEqual(["ready", "woke"]);
      // Nobody waited two seconds, and the clock says that somebody did.
      const woke = events.find((event) => event.kind === "printed" && event.text === "woke");
      expect(woke!.time).toBeGreaterThanOrEqual(2);
      expect(woke!.time).toBeLessThan(3);
    },
    PATIENCE_MS,
  );

  it(
    "shows its timers, stands still, and goes on where it was",
    async () => {
      const run = lab.begin(COUNTING[language], language);
      await run.untilPrinted("ready");
      await run.until((event) => event.kind === "task-waiting" && event.task === 3);
      await lab.programs.steer(HELD);
      const first = await lab.programs.look();
      expect(first.timers.map(({ entry }) => entry)).toMatchObject([
        { kind: "wake", tasks: [3] },
        { kind: "wake", tasks: [2] },
      ]);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect((await lab.programs.look()).at).toBe(first.at);
      await lab.programs.steer({ paused: false, dial: "jump" });
      const { end, events } = await run.ended;
      expect(end.outcome).toBe("finished");
      expect(events.at(-1)!.time).toBeLessThan(first.at + 3);
    },
    PATIENCE_MS,
  );

  it(
    "is stopped, with its clean-up",
    async () => {
      const source =
        language === "python"
          ? `
import asyncio

async def main():
    try:
        print("ready")
        await asyncio.sleep(60)
    finally:
        print("cleaned up")

asyncio.run(main())
`
          : `function* main() {
               try { print("ready"); yield* sleep(60); } finally { print("cleaned up"); }
             }`;
      const run = lab.begin(source, language, { limits: { stop: PATIENT } });
      await run.untilPrinted("ready");
      await lab.programs.steer(HELD);
      await lab.programs.stop();
      const { end, output } = await run.ended;
      expect(end.outcome).toBe("stopped");
      expect(output).toEqual(["ready", "cleaned up"]);
    },
    PATIENCE_MS,
  );

  it(
    "is refused a step that makes no sense, and a dial that its clock does not have",
    async () => {
      const run = lab.begin(COUNTING[language], language, { clock: "virtual", time: HELD });
      await run.until((event) => event.kind === "task-created");
      await expect(lab.programs.steer({ paused: true, dial: "10" })).rejects.toThrow("no dial");
      await lab.programs.steer({ ...FREE, paused: true });
      await lab.programs.steer(FREE);
      expect((await run.ended).end.outcome).toBe("finished");
      await expect(lab.programs.step()).rejects.toThrow("No program runs.");
    },
    PATIENCE_MS,
  );
});
