import { describe, expect, it } from "vitest";
import { labForTests, PATIENT } from "../__tests__/lab";

const lab = labForTests();

// Loading CPython takes seconds under load: whichever test needs it first pays.
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

  it("that raises an interrupt itself ends with it, as after Ctrl+C", async () => {
    const { remarks, end } = await lab.run(
      "import asyncio\nasync def main():\n    raise KeyboardInterrupt('mine')\nasyncio.run(main())",
      "python",
    );
    expect(end).toEqual({ outcome: "failed", sentence: "KeyboardInterrupt: mine", exitCode: 130 });
    expect(remarks[0]).toMatch(/^Traceback[^]*line 3, in main[^]*\nKeyboardInterrupt: mine$/);
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
    expect(remarks[1]).toContain(
      "bad failed at program.py:4, and nobody has looked at its error: KeyError: 'x'.",
    );
  });

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
      { limits: { stop: PATIENT } },
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
