import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Channel } from "../../../shared/events";
import { lineIs } from "../../../shared/lesson-claims";
import { judgeOrder, judgeTimes, shuffled } from "./predictions";
import type { RunOutline } from "./run-outline";

const came = (...texts: string[]) =>
  texts.map((text) => ({
    line: { time: 0, task: 1, name: "main", text, channel: Channel.OUTPUT },
    why: `because of ${text}`,
  }));

describe("a predicted order", () => {
  it("holds where every line came in its place, parts left open included", () => {
    expect(judgeOrder(["a", "1: …"], came("a", "1: some title"), lineIs)).toMatchObject({
      isRight: true,
      sentences: ["All 2 lines came as you said."],
    });
  });

  it("names the first difference, and why what came came then", () => {
    const verdict = judgeOrder(["a", "c", "b"], came("a", "b", "c"), lineIs);
    expect(verdict.isRight).toBe(false);
    expect(verdict.lines).toEqual([
      { text: "a", came: "a", isRight: true },
      { text: "c", came: "b", isRight: false },
      { text: "b", came: "c", isRight: false },
    ]);
    expect(verdict.sentences).toEqual([
      "1 of 3 lines stand where they came.",
      "The first difference is line 2: you expected “c”, and “b” came.",
      "because of b",
    ]);
  });

  it("knows of fewer lines and of more, as a changed program prints them", () => {
    expect(judgeOrder(["a", "b"], came("a"), lineIs).sentences[1]).toBe(
      "You expected “b” then; no more lines came.",
    );
    expect(judgeOrder(["a"], came("a", "b"), lineIs).sentences[1]).toBe(
      "One more came than you expected: “b”.",
    );
  });
});

const run = (...spans: [name: string, from: number, to: number][]): RunOutline => ({
  seconds: Math.max(...spans.map(([, , to]) => to)),
  tasks: [
    {
      id: 1,
      name: "main",
      coroutine: "main()",
      creator: 0,
      from: 0,
      to: 1,
      outcome: "finished",
      intervals: [],
    },
    ...spans.map(([name, from, to], index) => ({
      id: index + 2,
      name,
      coroutine: "",
      creator: 1,
      from,
      to,
      outcome: "finished" as const,
      intervals: [],
    })),
  ],
  otherTasks: 0,
  lines: [],
});

describe("drawn times", () => {
  it("hold where they are about right", () => {
    const verdict = judgeTimes(
      [
        { task: "a", from: 0, lasts: 1 },
        { task: "b", from: 0.1, lasts: 0.9 },
      ],
      run(["a", 0.01, 1.01], ["b", 0.01, 1.02]),
    );
    expect(verdict).toMatchObject({
      isRight: true,
      sentences: ["Every bar lies where you drew it."],
    });
  });

  it.each([
    [{ from: 1, lasts: 1 }, "it was there as soon as main had created it"],
    [{ from: 0, lasts: 2 }, "It ended sooner than you thought."],
    [{ from: 0, lasts: 0.3 }, "It lasted longer than you thought."],
  ])("tell how they differ: %j", (drawn, sentence) => {
    const verdict = judgeTimes([{ task: "a", ...drawn }], run(["a", 0, 1]));
    expect(verdict.isRight).toBe(false);
    expect(verdict.sentences[0]).toContain(sentence);
  });

  it("tell of a task that began later, and of one that was not there", () => {
    const verdict = judgeTimes(
      [
        { task: "late", from: 0, lasts: 1 },
        { task: "gone", from: 0, lasts: 1 },
      ],
      run(["late", 1, 2]),
    );
    expect(verdict.sentences[0]).toContain("It began later");
    expect(verdict.sentences[1]).toBe("gone: this run had no such task.");
  });
});

it("shuffled lines are the same lines, never in the order to be found, and the same each time", () => {
  const lines = fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(lines, fc.string(), (given, seed) => {
      const mixed = shuffled(given, seed);
      expect([...mixed].sort()).toEqual([...given].sort());
      expect(mixed).not.toEqual(given);
      expect(shuffled(given, seed)).toEqual(mixed);
    }),
  );
});
