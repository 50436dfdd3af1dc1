import { expect, it } from "vitest";
import { SessionClock } from "./session-clock";

it("runs on between frames while the session runs", () => {
  const clock = new SessionClock();
  clock.running = true;
  clock.sync(2, 100);
  expect(clock.read(100)).toBe(2);
  expect(clock.read(101.5)).toBe(3.5);
});

it("is not set back by a frame that was delayed", () => {
  const clock = new SessionClock();
  clock.running = true;
  clock.sync(2, 100);
  clock.sync(3, 101.4);
  expect(clock.read(101.4)).toBeCloseTo(3.4);
});

it("holds still at the last frame when the session does not run", () => {
  const clock = new SessionClock();
  clock.running = true;
  clock.sync(2, 100);
  clock.running = false;
  expect(clock.read(200)).toBe(2);
});

it("begins anew with another run", () => {
  const clock = new SessionClock();
  clock.running = true;
  clock.sync(50, 100);
  clock.reset();
  expect(clock.read(101)).toBe(0);
  clock.sync(0.5, 102);
  expect(clock.read(103)).toBe(1.5);
});
