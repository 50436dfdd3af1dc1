import { describe, expect, it } from "vitest";
import { EventKind, Outcome } from "../../../shared/events";
import { percentWords, rangeFacts, rangeSentence } from "./range-facts";
import { modelOf } from "./testing";

const model = modelOf([
  [EventKind.TASK_CREATED, 0, 1, 0, 0, "main"],
  [EventKind.STEP_STARTED, 1, 1],
  [EventKind.TASK_WAITING, 2, 1],
  [EventKind.TASK_CREATED, 3, 2, 0, 1, "child"],
  [EventKind.TASK_DONE, 4, 2, Outcome.CANCELLED],
]);

describe("what is said of a range", () => {
  it("is its length and what the selected task did in it", () => {
    const facts = rangeFacts(model, { from: 1.5, to: 3.5 }, 1, 10);
    expect(facts.length).toBe("2 s");
    expect(facts.shares).toEqual([
      { state: "running", label: "ran", length: "500 ms", percent: "25 %" },
      { state: "waiting", label: "waited", length: "1.5 s", percent: "75 %" },
    ]);
    expect(rangeSentence(facts)).toBe(
      "Range of 2 s, from 1.500 s to 3.500 s. main: ran 500 ms, 25 %; waited 1.5 s, 75 %.",
    );
  });

  it("is its length alone without a selected task", () => {
    const facts = rangeFacts(model, { from: 1.5, to: 1.501 }, null, 10);
    expect(rangeSentence(facts)).toBe("Range of 1 ms, from 1.500000 s to 1.501000 s.");
  });

  it("says where the task did not exist", () => {
    const sentence = rangeSentence(rangeFacts(model, { from: 5, to: 6 }, 2, 10));
    expect(sentence).toContain("child: did not exist then.");
  });
});

it.each([
  [0, "0 %"],
  [0.0005, "<0.1 %"],
  [0.0034, "0.3 %"],
  [0.0996, "10 %"],
  [1, "100 %"],
])("writes the share %d as %s", (share, words) => {
  expect(percentWords(share)).toBe(words);
});
