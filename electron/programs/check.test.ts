import { describe, expect, it } from "vitest";
import { labForTests } from "./__tests__/lab";

const lab = labForTests();

const check = (source: string) => lab.programs.check(source, "mine.py");

describe("what CPython says of a source without running it", () => {
  it("waits until CPython is there, and of two that wait is said of the later one", async () => {
    const first = lab.programs.check("x = (\n", "mine.py");
    const second = lab.programs.check("y = )\n", "mine.py");
    expect(await first).toBeNull();
    expect(await second).toHaveLength(1);
  });

  it("is nothing where nothing is wrong, and nothing of it has run", async () => {
    expect(await check("import asyncio\n\nawait asyncio.sleep(0)\nprint('no')\n")).toEqual([]);
  });

  it("is the error of syntax with its place, in the page's units", async () => {
    const [problem, ...others] = (await check("print('🐍', (1\nprint(2)\n"))!;
    expect(others).toEqual([]);
    expect(problem).toEqual({
      severity: "error",
      line: 1,
      column: 13,
      message: "SyntaxError: '(' was never closed",
    });
    const [colon] = (await check("async def main()\n    pass\n"))!;
    expect(colon).toMatchObject({ line: 1, message: "SyntaxError: expected ':'" });
    const [indent] = (await check("def f():\nreturn 1\n"))!;
    expect(indent).toMatchObject({ line: 2 });
    expect(indent!.message).toMatch(/^IndentationError/);
  });

  it("warns of what is likely not meant", async () => {
    const source = [
      "import asyncio",
      "async def work(): pass",
      "async def stream(): yield 1",
      "async def main():",
      "    work()",
      "    asyncio.sleep(1)",
      "    stream()",
      "    await work()",
      "    asyncio.create_task(work())",
      "    x = 1 is 1",
      "asyncio.run(main())",
      "",
    ].join("\n");
    const problems = (await check(source))!;
    expect(problems.map(({ line, severity }) => [line, severity])).toEqual([
      [5, "warning"],
      [6, "warning"],
      [10, "warning"],
    ]);
    expect(problems[0]).toMatchObject({ column: 5, endColumn: 11 });
    expect(problems[1]!.message).toContain("never awaited: write `await asyncio.sleep(1)`");
  });

  it("is a sentence even for what CPython gives up on", async () => {
    expect(await check("a\0b")).toHaveLength(1);
    const deep = (await check(`${"(".repeat(5_000)}1${")".repeat(5_000)}`))!;
    expect(deep).toHaveLength(1);
    expect(deep[0]!.severity).toBe("error");
    expect(await check("x = 1\n")).toEqual([]);
  });

  it("comes soon for a long source, and is null where CPython did not survive it", async () => {
    const many = (await check("async def f():\n    f()\n".repeat(9_000)))!;
    expect(many).toHaveLength(100);
    expect(await check(`x${".a".repeat(90_000)}`)).toBeNull();
    expect(await check("x = (\n")).toHaveLength(1);
  });

  it("cannot be had while a program runs in it, and can afterwards", async () => {
    const run = lab.begin(
      "import asyncio\nprint('begun')\nasyncio.run(asyncio.sleep(60))\n",
      "python",
    );
    await run.untilPrinted("begun");
    expect(await check("x = (\n")).toBeNull();
    await lab.programs.stop();
    await run.ended;
    expect(await check("x = (\n")).toHaveLength(1);
  });
});
