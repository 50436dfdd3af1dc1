import * as fc from "fast-check";
import { expect, it } from "vitest";
import { plainNotes } from "./release-notes";

it("leaves text as it is", () => {
  expect(plainNotes("1 < 2, and a <3\n\n- b\n")).toBe("1 < 2, and a <3\n\n- b");
});

it("makes lines of a feed's HTML, and leaves out its tags", () => {
  const html =
    '<h2>New</h2>\n<ul>\n<li>Tom &amp; Jerry</li><li class="x">&lt;b&gt;</li></ul><p>Bye</p>';
  expect(plainNotes(html)).toBe("New\n\n• Tom & Jerry\n• <b>\n\nBye");
});

it("tells of each version in between", () => {
  const notes = [
    { version: "3.0.0", note: "<p>c</p>" },
    { version: "2.0.0", note: null },
  ];
  expect(plainNotes(notes)).toBe("3.0.0\n\nc\n\n2.0.0");
  expect(plainNotes(null)).toBe("");
});

it("is bounded, whatever a feed sends", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.integer({ min: 1, max: 200 }), (text, times) => {
      expect(plainNotes(text.repeat(times)).length).toBeLessThanOrEqual(4_002);
    }),
  );
});
