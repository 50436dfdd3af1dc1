import { describe, expect, it } from "vitest";
import { Folding } from "./time-folds";
import { timeAt, xOf } from "./time-scale";
import { TimeWindow } from "./time-window";

function windowOf(width = 1_000): TimeWindow {
  const window = new TimeWindow();
  window.resize(width);
  return window;
}

/** What is shown for a course of time, taken over as the view does. */
function shown(window: TimeWindow, first: number, since: number, now: number) {
  window.scale = window.wanted({ first, since, now });
  return window.scale;
}

describe("a window that follows", () => {
  it("begins with what goes on, and leaves room for results behind now", () => {
    const scale = shown(windowOf(), 0, 30, 31);
    expect(xOf(scale, 30)).toBeCloseTo(20, 6);
    expect(xOf(scale, 31)).toBeLessThan(820);
  });

  it("holds still while now moves, until there is no room for it", () => {
    const window = windowOf();
    expect(shown(window, 0, 0, 1.9)).toEqual(shown(window, 0, 0, 0.3));
    expect(shown(window, 0, 0, 2.1).perPixel).toBeGreaterThan(shown(window, 0, 0, 1.9).perPixel);
  });

  it("moves along with what takes long", () => {
    const window = windowOf();
    const early = shown(window, 0, 0, 100);
    const late = shown(window, 0, 0, 200);
    expect(late.perPixel).toBe(early.perPixel);
    expect(xOf(late, 200)).toBeCloseTo(xOf(early, 100), 6);
  });

  it("keeps following at the scale that the user zooms to", () => {
    const window = windowOf();
    shown(window, 0, 0, 10);
    window.zoom(4, 0, 10);
    const scale = shown(window, 0, 0, 10);
    expect(window.mode).toBe("follow");
    expect(shown(window, 0, 0, 11).perPixel).toBe(scale.perPixel);
    expect(xOf(window.scale, 11)).toBeCloseTo(800, 6);
  });

  it("names a new cause where it leaps and the old one where it moves along", () => {
    const window = windowOf();
    const cause = (since: number, now: number) => window.cause({ first: 0, since, now });
    expect(cause(0, 1)).toBe(cause(0, 1.5));
    expect(cause(0, 1)).not.toBe(cause(0, 5));
    expect(cause(0, 1)).not.toBe(cause(40, 41));
    expect(cause(0, 100)).toBe(cause(0, 200));
  });
});

describe("a window that fits", () => {
  it("shows everything from the first instant to now", () => {
    const window = windowOf();
    window.fit();
    const scale = shown(window, 5, 90, 105);
    expect(xOf(scale, 5)).toBeCloseTo(20, 6);
    expect(xOf(scale, 105)).toBeCloseTo(800, 6);
  });

  it("has a length even when nothing has happened", () => {
    const window = windowOf();
    window.fit();
    expect(shown(window, 0, 0, 0).perPixel).toBeGreaterThan(0);
  });
});

describe("a window of the user's own", () => {
  it("stays where it was panned to", () => {
    const window = windowOf();
    shown(window, 0, 0, 1);
    window.pan(100);
    const { scale } = window;
    expect(window.mode).toBe("free");
    expect(shown(window, 0, 0, 500)).toEqual(scale);
  });

  it("zooms around the pointer", () => {
    const window = windowOf();
    window.pan(0);
    const before = timeAt(window.scale, 300);
    window.zoom(2, 300, 0);
    expect(timeAt(window.scale, 300)).toBeCloseTo(before, 9);
  });

  it("shows a stretch of time with room on both sides", () => {
    const window = windowOf();
    window.show(10, 20);
    expect(xOf(window.scale, 10)).toBeGreaterThan(0);
    expect(xOf(window.scale, 20)).toBeLessThan(1_000);
  });

  it("reveals what is out of sight, and does not move for what is in it", () => {
    const window = windowOf();
    window.show(10, 20);
    const { scale } = window;
    window.reveal(15);
    expect(window.scale).toEqual(scale);
    window.reveal(200);
    expect(xOf(window.scale, 200)).toBeCloseTo(940, 6);
    window.reveal(1);
    expect(xOf(window.scale, 1)).toBeCloseTo(60, 6);
  });

  it("follows again when asked", () => {
    const window = windowOf();
    window.pan(500);
    window.follow();
    expect(xOf(shown(window, 0, 3, 4), 3)).toBeCloseTo(20, 6);
  });
});

describe("a window with folded gaps", () => {
  const folded = (): TimeWindow => {
    const window = windowOf();
    window.fold(new Folding({ length: 1, from: [10], to: [1_000], version: 0 }));
    return window;
  };

  it("fits everything, the gap with no more than its width", () => {
    const window = folded();
    window.fit();
    const scale = shown(window, 0, 0, 1_020);
    expect(xOf(scale, 0)).toBeCloseTo(20, 6);
    expect(xOf(scale, 1_020)).toBeCloseTo(800, 6);
    expect(xOf(scale, 1_000) - xOf(scale, 10)).toBeCloseTo(46, 6);
  });

  it("shows a stretch across the gap", () => {
    const window = folded();
    window.show(8, 1_004);
    expect(xOf(window.scale, 8)).toBeCloseTo(1_000 / 12, 6);
    expect(xOf(window.scale, 1_004)).toBeCloseTo(11_000 / 12, 6);
  });

  it("follows now, with all of what goes on that the folded gap leaves room for", () => {
    const window = folded();
    const early = shown(window, 0, 0, 1_010);
    expect(xOf(early, 0)).toBeCloseTo(20, 6);
    expect(xOf(early, 1_010)).toBeLessThan(820);
    const late = shown(window, 0, 0, 1_100);
    expect(xOf(late, 1_100)).toBeCloseTo(820, 6);
  });

  it("keeps what is in the middle there when gaps are folded and unfolded", () => {
    const window = folded();
    window.show(1_000, 1_004);
    const middle = timeAt(window.scale, 500);
    window.fold(null);
    expect(timeAt(window.scale, 500)).toBeCloseTo(middle, 9);
  });

  it("takes in gaps that come while it stands still", () => {
    const gaps = { length: 0, from: [10], to: [1_000], version: 0 };
    const window = windowOf();
    window.fold(new Folding(gaps));
    window.show(0, 20);
    gaps.length = 1;
    gaps.version = 1;
    expect(xOf(shown(window, 0, 0, 20), 1_000)).toBeLessThan(600);
  });
});
