import { describe, expect, it } from "vitest";
import { CancelOrigin, Outcome, WaitReason } from "../../../shared/events";
import asyncio from "../../model/__tests__/runs/asyncio.tasklab.jsonl?raw";
import lock from "../../model/__tests__/runs/lock.tasklab.jsonl?raw";
import { criticalPathOf } from "../../model/critical-path";
import { SessionModel } from "../../model/session-model";
import { modelOfRecording } from "../../testing/recorded";
import { Script } from "../../testing/script";
import { legsInWords, totalWords } from "./path-words";

const pathOf = (model: SessionModel) => criticalPathOf(model.lanes, model.now());
const told = (model: SessionModel) =>
  legsInWords(model, pathOf(model)).map(({ name, how, did, took }) =>
    [name, how, did, took].filter((part) => part !== "").join(" | "),
  );

describe("a critical path in words", () => {
  it("says who woke whom, and what was waited for", () => {
    expect(told(modelOfRecording(lock))).toEqual([
      "Task-1 | ran 0 ms | 0 ms",
      "holder | created by Task-1 | waited for sleep(1) 1.00 s | 1.00 s",
      "second | woken by holder, having waited for lock.acquire() for 1.00 s | waited for sleep(0.5) 500 ms | 500 ms",
      "third | woken by second, having waited for lock.acquire() for 1.50 s | waited for sleep(0.25) 250 ms | 250 ms",
      "Task-1 | third ended, for which it had waited with gather(4) for 1.75 s | ran 0 ms | 0 ms",
    ]);
  });

  it("says what cut a wait short", () => {
    const last = told(modelOfRecording(asyncio)).at(-1);
    expect(last).toContain("waited for sleep(60), cut short by a timeout or its group, 500 ms");
  });

  it("says who else cut a wait short", () => {
    const script = new Script().at(0).created(1, "main").started(1).waits(1, WaitReason.EVENT);
    script.at(1).cancelRequested(1, "", CancelOrigin.USER).ready(1).started(1);
    const model = new SessionModel("program");
    model.take(new Script().frame({ type: "snapshot", now: 0 }));
    model.take(script.cancelDelivered(1).done(1, Outcome.CANCELLED).frame());
    expect(told(model)).toEqual([
      "main | waited for event.wait(), cut short by you, 1.00 s | 1.00 s",
    ]);
  });

  it("tells of the longest legs alone where there are many, and counts the others", () => {
    const script = new Script().at(0).created(1, "ping").created(2, "pong", 1);
    for (let turn = 1; turn <= 200; turn += 1) {
      const [one, other] = turn % 2 === 0 ? [1, 2] : [2, 1];
      script.wokenBy(one, other).started(one);
      script.at(turn + (turn % 10 === 0 ? 0.5 : 0)).waits(one, WaitReason.EVENT);
    }
    script.done(1, Outcome.RESULT);
    const model = new SessionModel("program");
    model.take(script.frame({ type: "snapshot", now: 200.5 }));
    const path = pathOf(model);
    const legs = legsInWords(model, path);
    expect(legs.length).toBeLessThanOrEqual(61);
    const leftOut = legs.reduce((sum, leg) => sum + leg.leftOut, 0);
    expect(legs.length + leftOut).toBe(path.legs.length);
  });

  it("adds up what was done on it", () => {
    expect(totalWords(pathOf(modelOfRecording(lock)))).toBe("waited 1.75 s, ran 0 ms");
  });
});
