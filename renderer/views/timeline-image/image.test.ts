import { describe, expect, it } from "vitest";
import { EventKind, Outcome, WaitReason } from "../../../shared/events";
import { modelOf } from "../timeline/testing";
import type { TestEvent } from "../timeline/testing";
import type { Palette } from "../timeline/palette";
import { layOutImage } from "./lay-out-image";
import type { ImageSubject } from "./lay-out-image";
import { pixelSizeOf } from "./png";
import { ImageTooLarge } from "./shapes";
import { escaped, svgOf } from "./svg";

const PALETTE = {
  font: '"Inter Variable", sans-serif',
  mono: "monospace",
  canvas: "#0e1116",
  panel: "#141820",
  line: "#252b38",
  text: "#dde3ee",
  muted: "#97a1b4",
  faint: "#828c9f",
  accent: "#6ea8fe",
  selected: "#1f2b40",
  finished: "#4cc798",
  failed: "#f4866e",
  cancelled: "#dd95bc",
  notch: "#d989b5",
  pixels: {
    running: 0xffe9b456,
    ready: 0xff009fe6,
    waiting: 0xff56433a,
    waitingStripe: 0xff40312a,
    unrecorded: 0xff9f8c82,
    grid: 0xff252b38,
    separator: 0xff2a201b,
  },
} as Palette;

/** As wide as six pixels a character. */
const measure = { font: "", measureText: (text: string) => ({ width: text.length * 6 }) };

function subjectOf(events: readonly TestEvent[], more: Partial<ImageSubject> = {}): ImageSubject {
  const model = modelOf(events, 2);
  return {
    model,
    title: "A run",
    palette: PALETTE,
    scale: { start: 0, perPixel: 0.005 },
    width: 500,
    rows: { from: 0, to: model.rows.length },
    now: 2,
    cursor: null,
    past: null,
    range: null,
    selected: null,
    measure,
    ...more,
  };
}

const RUN: TestEvent[] = [
  [EventKind.TASK_CREATED, 0, 1, 0, 0, "main"],
  [EventKind.STEP_STARTED, 0.1, 1],
  [EventKind.TASK_CREATED, 0.1, 2, 0, 1, "child"],
  [EventKind.TASK_WAITING, 0.2, 1, WaitReason.TASK, 2, "await child"],
  [EventKind.STEP_STARTED, 0.2, 2],
  [EventKind.TASK_WAITING, 0.3, 2, WaitReason.EVENT, 0, "event.wait()"],
  [EventKind.CANCEL_REQUESTED, 1, 2],
  [EventKind.TASK_READY, 1, 2, 0, 1],
  [EventKind.STEP_STARTED, 1.1, 2],
  [EventKind.TASK_DONE, 1.2, 2, Outcome.CANCELLED],
  [EventKind.TASK_READY, 1.2, 1, 0, 2],
  [EventKind.STEP_STARTED, 1.3, 1],
  [EventKind.TASK_DONE, 1.4, 1, Outcome.RESULT, 0, "5"],
];

/** Reads a document as strictly as XML has it: what opens is closed, and nothing stands bare that would be markup. */
function parsed(svg: string): { texts: string[]; tags: string[] } {
  const texts: string[] = [];
  const tags: string[] = [];
  const open: string[] = [];
  const token = /<\?[^>]*\?>|<\/([\w-]+)>|<([\w-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  while (token.lastIndex < svg.length) {
    const at = token.lastIndex;
    const match = token.exec(svg);
    if (match === null) throw new Error(`No XML at ${at}: ${svg.slice(at, at + 60)}`);
    const [, closed, opened, attributes = "", isEmpty, text] = match;
    for (const part of [attributes, text ?? ""]) {
      if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(part)) throw new Error(`A bare & in ${part}`);
      // The characters that XML 1.0 allows (its production "Char"), and no others.
      if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(part))
        throw new Error("A character that XML has not");
    }
    if (opened !== undefined) {
      tags.push(opened);
      if (isEmpty === "") open.push(opened);
    } else if (closed !== undefined && open.pop() !== closed) throw new Error(`</${closed}>`);
    else if (text !== undefined && text.trim() !== "") texts.push(text);
  }
  if (open.length > 0) throw new Error(`Not closed: ${open.join()}`);
  return { texts, tags };
}

describe("a picture as SVG", () => {
  it("is a whole document of bars, words and names, with title and description", () => {
    const svg = svgOf(layOutImage(subjectOf(RUN)));
    const { texts, tags } = parsed(svg);
    expect(tags[0]).toBe("svg");
    expect(new Set(tags)).toEqual(
      new Set([
        "svg",
        "title",
        "desc",
        "defs",
        "pattern",
        "rect",
        "polygon",
        "polyline",
        "g",
        "text",
      ]),
    );
    for (const words of [
      "A run",
      "main",
      "child",
      "await child",
      "event.wait()",
      "5",
      "CancelledError",
    ]) {
      expect(texts).toContain(words);
    }
    expect(texts).toContain("2 tasks, from 0.000 s to 2.000 s");
    expect(texts).toContain("main: ran 200 ms, ready 200 ms, waited 1.00 s");
    expect(texts.some((text) => text.startsWith("Timeline of 2 tasks"))).toBe(true);
    // Everything that it shows is in it.
    expect(svg).not.toMatch(/href|<image|<script|<style|foreignObject|url\((?!#tasklab-waiting\))/);
  });

  it("draws bars where they were, to a hundredth of a pixel", () => {
    const image = layOutImage(subjectOf(RUN));
    const left = image.width - 500 - 20;
    const hatched = image.shapes.flatMap((shape) =>
      shape.kind === "group" ? shape.shapes.filter(({ kind }) => kind === "hatch") : [],
    );
    expect(hatched).toMatchObject([
      { x: left + 40, width: 200 },
      { x: left + 60, width: 140 },
    ]);
  });

  it.each([
    [
      '</text><script>alert("1")</script>',
      "&lt;/text&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;",
    ],
    ["a & b < c > d ' e", "a &amp; b &lt; c &gt; d &#39; e"],
    ["]]> <![CDATA[", "]]&gt; &lt;![CDATA["],
    ["nul \0 bell \x07 half \ud83d end \uffff", "nul \ufffd bell \ufffd half \ufffd end \ufffd"],
    ["\u{1F600} ☃ \u202e", "\u{1F600} ☃ \u202e"],
    ["&amp; &#0; &xxe;", "&amp;amp; &amp;#0; &amp;xxe;"],
  ])("writes the hostile name %j as text", (name, written) => {
    expect(escaped(name)).toBe(written);
    const events = RUN.map((event) =>
      event[5] === "child" || event[5] === "5" || event[5] === "event.wait()"
        ? ([...event.slice(0, 5), name] as unknown as TestEvent)
        : event,
    );
    const svg = svgOf(layOutImage(subjectOf(events, { title: name, width: 2_000 })));
    const { texts, tags } = parsed(svg);
    expect(texts.filter((text) => text === written).length).toBeGreaterThanOrEqual(3);
    expect(tags).not.toContain("script");
  });

  it("has no more shapes than pixels ask for, however many intervals there are", () => {
    const events: TestEvent[] = [[EventKind.TASK_CREATED, 0, 1, 0, 0, "busy"]];
    for (let turn = 0; turn < 20_000; turn += 1) {
      const at = (turn / 20_000) * 2;
      events.push(
        [EventKind.STEP_STARTED, at, 1],
        [EventKind.TASK_WAITING, at, 1, WaitReason.SLEEP],
      );
      events.push([EventKind.TASK_READY, at, 1]);
    }
    const svg = svgOf(layOutImage(subjectOf(events)));
    expect(svg.length).toBeLessThan(200_000);
    parsed(svg);
  });

  it("shows what a collapsed task and all under it did together", () => {
    const subject = subjectOf(RUN);
    subject.model.rows.collapse(1, true);
    subject.model.changed();
    const image = layOutImage({ ...subject, rows: { from: 0, to: 1 } });
    expect(parsed(svgOf(image)).texts.some((text) => text.startsWith("2 tasks, all done"))).toBe(
      true,
    );
  });

  it("marks the range, the cursor and the selected task", () => {
    const plain = layOutImage(subjectOf(RUN)).shapes.length;
    const marked = subjectOf(RUN, { range: { from: 0.5, to: 1 }, cursor: 0.7, selected: 1 });
    expect(layOutImage(marked).shapes.length).toBe(plain + 3);
  });

  it("says in a sentence what would fit, where it would be too large", () => {
    const events = Array.from({ length: 3_001 }, (_, index): TestEvent => [
      EventKind.TASK_CREATED,
      0,
      index + 1,
      0,
      0,
      `task-${index}`,
    ]);
    const subject = subjectOf(events);
    expect(() => layOutImage(subject)).toThrow(ImageTooLarge);
    expect(() => layOutImage(subject)).toThrow(
      "A picture holds 3,000 rows at most, and these are 3,001: collapse tasks, filter them, or take what is in view.",
    );
    expect(() => layOutImage({ ...subject, rows: { from: 0, to: 40 } })).not.toThrow();
  });
});

it("makes no PNG that is larger than programs open", () => {
  expect(pixelSizeOf({ width: 1_400, height: 900 })).toEqual({ columns: 2_800, rows: 1_800 });
  expect(pixelSizeOf({ width: 1_400, height: 84_000 })).toBeNull();
});
