import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unixNanoseconds } from "./utc-time";

describe("a UTC time", () => {
  it("is the number that Date gives, in nanoseconds", () => {
    const days = fc.date({
      min: new Date("1970-01-01T00:00:00.000Z"),
      max: new Date("2199-12-31T23:59:59.999Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, (date) => {
        expect(unixNanoseconds(date.toISOString())).toBe(BigInt(date.getTime()) * 1_000_000n);
      }),
      { numRuns: 500 },
    );
  });

  it("is exact to the nanosecond, and needs no fraction", () => {
    expect(unixNanoseconds("1970-01-01T00:00:01.123456789Z")).toBe(1_123_456_789n);
    expect(unixNanoseconds("2000-02-29T00:00:00Z")).toBe(951_782_400_000_000_000n);
  });

  it.each([
    "",
    "2026-03-01",
    "2026-03-01T12:00:00",
    "2026-03-01T12:00:00+01:00",
    "2026-02-29T12:00:00Z",
    "2100-02-29T12:00:00Z",
    "2026-13-01T12:00:00Z",
    "2026-00-01T12:00:00Z",
    "2026-01-00T12:00:00Z",
    "2026-01-01T24:00:00Z",
    "2026-01-01T00:60:00Z",
    "2026-01-01T00:00:60Z",
    "1969-12-31T23:59:59Z",
    "2200-01-01T00:00:00Z",
    "2026-03-01T12:00:00.1234567890Z",
  ])("is not %j", (text) => {
    expect(unixNanoseconds(text)).toBeNull();
  });
});
