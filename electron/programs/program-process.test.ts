import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Advice } from "../../shared/events";
import { buildForTest, eventually, TestLab } from "./__tests__/lab";
import { ProgramError } from "./program-process";
import type { Language } from "./protocol";

/** Stop promises a second; a machine under load gets more to keep it. */
const STOPPED_WITHIN_MS = 5_000;

let lab: TestLab;

beforeAll(async () => {
  lab = new TestLab(await buildForTest());
  await lab.server.start();
}, 120_000);

afterAll(() => lab.close());

async function stopped(): Promise<number> {
  const asked = performance.now();
  await lab.programs.stop();
  return performance.now() - asked;
}

// Loading CPython takes seconds, and more of them under load: whichever test needs it first pays.
describe("a TypeScript program", { timeout: 60_000 }, () => {
  it("runs main if it ran nothing itself", async () => {
    const { output } = await lab.run(
      "function* main() { yield* sleep(60); print('done', 1, [2]); }",
      "typescript",
    );
    expect(output).toEqual(["done 1 [2]"]);
  });

  it("may run several loops, and none", async () => {
    const { output, end } = await lab.run(
      `import { run, sleep } from "tasklab";
       print(await run(sleep(1, "one")));
       print(await run(sleep(1, "two")));`,
      "typescript",
    );
    expect(output).toEqual(["one", "two"]);
    expect(end.exitCode).toBe(0);
  });

  it("ends with an error at the learner's own line, types or not", async () => {
    const { remarks, end } = await lab.run(
      `interface Wish {
  what: string;
}
function* fails(wish: Wish): Generator<void, never> {
  throw new Error(\`no \${wish.what}\`);
}
function* main() {
  yield* createTask(fails({ what: "bread" }));
}`,
      "typescript",
      { file: "mine.ts" },
    );
    expect(end).toEqual({ outcome: "failed", sentence: "Error: no bread", exitCode: 1 });
    expect(remarks).toContain("Error: no bread\n    at fails (mine.ts:5:9)");
  });

  it("goes on, as in Node, until its own timers and promises are over", async () => {
    const { output, end, remarks } = await lab.run(
      `async function later() {
         await Promise.resolve();
         print("a promise");
         setTimeout(() => { throw new Error("no bread"); }, 20);
       }
       const timer = setInterval(() => print("tick"), 1);
       setTimeout(() => clearInterval(timer), 10);
       later();
       print("the end of the text");`,
      "typescript",
    );
    expect(output.slice(0, 2)).toEqual(["the end of the text", "a promise"]);
    expect(output).toContain("tick");
    expect(remarks[0]).toMatch(/^Error: no bread\n.*program\.ts:4:/);
    expect(end).toMatchObject({ outcome: "failed", exitCode: 1 });
  });

  it("tells each error of a group, and of a stack that overflowed, with its line", async () => {
    const group = await lab.run(
      `function* bad(what: string) { throw new Error(what); }
function* main() {
  yield* taskGroup(function* (group) {
    group.createTask(bad("no bread"));
    group.createTask(bad("no butter"));
  });
}`,
      "typescript",
    );
    expect(group.remarks.join("\n")).toMatch(
      /^ExceptionGroup: .*\n.*program\.ts:3:.*\n {2}Error: no bread\n.*program\.ts:1:.*\n {2}Error: no butter\n.*program\.ts:1:/m,
    );
    const deep = await lab.run(
      "function down(n: number): number {\n  return down(n + 1) + 1;\n}\nfunction* main() { down(0); }",
      "typescript",
    );
    expect(deep.remarks.join("\n")).toMatch(/stack overflowed[^]*at down \(program\.ts:2:/);
  });

  it.each([
    ["a yield in place of a yield*", "yield createTask(sleep(1));", "yield was used instead"],
    ["what is no coroutine", "yield 3;", "Task got bad yield: 3"],
    ["itself", "yield* currentTask();", "Task cannot await on itself"],
    ["what the lab refuses", 'yield* httpGet("http://example.com/");', "may not fetch"],
  ])("that awaits %s is told so with its line", async (_what, statement, sentence) => {
    const source = `function* main() {
  yield* createTask(inner());
}
function* inner() {
  yield* sleep(1);
  yield* deep();
}
function* deep() {
  ${statement}
}`;
    const { remarks } = await lab.run(source, "typescript");
    const told = remarks.filter((text) => text.includes(sentence));
    expect(told).toEqual([expect.stringMatching(/^\w+: .*\n {4}at program\.ts:9$/)]);
  });

  it.each([
    ["let x = 1;\n\nlet x = 2;", "Identifier 'x' has already been declared (program.ts:3)"],
    ["function* main( {\n}\n", "Unexpected token"],
    ['import fs from "node:fs";\nprint(fs);', 'can import "tasklab" and nothing else'],
  ])("says what is wrong with %j", async (source, sentence) => {
    const { end, remarks } = await lab.run(source, "typescript");
    expect(end.outcome).toBe("failed");
    expect(remarks.join("\n")).toContain(sentence);
  });

  it("fetches what the lab lets it, and gets a sentence for the rest", async () => {
    const { output } = await lab.run(
      `function* main() {
         const post = yield* fetchPost(1);
         print(post.id);
         try {
           yield* httpGet("http://example.com/");
         } catch (error) {
           print(error.message);
         }
       }`,
      "typescript",
    );
    expect(output[0]).toBe("1");
    expect(output[1]).toContain("Programs may not fetch from example.com");
  });

  it("that never yields is told with its line, and stopped", async () => {
    const run = lab.begin(
      `function* spin() {
  let turns = 0;
  for (;;) {
    turns += 1;
  }
}
function* main() {
  print("begins");
  yield* spin();
}`,
      "typescript",
    );
    await eventually(() => run.blockings.length > 0);
    expect(run.blockings[0]).toMatchObject({ functionName: "spin" });
    expect(run.blockings[0]?.line).toBeGreaterThanOrEqual(3);
    expect(run.blockings[0]?.line).toBeLessThanOrEqual(4);
    expect(await stopped()).toBeLessThan(STOPPED_WITHIN_MS);
    const { end, output } = await run.ended;
    expect(end).toMatchObject({ outcome: "killed", exitCode: 130 });
    // What came before is kept.
    expect(output).toEqual(["begins"]);
    expect(run.blockings.at(-1)).toBeNull();
  });

  it("cleans up when it is stopped", async () => {
    const run = lab.begin(
      `function* main() {
         try {
           print("waits");
           yield* sleep(3600);
         } finally {
           yield* sleep(0.01);
           print("cleaned up");
         }
       }`,
      "typescript",
    );
    await run.untilPrinted("waits");
    await lab.programs.stop();
    const { end, output } = await run.ended;
    expect(end).toEqual({ outcome: "stopped", sentence: "It was stopped.", exitCode: 130 });
    expect(output).toEqual(["waits", "cleaned up"]);
  });
});

describe("a Python program", { timeout: 60_000 }, () => {
  it.each([
    ["a top-level await", 'import asyncio\nprint(await asyncio.sleep(60, "late"))', ["late"]],
    [
      "nest_asyncio",
      `import asyncio, nest_asyncio
nest_asyncio.apply()
async def two():
    return await asyncio.gather(asyncio.sleep(1, "a"), asyncio.sleep(1, "b"))
print(asyncio.run(two()))
await asyncio.sleep(0)
print(asyncio.get_event_loop().run_until_complete(two()))`,
      ["['a', 'b']", "['a', 'b']"],
    ],
    [
      "the clocks of time",
      `import asyncio, time
start = time.perf_counter()
asyncio.run(asyncio.sleep(2))
time.sleep(3)
print(f"{time.perf_counter() - start:.1f}")`,
      ["5.0"],
    ],
    ["a line without an end", 'print("one", end=" ")\nprint("line", end="")', ["one line"]],
  ])("runs %s", async (_what, source, output) => {
    const seen = await lab.run(source, "python");
    expect(seen.remarks).toEqual([]);
    expect(seen.output).toEqual(output);
  });

  it("ends with a traceback of the learner's own lines", async () => {
    const { remarks, end } = await lab.run(
      `import asyncio

async def fails(wish):
    raise LookupError(f"no {wish}")

async def main():
    await asyncio.create_task(fails("bread"))

asyncio.run(main())`,
      "python",
      { file: "mine.py" },
    );
    expect(end).toEqual({ outcome: "failed", sentence: "LookupError: no bread", exitCode: 1 });
    const [traceback] = remarks.filter((text) => text.startsWith("Traceback"));
    const places = Array.from(
      traceback!.matchAll(/File "(.*)", line (\d+)/g),
      ([, file, line]) => `${file}:${line}`,
    );
    expect(places).toEqual(["mine.py:9", "mine.py:7", "mine.py:4"]);
  });

  it("leaves with the status that it asks for", async () => {
    expect((await lab.run("import sys\nsys.exit(3)", "python")).end.exitCode).toBe(3);
  });

  it("fetches with httpx, requests and urllib through the lab", async () => {
    const { output, remarks } = await lab.run(
      `import asyncio, json, urllib.request
import httpx, requests

SITE = "https://jsonplaceholder.typicode.com"

async def main():
    async with httpx.AsyncClient(base_url=SITE) as client:
        answers = await asyncio.gather(*(client.get(f"/posts/{n}") for n in (1, 2)))
    print([answer.json()["id"] for answer in answers], answers[0])

asyncio.run(main())
print(len(requests.get(f"{SITE}/posts", params={"userId": 2}).json()))
with urllib.request.urlopen(f"{SITE}/posts/3") as answer:
    print(json.load(answer)["id"], answer.status)
try:
    httpx.get("https://example.com")
except httpx.ConnectError as error:
    print("refused" if "may not fetch" in str(error) else error)`,
      "python",
    );
    expect(output).toEqual(["[1, 2] <Response [200 OK]>", "10", "3 200", "refused"]);
    expect(remarks[0]).toContain("cannot be reached");
  });

  it("tells of what was likely not meant", async () => {
    const { remarks } = await lab.run(
      `import asyncio

async def lost(): pass
async def bad(): raise KeyError("x")

async def main():
    lost()
    task = asyncio.create_task(bad(), name="bad")
    await asyncio.sleep(1)

asyncio.run(main())`,
      "python",
    );
    expect(remarks[0]).toContain("coroutine 'lost' was never awaited. Await it");
    expect(remarks[1]).toContain("bad failed, and nobody has looked at its error: KeyError: 'x'.");
  });

  it(
    "that never yields is told with its line, and stopped with its finally",
    { timeout: 30_000 },
    async () => {
      const run = lab.begin(
        `import asyncio

async def spin():
    turns = 0
    try:
        while True:
            turns += 1
    finally:
        print("cleaned up")

asyncio.run(spin())`,
        "python",
      );
      await eventually(() => run.blockings.length > 0);
      expect(run.blockings[0]).toMatchObject({ functionName: "spin" });
      expect([6, 7]).toContain(run.blockings[0]?.line);
      expect(await stopped()).toBeLessThan(STOPPED_WITHIN_MS);
      const { end, output } = await run.ended;
      expect(end).toMatchObject({ outcome: "stopped", exitCode: 130 });
      expect(output).toEqual(["cleaned up"]);
    },
  );

  it("cleans up when it is stopped, as after Ctrl+C", async () => {
    const run = lab.begin(
      `import asyncio

async def main():
    try:
        print("waits")
        await asyncio.sleep(3600)
    finally:
        await asyncio.sleep(0.01)
        print("cleaned up")

try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("interrupted")
    raise`,
      "python",
    );
    await run.untilPrinted("waits");
    await lab.programs.stop();
    const { end, output, events } = await run.ended;
    expect(end.outcome).toBe("stopped");
    expect(output).toEqual(["waits", "cleaned up", "interrupted"]);
    expect(events).toContainEqual(expect.objectContaining({ kind: "cancel-requested", by: 0 }));
  });

  it(
    "that uses up its memory gets Python's own error, and a sentence",
    { timeout: 60_000 },
    async () => {
      const { end, output } = await lab.run(
        "print('begins')\nall = []\nwhile True:\n    all.append(bytearray(20_000_000))",
        "python",
      );
      expect(end).toMatchObject({ outcome: "out-of-memory", exitCode: 1 });
      expect(end.sentence).toContain("at line 4");
      expect(output).toEqual(["begins"]);
    },
  );
});

describe.each<[Language, string]>([
  [
    "typescript",
    `function* nap(seconds) { yield* sleep(seconds); return "rested"; }
     function* fail() { throw new Error("no bread"); }
     function* main() { print("ready"); yield* sleep(3600); }`,
  ],
  [
    "python",
    `import asyncio
async def nap(seconds):
    await asyncio.sleep(seconds)
    return "rested"
async def fail():
    raise ValueError("no bread")
async def main():
    print("ready")
    await asyncio.sleep(3600)
asyncio.run(main())`,
  ],
])("from outside, the tasks of a %s program", { timeout: 60_000 }, (language, source) => {
  it("tell their errors at once if nobody awaits them", async () => {
    const { programs } = lab;
    const run = lab.begin(source, language);
    await run.untilPrinted("ready");
    const failing = await programs.createTask("fail");
    const told = await run.until((event) => event.kind === "printed" && event.task === failing);
    expect(told).toMatchObject({
      advice: Advice.UNSEEN_ERROR,
      text: expect.stringMatching(/nobody has looked at its error: \w*Error: no bread/),
    });
    await programs.stop();
    expect((await run.ended).remarks.filter((line) => line.includes("nobody"))).toHaveLength(1);
  });

  it("are created, awaited and cancelled", async () => {
    const run = lab.begin(source, language);
    await run.untilPrinted("ready");
    const { programs } = lab;
    const short = await programs.createTask("nap", [0.01]);
    const long = await programs.createTask("nap", [3600]);
    expect(long).toBe(short + 1);

    const awaiter = await programs.awaitTask(short);
    const told = await run.until((event) => event.kind === "printed" && event.task === awaiter);
    expect(told).toMatchObject({ text: expect.stringMatching(/^await Task-2 gave .rested.$/) });

    expect(await programs.cancelTask(long, "enough")).toBe(true);
    const done = await run.until((event) => event.kind === "task-done" && event.task === long);
    expect(done).toMatchObject({ text: "CancelledError: enough" });
    expect(await programs.cancelTask(long)).toBe(false);

    await expect(programs.createTask("walk")).rejects.toThrow("no coroutine walk");
    await expect(programs.awaitTask(99)).rejects.toThrow("The program has no task 99.");
    expect(() => lab.begin(source, language)).toThrow(ProgramError);
    // Whoever awaits `main` is cancelled with the others, and `main` is not.
    const onMain = await programs.awaitTask(1);
    const other = await programs.createTask("nap", [3600]);
    expect(await programs.cancelAll()).toBe(2);
    for (const task of [onMain, other]) {
      const { text } = (await run.until(
        (event) => event.kind === "task-done" && event.task === task,
      )) as { text: string };
      expect(text).toContain("CancelledError");
    }
    expect(run.events.filter((event) => event.kind === "task-done" && event.task === 1)).toEqual(
      [],
    );
    await programs.stop();
    await expect(programs.createTask("nap")).rejects.toThrow("No program runs.");
  });
});

it("a process that is killed from outside leaves a sentence, and the next program gets another", async () => {
  const run = lab.begin("function* main() { print('ready'); yield* sleep(3600); }", "typescript");
  await run.untilPrinted("ready");
  lab.killProcess();
  const { end, output, remarks } = await run.ended;
  expect(end).toMatchObject({ outcome: "crashed", exitCode: 1 });
  expect(output).toEqual(["ready"]);
  expect(remarks).toEqual([end.sentence]);
  expect((await lab.run("print('again')", "typescript")).output).toEqual(["again"]);
});
