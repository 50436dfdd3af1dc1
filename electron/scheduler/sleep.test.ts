import { describe, expect, it } from "vitest";
import { record } from "./__tests__/record";
import { createTask, getRunningLoop, sleep, wait } from "./index";

describe("sleep", () => {
  it("gives way exactly once for zero and for negative delays", async () => {
    for (const delay of [0, -1]) {
      const { trace } = await record(function* (say) {
        getRunningLoop().callSoon(say, "other");
        say(yield* sleep(delay, "slept"));
      });
      expect(said(trace)).toEqual(["other", "slept"]);
      expect(trace.filter((line) => line === "0 > main")).toHaveLength(2);
    }
  });

  it("refuses what is no number", async () => {
    const { outcome } = await record(() => sleep(NaN));
    expect(outcome).toEqual({ error: new RangeError("Invalid delay: NaN (not a number)") });
  });

  it("leaves no timer behind when it is cancelled", async () => {
    const { outcome } = await record(function* () {
      const tasks = Array.from({ length: 500 }, () => createTask(sleep(1000)));
      yield* sleep(0);
      for (const task of tasks) task.cancel();
      yield* wait(tasks);
      yield* sleep(1);
      return getRunningLoop().time();
    });
    expect(outcome).toEqual({ value: 1 });
  });
});

function said(trace: readonly string[]): string[] {
  return trace.filter((line) => / - /.test(line)).map((line) => line.replace(/^\S+ - /, ""));
}
