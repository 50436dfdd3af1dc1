import { describe, expect, it } from "vitest";
import { EventKind } from "../../../shared/events";
import { LaneSummary } from "../../model/lane-summary";
import { summaryAt, summaryWords } from "./summary-words";
import { modelOf } from "./testing";

describe("the words of a collapsed task", () => {
  it("say how many tasks there are, and which share of the time one of them ran", () => {
    expect(summaryWords({ tasks: 1_200, pending: 3, ran: 0.5, span: 10 })).toBe(
      "1,200 tasks, 3 pending · ran 5 %",
    );
    expect(summaryWords({ tasks: 2, pending: 0, ran: 0, span: 0 })).toBe("2 tasks, all done");
  });

  it("say what goes on at a pixel, and nothing where there is no task", () => {
    const model = modelOf(
      [
        [EventKind.TASK_CREATED, 0, 1],
        [EventKind.TASK_CREATED, 2, 2, 0, 1],
        [EventKind.STEP_STARTED, 3, 1],
        [EventKind.TASK_WAITING, 4, 1],
      ],
      10,
    );
    const edges = Float64Array.from({ length: 21 }, (_, edge) => edge);
    const summary = new LaneSummary(model, [1, 2], edges, 10);
    summary.advance(() => true);
    const scale = { start: 0, perPixel: 1 };
    expect(summaryAt(summary, scale, 1)).toBe(
      "1 of them pending at 1.000 s, running 0 % of the time",
    );
    expect(summaryAt(summary, scale, 3)).toBe(
      "2 of them pending at 3.000 s, running 100 % of the time",
    );
    expect(summaryAt(summary, scale, 15)).toBeNull();
  });
});
