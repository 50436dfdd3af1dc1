import { beforeEach, describe, expect, it } from "vitest";
import { EventKind } from "../../../shared/events";
import { PastSession } from "../../model/past-session";
import type { SessionModel } from "../../model/session-model";
import { Summaries } from "./summaries";
import { followedModelOf } from "./testing";
import type { TestEvent } from "./testing";

let time: number;
let model: SessionModel;
let summaries: Summaries;

beforeEach(() => {
  time = 0;
  const events: TestEvent[] = [[EventKind.TASK_CREATED, 0, 1]];
  for (let task = 2; task <= 2_000; task += 1) {
    events.push([EventKind.TASK_CREATED, task, task, 0, 1]);
  }
  model = followedModelOf(events, 2_000);
  summaries = new Summaries(() => (time += 1));
});

/** Draws until there is nothing left to do. @returns in how many pictures */
function settle(start: number, perPixel = 1, past: PastSession | null = null): number {
  let pictures = 0;
  do {
    summaries.begin({
      model,
      scale: { start, perPixel },
      width: 100,
      now: 2_000,
      past,
      isLive: false,
    });
    summaries.of(1);
    summaries.end();
    pictures += 1;
  } while (summaries.isPending && pictures < 1_000);
  return pictures;
}

describe("Summaries", () => {
  it("are made over several pictures, and then stand", () => {
    expect(settle(0)).toBeGreaterThan(2);
    const shown = summaries.drawn(1);
    expect(shown?.totals.tasks).toBe(2_000);
    expect(settle(0)).toBe(1);
    expect(summaries.drawn(1)).toBe(shown);
  });

  it("are found ready after a small pan, and made anew after a long one or a zoom", () => {
    settle(0);
    expect(settle(60)).toBe(1);
    const shown = summaries.drawn(1);
    expect(settle(300)).toBeGreaterThan(1);
    expect(summaries.drawn(1)).not.toBe(shown);
    expect(settle(300, 0.2)).toBeGreaterThan(1);
  });

  it("show what was there until the new one is ready", () => {
    settle(0);
    const shown = summaries.drawn(1);
    summaries.begin({
      model,
      scale: { start: 500, perPixel: 1 },
      width: 100,
      now: 2_000,
      past: null,
      isLive: false,
    });
    expect(summaries.of(1)).toBe(shown);
    expect(summaries.isPending).toBe(true);
  });

  it("follow what goes on, but not with every picture", () => {
    settle(0);
    const shown = summaries.drawn(1);
    model.changed();
    expect(settle(0)).toBeGreaterThan(5);
    expect(summaries.drawn(1)).not.toBe(shown);
  });

  it("follow the instant that is shown, and return to now", () => {
    settle(0);
    const past = new PastSession(model);
    past.moveTo({ time: 100, seq: 100 });
    settle(0, 1, past);
    expect(summaries.drawn(1)?.totals.tasks).toBe(100);
    past.moveTo({ time: 50, seq: 50 });
    settle(0, 1, past);
    expect(summaries.drawn(1)?.totals.tasks).toBe(50);
    settle(0);
    expect(summaries.drawn(1)?.totals.tasks).toBe(2_000);
  });

  it("are let go of when they are out of sight", () => {
    settle(0);
    summaries.begin({
      model,
      scale: { start: 0, perPixel: 1 },
      width: 100,
      now: 2_000,
      past: null,
      isLive: false,
    });
    summaries.end();
    expect(summaries.drawn(1)).toBeNull();
  });
});
