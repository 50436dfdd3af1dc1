import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { modelOfRecording } from "../../testing/recorded";
import { explainOrder } from "./explain-order";
import { explainTime } from "./explain-time";
import { outlineOf } from "./run-outline";

const RUNS = join(import.meta.dirname, "../__tests__/runs");

/** Everything that is told of a recorded run, a line each. */
function told(name: string): string {
  const model = modelOfRecording(readFileSync(join(RUNS, `${name}.tasklab.jsonl`), "utf8"));
  const outline = outlineOf(model);
  const order = explainOrder(outline).map(({ why }) => why);
  return [...explainTime(model, outline), ...order].join("\n");
}

describe("of runs that were recorded", () => {
  it.each(["asyncio", "awaits", "gather", "lock", "queue", "timeout"])(
    "something is told, and nothing that is empty: %s",
    (name) => {
      const text = told(name);
      expect(text).toMatch(/^The run took /);
      expect(text).not.toMatch(/undefined|NaN|null|\bfor \.|  /);
    },
  );

  it("a wait that a timeout ended is told as such", () => {
    expect(told("timeout")).toMatch(/until it was cancelled by a timeout or its group/);
  });
});
