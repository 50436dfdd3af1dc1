import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ProgramTime } from "./program-time";

let time: ProgramTime;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
  time = new ProgramTime();
});
afterEach(() => void vi.useRealTimers());

it("stands still until it is told that time goes on", () => {
  vi.advanceTimersByTime(5_000);
  expect(time.now()).toBe(0);
});

it("goes on from the last event, at the rate of the dial", () => {
  time.goesOn(10);
  time.heard(2);
  vi.advanceTimersByTime(100);
  expect(time.now()).toBeCloseTo(3);
  time.stands();
  vi.advanceTimersByTime(100);
  expect(time.now()).toBeCloseTo(3);
});

it("follows the events alone where the clock jumps", () => {
  time.goesOn(0);
  vi.advanceTimersByTime(100);
  expect(time.now()).toBe(0);
  time.heard(3_600);
  expect(time.now()).toBe(3_600);
});

it("does not go back when an event comes that is earlier than what was told", () => {
  time.goesOn(1);
  vi.advanceTimersByTime(1_000);
  expect(time.now()).toBeCloseTo(1);
  time.heard(0.9);
  expect(time.now()).toBeCloseTo(1);
  vi.advanceTimersByTime(500);
  expect(time.now()).toBeCloseTo(1.4);
});

it("is, at the end, that of the last event", () => {
  time.goesOn(1);
  time.heard(1);
  vi.advanceTimersByTime(1_000);
  expect(time.now()).toBeCloseTo(2);
  time.end();
  expect(time.now()).toBe(1);
});
