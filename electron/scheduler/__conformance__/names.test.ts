import { readFile } from "node:fs/promises";
import { loadPyodide } from "pyodide";
import { expect, test } from "vitest";
import * as scheduler from "../index";

const PATIENCE = 120_000;
const DOCUMENT = new URL("../../../CONFORMANCE.md", import.meta.url);

/** Classes whose methods stand in the tables, one by one. */
const CLASSES = [
  "Barrier",
  "BaseEventLoop",
  "Condition",
  "Event",
  "Future",
  "Handle",
  "Lock",
  "Queue",
  "Runner",
  "Semaphore",
  "Task",
  "TaskGroup",
  "Timeout",
  "TimerHandle",
];

async function asyncioNames(): Promise<string[]> {
  const python = await loadPyodide();
  const names = python.runPython(`
import asyncio, json
members = {n for c in ${JSON.stringify(CLASSES)} for n in dir(getattr(asyncio, c)) if n[0] != "_"}
json.dumps(sorted({*asyncio.__all__, *members}))
`) as string;
  return JSON.parse(names) as string[];
}

test(
  "every public name of asyncio stands in CONFORMANCE.md",
  async () => {
    const text = await readFile(DOCUMENT, "utf8");
    const missing = (await asyncioNames()).filter((name) => !text.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  },
  PATIENCE,
);

test("what CONFORMANCE.md says is here, is here", async () => {
  const text = await readFile(DOCUMENT, "utf8");
  const tables = text.slice(text.indexOf("## Names"), text.indexOf("### Not part of"));
  const isHere = (name: string): boolean =>
    name in scheduler ||
    Object.values(scheduler).some(
      (value) => typeof value === "function" && memberOf(value as { prototype?: object }, name),
    );
  const claimed = tables
    .split("\n")
    .flatMap((row) => {
      const cell = row.split("|")[2] ?? "";
      return cell.trimStart().startsWith("–") ? [] : Array.from(cell.matchAll(/`(\w+)`/g));
    })
    .map((match) => match[1] as string);
  expect(claimed.length).toBeGreaterThan(100);
  // Two are fields, which only an instance has, and one is a type.
  const fields = ["slowCallbackDuration", "parties", "maxsize", "WaitNode"];
  expect(claimed.filter((name) => !isHere(name) && !fields.includes(name))).toEqual([]);
});

function memberOf({ prototype }: { prototype?: object }, name: string): boolean {
  return typeof prototype === "object" && prototype !== null && name in prototype;
}
