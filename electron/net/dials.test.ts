import { describe, expect, it } from "vitest";
import { MAX_LATENCY_MS } from "../../shared/settings";
import { drawFate, QUIET_DIALS, turnDials } from "./dials";
import { seededRandom } from "./seeded-random";

/** Gives these numbers, one after the other. */
function sequence(...numbers: number[]): () => number {
  return () => numbers.shift()!;
}

describe("dials", () => {
  it("turn one by one", () => {
    expect(turnDials({ ...QUIET_DIALS, jitterMs: 5 }, { latencyMs: 100 })).toEqual({
      ...QUIET_DIALS,
      jitterMs: 5,
      latencyMs: 100,
    });
  });

  it.each([
    [{ latencyMs: -1 }, /latencyMs has to be a number from 0 to 60000, not -1/],
    [{ latencyMs: MAX_LATENCY_MS + 1 }, /latencyMs/],
    [{ jitterMs: Infinity }, /jitterMs/],
    [{ errorRate: 1.01 }, /errorRate has to be a number from 0 to 1, not 1.01/],
    [{ dropRate: NaN }, /dropRate .* not NaN/],
  ])("do not turn to %j", (changes, sentence) => {
    expect(() => turnDials(QUIET_DIALS, changes)).toThrow(sentence);
  });

  it("turn to both ends of their range", () => {
    const ends = { latencyMs: MAX_LATENCY_MS, jitterMs: 0, errorRate: 1, dropRate: 0 };
    expect(turnDials(QUIET_DIALS, ends)).toEqual(ends);
  });
});

describe("a request's fate", () => {
  it("is an answer at once when the dials are quiet", () => {
    expect(drawFate(QUIET_DIALS, Math.random)).toEqual({ delayMs: 0, kind: "answer" });
  });

  it("spreads its delay evenly to both sides of the latency", () => {
    const dials = { ...QUIET_DIALS, latencyMs: 100, jitterMs: 40 };
    const delayAt = (random: number) => drawFate(dials, sequence(random, 0, 0)).delayMs;
    expect([delayAt(0), delayAt(0.5), delayAt(0.75)]).toEqual([60, 100, 120]);
  });

  it("never has a delay below zero", () => {
    const dials = { ...QUIET_DIALS, latencyMs: 10, jitterMs: 40 };
    expect(drawFate(dials, sequence(0, 0, 0)).delayMs).toBe(0);
  });

  it("is a dropped connection rather than an error where both are drawn", () => {
    const dials = { ...QUIET_DIALS, dropRate: 0.5, errorRate: 0.5 };
    const kindOf = (drop: number, error: number) => drawFate(dials, sequence(0, drop, error)).kind;
    expect(kindOf(0.4, 0.4)).toBe("drop");
    expect(kindOf(0.5, 0.4)).toBe("fail");
    expect(kindOf(0.5, 0.5)).toBe("answer");
  });

  it("comes as often as the dials say", () => {
    const random = seededRandom(1);
    const dials = { ...QUIET_DIALS, dropRate: 0.2, errorRate: 0.25 };
    const counts = { answer: 0, fail: 0, drop: 0 };
    for (let i = 0; i < 10_000; i += 1) counts[drawFate(dials, random).kind] += 1;
    expect(counts.drop / 10_000).toBeCloseTo(0.2, 1);
    // Of those that are not dropped.
    expect(counts.fail / 10_000).toBeCloseTo(0.25 * 0.8, 1);
  });

  it("of a seed does not move when another dial is turned", () => {
    const kinds = (latencyMs: number, jitterMs: number) => {
      const random = seededRandom(7);
      const dials = { ...QUIET_DIALS, latencyMs, jitterMs, errorRate: 0.3 };
      return Array.from({ length: 50 }, () => drawFate(dials, random).kind);
    };
    expect(kinds(500, 200)).toEqual(kinds(0, 0));
  });
});
