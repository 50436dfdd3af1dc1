import { expect, it } from "vitest";
import { record } from "./__tests__/record";
import { getRunningLoop, sleep } from "./index";

it("names its callback until it is cancelled", async () => {
  const { outcome } = await record(function* () {
    const loop = getRunningLoop();
    const named = loop.callSoon(function tick() {});
    const timer = loop.callLater(1, () => undefined);
    const texts = [String(named), String(timer)];
    named.cancel();
    timer.cancel();
    texts.push(String(named), String(timer));
    yield* sleep(0);
    return texts;
  });
  expect(outcome).toEqual({
    value: [
      "<Handle tick()>",
      "<TimerHandle (anonymous)()>",
      "<Handle cancelled>",
      "<TimerHandle cancelled>",
    ],
  });
});

it("cancelled twice counts as one timer that is no longer wanted", async () => {
  const { outcome } = await record(function* () {
    const loop = getRunningLoop();
    const timers = [1, 2, 3].map((delay) => loop.callLater(delay, () => undefined));
    timers[0]!.cancel();
    timers[0]!.cancel();
    yield* sleep(0);
    return loop._timers.waiting;
  });
  expect(outcome).toEqual({ value: 2 });
});
