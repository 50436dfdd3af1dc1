import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventKind, Outcome } from "../../shared/events";
import { modelOf } from "../views/timeline/testing";
import type { TestEvent } from "../views/timeline/testing";
import { LaneState } from "./lane-code";
import { LaneReader } from "./lane-reader";
import { LaneSummary } from "./lane-summary";
import type { GroupSpent } from "./lane-summary";

const always = () => true;
const edgesOf = (from: number, to: number, stretches: number): Float64Array =>
  Float64Array.from(
    { length: stretches + 1 },
    (_, edge) => from + ((to - from) * edge) / stretches,
  );

function within(summary: LaneSummary, from: number, to: number): GroupSpent {
  const before = { ran: 0, ready: 0, lived: 0 };
  const after = { ran: 0, ready: 0, lived: 0 };
  summary.spentBefore(from, before);
  summary.spentBefore(to, after);
  return {
    ran: after.ran - before.ran,
    ready: after.ready - before.ready,
    lived: after.lived - before.lived,
  };
}

/** Two tasks: one runs from 1 to 3, the other from 5 to 6, when it is done. */
const TWO: readonly TestEvent[] = [
  [EventKind.TASK_CREATED, 0, 1],
  [EventKind.TASK_CREATED, 1, 2, 0, 1],
  [EventKind.STEP_STARTED, 1, 1],
  [EventKind.TASK_WAITING, 3, 1],
  [EventKind.STEP_STARTED, 5, 2],
  [EventKind.TASK_DONE, 6, 2, Outcome.RESULT],
];

describe("LaneSummary", () => {
  it("adds up what the tasks did, stretch by stretch", () => {
    const summary = new LaneSummary(modelOf(TWO, 10), [1, 2], edgesOf(0, 10, 10), 10);
    expect(summary.advance(always)).toBe(true);
    expect(within(summary, 0, 10)).toEqual({ ran: 3, ready: 5, lived: 15 });
    expect(within(summary, 2, 6)).toEqual({ ran: 2, ready: 3, lived: 8 });
    expect(within(summary, 7, 20)).toEqual({ ran: 0, ready: 0, lived: 3 });
  });

  it("knows the group as a whole, also what lies outside of the stretches", () => {
    const summary = new LaneSummary(modelOf(TWO, 10), [1, 2], edgesOf(0, 1, 4), 10);
    summary.advance(always);
    expect(summary.totals).toEqual({ tasks: 2, pending: 1, ran: 3, span: 10 });
  });

  it("is made bit by bit, without losing a task", () => {
    const events: TestEvent[] = [];
    const tasks: number[] = [];
    for (let task = 1; task <= 2_000; task += 1) {
      events.push([EventKind.TASK_CREATED, task, task]);
      tasks.push(task);
    }
    const summary = new LaneSummary(modelOf(events, 2_001), tasks, edgesOf(0, 2_001, 7), 2_001);
    let rounds = 1;
    while (!summary.advance(() => false)) rounds += 1;
    expect(rounds).toBeGreaterThan(10);
    expect(summary.isComplete).toBe(true);
    expect(within(summary, 0, 2_001).lived).toBeCloseTo((2_000 * 2_001) / 2, 6);
  });

  it("is made bit by bit within a long lane, too", () => {
    const events: TestEvent[] = [[EventKind.TASK_CREATED, 0, 1]];
    for (let turn = 0; turn < 20_000; turn += 1) {
      events.push([EventKind.STEP_STARTED, turn, 1], [EventKind.TASK_WAITING, turn + 0.25, 1]);
    }
    const summary = new LaneSummary(modelOf(events, 20_000), [1], edgesOf(0, 20_000, 9), 20_000);
    let rounds = 1;
    while (!summary.advance(() => false)) rounds += 1;
    expect(rounds).toBeGreaterThan(10);
    expect(within(summary, 0, 20_000).ran).toBeCloseTo(5_000, 6);
    expect(summary.totals.ran).toBeCloseTo(5_000, 6);
  });

  it("agrees with the lanes themselves at every edge", () => {
    const turn = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 8 }));
    fc.assert(
      fc.property(
        fc.array(turn, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 30 }),
        (turns, stretches, from) => {
          const events: TestEvent[] = [1, 2, 3].map((task) => [EventKind.TASK_CREATED, 0, task]);
          const kinds = [EventKind.STEP_STARTED, EventKind.TASK_WAITING, EventKind.TASK_READY];
          let time = 0;
          turns.forEach(([task, gap], index) => {
            time += gap;
            events.push([kinds[index % 3]!, time, task]);
          });
          const now = time + 5;
          const model = modelOf(events, now);
          const edges = edgesOf(from, from + 100, stretches);
          const summary = new LaneSummary(model, [1, 2, 3], edges, now);
          summary.advance(always);
          const reader = new LaneReader();
          let ran = 0;
          for (const task of [1, 2, 3]) {
            model.lanes.read(model.lanes.laneOf(task), reader);
            for (let index = 0; index < reader.count; index += 1) {
              if (reader.state(index) !== LaneState.RUNNING) continue;
              const end = Math.min(reader.end(index, now), edges.at(-1)!);
              ran += Math.max(0, end - Math.max(reader.start(index), from));
            }
          }
          expect(within(summary, from, from + 100).ran).toBeCloseTo(ran, 6);
        },
      ),
    );
  });
});
