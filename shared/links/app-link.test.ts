import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WHOLE_VIEW } from "../recording/view";
import { appLinkOf, LINK_PROBLEMS, MAX_LINK_LENGTH, parseAppLink } from "./app-link";
import type { AppLink } from "./app-link";

const VIEW = {
  ...WHOLE_VIEW,
  shown: { from: -0.25, to: 1.5 },
  range: { from: 0.5, to: 0.5 },
  task: 3,
  at: { time: 0.123456789, seq: 41 },
  search: "state:waiting fetch & more",
};

describe("a link", () => {
  it.each<[string, AppLink]>([
    ["tasklab://lesson/first-await", { kind: "lesson", lesson: "first-await" }],
    ["TASKLAB://Lesson/first-await/", { kind: "lesson", lesson: "first-await" }],
    ["tasklab://example/both-at-once.py", { kind: "example", example: "both-at-once.py" }],
    [
      "tasklab://recording/class%20demo?task=3",
      { kind: "recording", recording: "class demo", view: { ...WHOLE_VIEW, task: 3 } },
    ],
    [
      "tasklab://recording?file=%2Fhome%2Fada%2Frun.tasklab",
      { kind: "file", path: "/home/ada/run.tasklab", view: WHOLE_VIEW },
    ],
    [
      "tasklab://recording/?file=C:%5Cruns%5Ca.tasklab.jsonl&task=1",
      { kind: "file", path: "C:\\runs\\a.tasklab.jsonl", view: { ...WHOLE_VIEW, task: 1 } },
    ],
  ])("%s says what it opens", (text, link) => {
    expect(parseAppLink(text)).toEqual(link);
  });

  it("gives back what it was made of", () => {
    const links: AppLink[] = [
      { kind: "lesson", lesson: "Übung 1?" },
      { kind: "example", example: "a&b #1.ts" },
      { kind: "recording", recording: "Übung 1 & 2 #final +%41", view: VIEW },
      { kind: "file", path: "/home/Ada Λ/50% & more?.tasklab", view: VIEW },
      { kind: "recording", recording: "plain", view: WHOLE_VIEW },
    ];
    for (const link of links) expect(parseAppLink(appLinkOf(link))).toEqual(link);
    expect(appLinkOf(links.at(-1)!)).toBe("tasklab://recording/plain");
  });

  it("can be as long as the longest name and search make it", () => {
    const recording = "並".repeat(300);
    const view = { ...VIEW, search: "並".repeat(200) };
    const link: AppLink = { kind: "recording", recording, view };
    expect(parseAppLink(appLinkOf(link))).toEqual(link);
  });
});

describe("what is refused", () => {
  it.each([
    ["", "unknown"],
    ["https://example.org/", "unknown"],
    ["tasklab:recording/a", "unknown"],
    [" tasklab://recording/a", "unknown"],
    ["tasklab://recording/a\n", "no-name"],
    ["tasklab://recording@evil/a", "unknown"],
    ["tasklab://recording:80/a", "unknown"],
    ["tasklab://run/a", "unknown"],
    ["tasklab://recording/a/b", "unknown"],
    ["tasklab://recording/a#top", "unknown"],
    ["tasklab://recording/", "no-name"],
    ["tasklab://lesson?file=/a.tasklab", "no-name"],
    ["tasklab://recording/..", "no-name"],
    ["tasklab://recording/%2e%2e", "no-name"],
    ["tasklab://recording/.last-program", "no-name"],
    ["tasklab://recording/..%2F..%2Fetc%2Fpasswd", "no-name"],
    ["tasklab://recording/a%5Cb", "no-name"],
    ["tasklab://recording/a%00b", "no-name"],
    ["tasklab://recording/%E2%80%AEb", "no-name"],
    ["tasklab://recording/%ff", "no-name"],
    ["tasklab://example/%2Fetc%2Fpasswd", "no-name"],
    [`tasklab://recording/${"x".repeat(301)}`, "no-name"],
    ["tasklab://recording/a?from=1", "bad-view"],
    ["tasklab://recording/a?from=2&to=1", "bad-view"],
    ["tasklab://recording/a?task=<script>", "bad-view"],
    ["tasklab://recording/a?at=1", "bad-view"],
    [`tasklab://recording/a?search=${"x".repeat(201)}`, "bad-view"],
    [`tasklab://recording/${"x".repeat(MAX_LINK_LENGTH)}`, "too-long"],
    ["tasklab://recording?file=", "bad-path"],
    ["tasklab://recording?file=run.tasklab", "bad-path"],
    ["tasklab://recording?file=/etc/passwd", "bad-path"],
    ["tasklab://recording?file=/a/../etc/x.tasklab", "bad-path"],
    ["tasklab://recording?file=/a/./x.tasklab", "bad-path"],
    ["tasklab://recording?file=/a%00/x.tasklab", "bad-path"],
    ["tasklab://recording?file=//host/share/x.tasklab", "bad-path"],
    ["tasklab://recording?file=/%5Chost/share/x.tasklab", "bad-path"],
    ["tasklab://recording?file=%5C%5Chost%5Cshare%5Cx.tasklab", "bad-path"],
    ["tasklab://recording?file=%5C%5C.%5Cpipe%5Cx.tasklab", "bad-path"],
    ["tasklab://recording?file=%5C%5C%3F%5CC:%5Cx.tasklab", "bad-path"],
    ["tasklab://recording?file=C:x.tasklab", "bad-path"],
    ["tasklab://recording?file=C:/a.txt:x.tasklab", "bad-path"],
    ["tasklab://recording?file=C:/a/..%5Cx.tasklab", "bad-path"],
    ["tasklab://recording?file=http://host/x.tasklab", "bad-path"],
    [`tasklab://recording?file=/${"x".repeat(1_000)}.tasklab`, "bad-path"],
  ])("%s", (text, problem) => {
    expect(parseAppLink(text)).toBe(problem);
  });
});

describe("whatever comes", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "tasklab://",
      "recording",
      "lesson",
      "/",
      "?",
      "&",
      "file=",
      "from=",
      "to=",
      "1",
    ),
    fc.constantFrom("..", "%2F", "%5C", "%00", "\\", "C:", ".tasklab", "at=", "event=", "#", "%"),
    fc.string({ unit: "binary", maxLength: 8 }),
  );
  const texts = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(""));
  const links = fc.tuple(
    fc.constantFrom("tasklab://recording/", "tasklab://recording?file=/", "tasklab://lesson/"),
    texts,
  );

  it("is a link, or what is wrong with it, and never a way out of a folder", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          texts,
          links.map((parts) => parts.join("")),
        ),
        (text) => {
          const link = parseAppLink(text);
          if (typeof link === "string") {
            expect(LINK_PROBLEMS).toContain(link);
            return;
          }
          if (link.kind === "file") {
            expect(link.path).toMatch(/^(?:\/[^/\\]|[A-Za-z]:[/\\][^/\\])/);
            expect(link.path.split(/[/\\]/)).not.toContain("..");
          } else {
            const name = link.kind === "recording" ? link.recording : Object.values(link)[1];
            expect(name).not.toMatch(/^\.|[/\\\0]/);
          }
          expect(parseAppLink(appLinkOf(link))).toEqual(link);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("that is a name and a view comes back as it was", () => {
    const time = fc.integer({ min: 0, max: 1_000_000 }).map((ms) => ms / 1_000);
    const stretch = fc.tuple(time, time).map(([one, other]) => ({
      from: Math.min(one, other),
      to: Math.max(one, other),
    }));
    const view = fc.record({
      shown: fc.option(stretch),
      range: fc.option(stretch),
      task: fc.option(fc.integer({ min: 1, max: 0xffff_ffff })),
      at: fc.option(fc.record({ time, seq: fc.nat() })),
      pins: fc.constant([]),
      collapsed: fc.constant([]),
      search: fc.string({ unit: "grapheme", maxLength: 30 }),
    });
    const recording = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 80 })
      .filter((name) => !/^\.|[/\\\p{Cc}]/u.test(name));
    fc.assert(
      fc.property(recording, view, (name, seen) => {
        const link = { kind: "recording", recording: name, view: seen } as const;
        expect(parseAppLink(appLinkOf(link))).toEqual(link);
      }),
    );
  });
});
