import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headerLine, parseHeader } from "./header";
import { parseFields } from "./fields";
import { info } from "./__tests__/runs";
import { parseView, viewFields, VIEW_LIMITS, WHOLE_VIEW } from "./view";
import type { RecordedView } from "./view";

const VIEW: RecordedView = {
  shown: { from: 0.25, to: 1.5 },
  range: { from: 0.5, to: 0.75 },
  task: 3,
  at: { time: 0.7, seq: 41 },
  pins: [{ creator: "main", coroutine: "fetch", file: "two-titles.ts", line: 7 }],
  collapsed: [1, 2],
  search: "state:waiting",
};

const headerOf = (line: string) => parseHeader(parseFields(line));

describe("how a recording was looked at", () => {
  it("stands in its header, and is read back as it was", () => {
    const line = headerLine({ ...info, view: VIEW }, 0);
    expect(headerOf(line).info.view).toEqual(VIEW);
  });

  it("is left out where nothing was chosen", () => {
    expect(viewFields(WHOLE_VIEW)).toBeNull();
    expect(headerLine({ ...info, view: WHOLE_VIEW }, 0)).toBe(headerLine(info, 0));
    expect(headerOf(headerLine(info, 0)).info.view).toBeUndefined();
  });

  it("may say less, and more than this version knows", () => {
    expect(parseView({})).toEqual(WHOLE_VIEW);
    const pins = [{ creator: "main", coroutine: "fetch" }];
    expect(parseView({ pins })?.pins).toEqual([{ ...pins[0], file: "", line: 0 }]);
    expect(parseView({ task: 7, zoom: "later" })).toEqual({ ...WHOLE_VIEW, task: 7 });
  });

  it.each([
    [[]],
    ["all"],
    [{ task: 0 }],
    [{ task: "1" }],
    [{ shown: { from: 2, to: 1 } }],
    [{ shown: { from: 0 } }],
    [{ range: { from: Number.NaN, to: 1 } }],
    [{ at: { time: 1 } }],
    [{ at: { time: 1, seq: 0.5 } }],
    [{ pins: [{ creator: "main" }] }],
    [{ pins: Array(VIEW_LIMITS.pins + 1).fill({ creator: "a", coroutine: "b" }) }],
    [{ collapsed: Array(VIEW_LIMITS.collapsed + 1).fill(1) }],
    [{ collapsed: "all" }],
    [{ search: "x".repeat(VIEW_LIMITS.search + 1) }],
  ])("is refused where it is not right: %#", (view) => {
    expect(parseView(view)).toBeNull();
    const fields = { ...parseFields(headerLine(info, 0)), view };
    expect(() => parseHeader(fields)).toThrow(
      'Line 1 cannot be read as a recording\'s header: "view" must be what was looked at',
    );
    // A later minor version may write it in a way of its own.
    const later = { ...fields, version: "1.99" };
    expect(parseHeader(later).info.view).toBeUndefined();
  });

  it("is never read as anything that would not be written", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const view = parseView(value);
        if (view !== null) expect(parseView(viewFields(view) ?? {})).toEqual(view);
      }),
    );
  });
});
