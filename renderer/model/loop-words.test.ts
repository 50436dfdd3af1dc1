import { expect, it } from "vitest";
import type { LoopEntry } from "../../shared/loop-look";
import { entrySentence, namesOf, stepSentence } from "./loop-words";

const nameOf = (task: number) => ["", "a", "b", "c"][task]!;
const entry = (part: Partial<LoopEntry>): LoopEntry => ({
  kind: "step",
  tasks: [],
  others: 0,
  callback: "",
  ...part,
});

it("names the tasks of an entry, and counts those that it does not list", () => {
  expect(namesOf(entry({}), nameOf)).toBe("");
  expect(namesOf(entry({ tasks: [1] }), nameOf)).toBe("a");
  expect(namesOf(entry({ tasks: [1, 2] }), nameOf)).toBe("a and b");
  expect(namesOf(entry({ tasks: [1, 2, 3], others: 9 }), nameOf)).toBe("a, b, c and 9 more");
});

it("says what an entry did", () => {
  expect(entrySentence(entry({ tasks: [1] }), nameOf)).toBe("a took a step.");
  expect(entrySentence(entry({ kind: "wake", tasks: [2] }), nameOf)).toBe(
    "The sleep of b was over.",
  );
  expect(entrySentence(entry({ kind: "callback", callback: "remind" }), nameOf)).toBe(
    "The callback remind() was called.",
  );
});

it("says why there was nothing to step", () => {
  expect(stepSentence({ ran: null, requests: 1 }, nameOf)).toContain("real time");
  expect(stepSentence({ ran: null, requests: 0 }, nameOf)).toContain("no timer");
});
