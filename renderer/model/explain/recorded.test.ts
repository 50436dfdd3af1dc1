import { describe, expect, it } from "vitest";
import { modelOfRecording } from "../../testing/recorded";
import asyncio from "../__tests__/runs/asyncio.tasklab.jsonl?raw";
import awaits from "../__tests__/runs/awaits.tasklab.jsonl?raw";
import gather from "../__tests__/runs/gather.tasklab.jsonl?raw";
import lock from "../__tests__/runs/lock.tasklab.jsonl?raw";
import queue from "../__tests__/runs/queue.tasklab.jsonl?raw";
import timeout from "../__tests__/runs/timeout.tasklab.jsonl?raw";
import { explainOrder } from "./explain-order";
import { explainTime } from "./explain-time";
import { outlineOf } from "./run-outline";

/** Everything that is told of a recorded run, a line each. */
function told(recording: string): string {
  const model = modelOfRecording(recording);
  const outline = outlineOf(model);
  const order = explainOrder(outline).map(({ why }) => why);
  return [...explainTime(model, outline), ...order].join("\n");
}

describe("of runs that were recorded", () => {
  it.each(Object.entries({ asyncio, awaits, gather, lock, queue, timeout }))(
    "something is told, and nothing that is empty: %s",
    (_name, recording) => {
      const text = told(recording);
      expect(text).toMatch(/^The run took /);
      expect(text).not.toMatch(/undefined|NaN|null|\bfor \.| {2}/);
    },
  );

  it("a wait that a timeout ended is told as such", () => {
    expect(told(timeout)).toMatch(/until it was cancelled by a timeout or its group/);
  });
});
