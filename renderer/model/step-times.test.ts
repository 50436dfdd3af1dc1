import { expect, it } from "vitest";
import { Script } from "../testing/script";
import { SessionModel } from "./session-model";
import { stepTimesOf } from "./step-times";

/** A model in which task 1 took steps of these lengths, in seconds, one every second. */
function modelOf(durations: readonly number[]): SessionModel {
  const script = new Script().created(1, "main");
  durations.forEach((duration, second) => {
    script.at(second).started(1);
    script.at(second + duration).sleeps(1, 1);
  });
  const model = new SessionModel("playground");
  model.take(new Script().frame({ type: "snapshot" }));
  model.take(script.frame());
  return model;
}

it("knows nothing while no step is over", () => {
  const model = modelOf([]);
  expect(stepTimesOf(model, 1)).toBeNull();
  model.take(new Script(model.seq).started(1).frame());
  expect(stepTimesOf(model, 1)).toBeNull();
});

it("gives the longest step, when it was, and percentiles that steps really took", () => {
  // Lengths that are exact in binary.
  const durations = Array.from({ length: 100 }, (_, index) => (index + 1) / 1024);
  [durations[10], durations[99]] = [durations[99]!, durations[10]!];
  const times = stepTimesOf(modelOf(durations), 1)!;
  expect(times).toMatchObject({
    measured: 100,
    longest: 100 / 1024,
    longestAt: 10,
    p50: 50 / 1024,
    p90: 90 / 1024,
    p99: 99 / 1024,
  });
});

it("lists the last steps by their number, the newest first", () => {
  const { last } = stepTimesOf(modelOf(Array.from({ length: 20 }, () => 0.25)), 1)!;
  expect(last).toHaveLength(8);
  expect(last[0]).toEqual({ number: 20, start: 19, duration: 0.25 });
  expect(last.at(-1)).toEqual({ number: 13, start: 12, duration: 0.25 });
});

it("leaves out the step that runs, whose length is not known", () => {
  const model = modelOf([0.25, 0.5]);
  model.take(new Script(model.seq).at(2).started(1).frame());
  expect(stepTimesOf(model, 1)).toMatchObject({
    measured: 2,
    last: [{ number: 2 }, { number: 1 }],
  });
});

it("puts every step into one bar, from the shortest to the longest", () => {
  const { bars } = stepTimesOf(modelOf([0, 0.000_5, 0.000_5, 0.25]), 1)!;
  expect(bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(4);
  expect(bars[0]).toMatchObject({ from: 0, count: 1 });
  expect(bars.at(-1)!.count).toBe(1);
  for (const [index, bar] of bars.entries()) {
    if (index > 0) expect(bar.from).toBe(bars[index - 1]!.to);
  }
});
