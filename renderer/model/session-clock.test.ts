import { expect, it } from "vitest";
import { SessionClock } from "./session-clock";

it("runs on between frames while the session runs", () => {
  const clock = new SessionClock();
  clock.start(100);
  clock.sync(2, 100);
  expect(clock.read(100)).toBe(2);
  expect(clock.read(101.5)).toBe(3.5);
});

it("is not set back by a frame that was delayed", () => {
  const clock = new SessionClock();
  clock.start(100);
  clock.sync(2, 100);
  clock.sync(3, 101.4);
  expect(clock.read(101.4)).toBeCloseTo(3.4);
});

it("holds still at the last frame when the session does not run", () => {
  const clock = new SessionClock();
  clock.start(100);
  clock.sync(2, 100);
  clock.stop();
  expect(clock.read(200)).toBe(2);
});

it("does not count the time before the session ran", () => {
  const clock = new SessionClock();
  clock.sync(0, 100);
  clock.start(110);
  expect(clock.read(110.1)).toBe(0);
  clock.sync(0.01, 110.2);
  expect(clock.read(111.2)).toBeCloseTo(1.01);
});

it("does not lose a frame that came right before it was told that the session runs", () => {
  const clock = new SessionClock();
  clock.sync(0, 100);
  clock.sync(0.02, 110);
  clock.start(110.01);
  expect(clock.read(112)).toBeCloseTo(2.02);
});

it("begins anew with another run", () => {
  const clock = new SessionClock();
  clock.start(100);
  clock.sync(50, 100);
  clock.reset();
  expect(clock.read(101)).toBe(0);
  clock.sync(0.5, 102);
  expect(clock.read(103)).toBe(1.5);
});

it("runs at the session's own rate, and goes on from there when it changes", () => {
  const clock = new SessionClock();
  clock.start(100);
  clock.sync(2, 100);
  clock.pace(0.1, 100);
  expect(clock.read(110)).toBeCloseTo(3);
  clock.pace(10, 110);
  expect(clock.read(111)).toBeCloseTo(13);
});

it("stands at the time at which it was paused, and goes on from there", () => {
  const clock = new SessionClock();
  clock.start(100);
  clock.sync(2, 100);
  // What a status said, long after the last frame.
  clock.sync(5.01, 103.02);
  clock.stop();
  expect(clock.read(130)).toBe(5.01);
  clock.start(140);
  clock.sync(5.01, 140.01);
  expect(clock.read(141.01)).toBeCloseTo(6.01);
});

it("jumps when the session's time did", () => {
  const clock = new SessionClock();
  clock.start(100);
  clock.sync(2, 100);
  clock.sync(3600, 100.1);
  expect(clock.read(100.2)).toBeCloseTo(3600.1);
});
