import { describe, expect, it } from "vitest";
import { Outcome } from "../../shared/events";
import { Script } from "../testing/script";
import { nearestEvent } from "./lane-events";
import { MarkKind, NO_MARK } from "./lane-marks";
import { Lanes } from "./lanes";

function lanesOf(script: Script): Lanes {
  const lanes = new Lanes();
  lanes.apply(script.batch());
  return lanes;
}

const script = () =>
  new Script()
    .at(0)
    .created(1, "main")
    .at(1)
    .started(1)
    .at(2)
    .created(2, "child", 1)
    .sleeps(1, 9)
    .at(3)
    .started(2)
    .at(4)
    .done(2, Outcome.RESULT);

describe("nearestEvent", () => {
  it("walks through all events of all lanes, forwards and backwards", () => {
    const lanes = lanesOf(script());
    const times = (direction: -1 | 1, from: number) => {
      const found: number[] = [];
      let event = nearestEvent(lanes, from, direction);
      while (event !== null) {
        found.push(event.time);
        event = nearestEvent(lanes, event.time, direction);
      }
      return found;
    };
    expect(times(1, -1)).toEqual([0, 1, 2, 3, 4]);
    expect(times(-1, 10)).toEqual([4, 3, 2, 1, 0]);
  });

  it("says what began then, and to how many tasks something happened", () => {
    const lanes = lanesOf(script());
    expect(nearestEvent(lanes, 1.5, 1)).toEqual({
      time: 2,
      task: 1,
      interval: 2,
      mark: NO_MARK,
      tasks: 2,
    });
    expect(nearestEvent(lanes, 3.5, -1)).toMatchObject({
      time: 3,
      task: 2,
      interval: 1,
      tasks: 1,
    });
  });

  it("stays in one lane when asked to", () => {
    const lanes = lanesOf(script());
    expect(nearestEvent(lanes, 2, 1, lanes.laneOf(1))).toBeNull();
    expect(nearestEvent(lanes, 4, -1, lanes.laneOf(1))?.time).toBe(2);
  });

  it("stops at cancels, which begin nothing", () => {
    const lanes = lanesOf(
      new Script().created(1, "a").at(1).started(1).sleeps(1, 9).at(2).cancelRequested(1),
    );
    const event = nearestEvent(lanes, 1.5, 1);
    expect(event).toMatchObject({ time: 2, task: 1, interval: 2, tasks: 1 });
    expect(lanes.marks.kind[event!.mark]).toBe(MarkKind.CANCEL_REQUESTED);
    expect(nearestEvent(lanes, 5, -1)?.time).toBe(2);
  });

  it("knows nothing of lanes that were evicted", () => {
    const lanes = lanesOf(script());
    lanes.evict([1, 2]);
    expect(nearestEvent(lanes, 0.5, 1)).toBeNull();
  });
});
