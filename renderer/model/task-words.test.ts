import { describe, expect, it } from "vitest";
import { Outcome, WaitReason } from "../../shared/events";
import { TaskTable } from "../../shared/reduce";
import { Script } from "../testing/script";
import { stateSentence, stateWords, timesOf } from "./task-words";

function sentenceAfter(script: Script, task = 1): string {
  const table = new TaskTable();
  table.applyAll(script.batch());
  return stateSentence(stateWords(table, table.slotOf(task)));
}

const started = () => new Script().created(1, "a").started(1);

describe("a task's state in words", () => {
  it.each([
    ["pending: scheduled", new Script().created(1, "a")],
    ["pending: running", started()],
    ["pending: ready", started().sleeps(1, 1).ready(1)],
    ["pending: waiting for sleep(2.5)", started().sleeps(1, 2.5)],
    ["pending: waiting for GET /posts/1", started().waits(1, WaitReason.PROMISE, "GET /posts/1")],
    ["pending: waiting for a lock", started().waits(1, WaitReason.LOCK)],
    ["pending: cancelling", started().cancelRequested(1)],
    ["pending: cancelling, waiting for sleep(1)", started().cancelRequested(1).sleeps(1, 1)],
    ["pending: running", started().cancelRequested(1).cancelDelivered(1).cancelWithdrawn(1, 0)],
    ["pending: cancelling", started().cancelRequested(1).cancelRequested(1).cancelWithdrawn(1, 1)],
    ["done: result", started().done(1, Outcome.RESULT, "1")],
    ["done: error", started().done(1, Outcome.ERROR, "Error: no")],
    ["cancelled", started().cancelRequested(1).done(1, Outcome.CANCELLED)],
  ])("%s", (sentence, script) => {
    expect(sentenceAfter(script)).toBe(sentence);
  });

  it("names the task that is awaited", () => {
    const script = started().created(2, "slow").awaits(1, 2);
    expect(sentenceAfter(script)).toBe("pending: waiting for await slow");
  });
});

describe("how long a task did what", () => {
  it("counts the time in the present state", () => {
    const table = new TaskTable();
    table.applyAll(new Script().created(1, "a").at(1).started(1).at(1.5).sleeps(1, 10).batch());
    expect(timesOf(table, table.slotOf(1), 4)).toEqual({ ran: 0.5, ready: 1, waited: 2.5 });
  });

  it("stands still once the task is done", () => {
    const table = new TaskTable();
    table.applyAll(started().at(2).done(1, Outcome.RESULT).batch());
    expect(timesOf(table, table.slotOf(1), 99)).toEqual({ ran: 2, ready: 0, waited: 0 });
  });
});
