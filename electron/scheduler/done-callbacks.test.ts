import { describe, expect, it } from "vitest";
import { record } from "./__tests__/record";
import { ContextVar, copyContext, Future, sleep } from "./index";

describe("case 14: done-callbacks", () => {
  it("run in order, and the rest run when one throws", async () => {
    const { trace, reports } = await record(function* (say) {
      const future = new Future<number>();
      future.addDoneCallback(() => say("first"));
      future.addDoneCallback(function broken() {
        throw new Error("broken callback");
      });
      future.addDoneCallback((done) => say("third", done.result()));
      future.setResult(3);
      say("set");
      yield* sleep(0);
      say("after");
    });
    expect(said(trace)).toEqual(["set", "first", "third 3", "after"]);
    expect(reports.map(({ message, exception }) => [message, String(exception)])).toEqual([
      ["Exception in callback broken()", "Error: broken callback"],
    ]);
  });

  it("are called once each, unless they are removed; one added late is called too", async () => {
    const { trace, outcome } = await record(function* (say) {
      const future = new Future<void>();
      const removed = () => say("never");
      future.addDoneCallback(removed);
      future.addDoneCallback(() => say("kept"));
      future.addDoneCallback(removed);
      const count = future.removeDoneCallback(removed);
      future.setResult();
      future.addDoneCallback(() => say("late"));
      yield* sleep(0);
      return [count, future.removeDoneCallback(removed)];
    });
    expect(said(trace)).toEqual(["kept", "late"]);
    expect(outcome).toEqual({ value: [2, 0] });
  });

  it("run in a copy of the context they were added in, or in the one that was given", async () => {
    const name = new ContextVar("name", "none");
    const { outcome } = await record(function* () {
      const seen: string[] = [];
      const future = new Future<void>();
      const given = copyContext();
      given.run(() => name.set("given"));
      name.set("then");
      future.addDoneCallback(() => seen.push(name.get()));
      future.addDoneCallback(() => seen.push(name.get()), { context: given });
      name.set("now");
      future.setResult();
      yield* sleep(0);
      return seen;
    });
    expect(outcome).toEqual({ value: ["then", "given"] });
  });
});

function said(trace: readonly string[]): string[] {
  return trace.filter((line) => / - /.test(line)).map((line) => line.replace(/^\S+ - /, ""));
}
