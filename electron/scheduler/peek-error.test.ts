import { expect, it } from "vitest";
import { record } from "./__tests__/record";
import { CancelledError, createTask, getRunningLoop, peekError, sleep } from "./index";
import type { Coroutine } from "./index";

function* failing(error: Error): Coroutine<never> {
  throw error;
}

it("gives what a future ended with, and null while it is pending or has a result", async () => {
  const error = new Error("lost");
  const { outcome } = await record(function* () {
    const loop = getRunningLoop();
    const [pending, fulfilled, cancelled] = [1, 2, 3].map(() => loop.createFuture<number>());
    fulfilled!.setResult(1);
    cancelled!.cancel("enough");
    const failed = createTask(failing(error));
    const ended = createTask(sleep(5));
    yield* sleep(0);
    ended.cancel("stop");
    yield* sleep(0);
    yield* sleep(0);
    failed.exception();
    return [pending, fulfilled, cancelled, failed, ended].map((future) => peekError(future!));
  });
  expect(outcome).toEqual({
    value: [
      null,
      null,
      { error: new CancelledError("enough") },
      { error },
      { error: new CancelledError("stop") },
    ],
  });
});

it("does not count as looking at an error, nor take a CancelledError from who asks later", async () => {
  const { reports, outcome } = await record(function* () {
    const failed = createTask(failing(new Error("lost")), { name: "failed" });
    const cancelled = createTask(sleep(5));
    yield* sleep(0);
    cancelled.cancel();
    yield* sleep(0);
    yield* sleep(0);
    const peeked = peekError(cancelled);
    peekError(failed);
    try {
      cancelled.result();
    } catch (error) {
      return error === peeked?.error;
    }
    return false;
  });
  expect(outcome).toEqual({ value: true });
  expect(reports.map(({ message }) => message)).toEqual(["Task exception was never retrieved"]);
});
