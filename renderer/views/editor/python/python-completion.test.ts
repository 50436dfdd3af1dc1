import { describe, expect, it } from "vitest";
import { explainPython, suggestionsAt } from "./python-completion";

/** What is suggested at `|`. */
function suggested(marked: string, explicit = false): string[] {
  const found = suggestionsAt(marked.replace("|", ""), marked.indexOf("|"), explicit);
  return found?.options.map(({ label }) => label) ?? [];
}

const explained = (marked: string) => explainPython(marked.replace("|", ""), marked.indexOf("|"));

describe("completion", () => {
  it("knows what a module has, by the name that it was imported under", () => {
    expect(suggested("import asyncio\nasyncio.cr|")).toContain("create_task");
    expect(suggested("import asyncio as aio\naio.|")).toContain("TaskGroup");
    expect(suggested("asyncio.|")).toEqual([]);
  });

  it("knows what is to be imported, and what was", () => {
    expect(suggested("from asyncio import |")).toContain("sleep");
    expect(suggested("import asy|")).toContain("asyncio");
    expect(suggested("from asyncio import Queue as Q, sleep\nsl|")).toContain("sleep");
    expect(suggested("from asyncio import Queue as Q\nQ|")).toContain("Q");
  });

  it("knows nothing of a module that is called like what every object has", () => {
    expect(suggested("from constructor import |")).toEqual([]);
    expect(suggested("import constructor\nconstructor.|")).toEqual([]);
    expect(suggested("import asyncio\nx = asyncio.constructor()\nx.|")).toEqual([]);
  });

  it("knows what a task, a queue and a group can do", () => {
    const head = "import asyncio\n";
    expect(suggested(`${head}task = asyncio.create_task(f())\ntask.|`)).toContain("cancel");
    expect(suggested(`${head}queue: asyncio.Queue = asyncio.Queue()\nqueue.|`)).toContain("put");
    const group = `${head}async with asyncio.TaskGroup() as group:\n    group.|`;
    expect(suggested(group)).toContain("create_task");
    expect(suggested(`${head}loop = asyncio.get_running_loop()\nloop.|`)).toContain("time");
    expect(suggested(`${head}x = 1\nx.|`)).toEqual([]);
  });

  it("puts the source's own names first, and no word that is only being written", () => {
    const source = "async def fetch(name, seconds):\n    total = 1\n    f|";
    const names = suggested(source);
    expect(names.slice(0, 4)).toEqual(
      expect.arrayContaining(["fetch", "name", "seconds", "total"]),
    );
    expect(names).toContain("for");
    expect(names).toContain("print");
    expect(suggested("wher|")).not.toContain("wher");
  });

  it("says nothing unasked where no word has begun", () => {
    expect(suggested("x = |")).toEqual([]);
    expect(suggested("x = |", true)).toContain("print");
  });
});

describe("a word's explanation", () => {
  it("is its declaration, as CPython or the source has it", () => {
    expect(explained("import asyncio\nawait asyncio.sl|eep(1)")).toMatchObject({
      from: 29,
      to: 34,
      code: "async def sleep(delay, result=None)",
    });
    expect(explained("def twice(n):\n    return 2 * n\ntwi|ce(1)")?.code).toBe("def twice(n)");
    expect(explained("pri|nt(1)")?.code).toContain("def print");
  });

  it("is none where nothing is known", () => {
    expect(explained("nothing.kno|wn")).toBeNull();
    expect(explained("  |  ")).toBeNull();
  });
});
