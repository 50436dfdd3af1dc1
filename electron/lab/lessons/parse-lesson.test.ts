import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block, Lesson } from "../../../shared/lesson";
import { LessonError } from "./lesson-error";
import { MAX_LESSON_LENGTH } from "./limits";
import { parseLesson } from "./parse-lesson";

const FRONT = `---
title: Both at once
course: Tasks
summary: Two tasks wait at the same time.
---
`;

const CELL = `
\`\`\`python cell=both
print("hello")
\`\`\`

\`\`\`typescript cell=both
print("hello");
\`\`\`

\`\`\`yaml cell=both
title: A greeting
output: |
  hello
seconds: 0
\`\`\`
`;

const parse = (body: string): Lesson => parseLesson("1-1-both", FRONT + body, "lab");
const blocksOf = (body: string): readonly Block[] => parse(body).blocks;

function problemOf(text: string): { line: number | null; message: string } {
  try {
    parseLesson("1-1-both", text, "own");
  } catch (error) {
    if (error instanceof LessonError) return { line: error.line, message: error.message };
    throw error;
  }
  throw new Error("It was taken for a lesson.");
}

/** A cell's text with other settings: `lines` stand after its title and output. */
const cellWith = (...lines: string[]): string => CELL.replace("seconds: 0", lines.join("\n"));

describe("a lesson's file", () => {
  it("has front matter, text, and a cell with a program in both languages", () => {
    const lesson = parse(`## A question\n\nWhat does *this* print?\n${CELL}\nAnd **why**?\n`);
    expect(lesson).toMatchObject({
      id: "1-1-both",
      title: "Both at once",
      course: "Tasks",
      minutes: 5,
      origin: "lab",
      cells: [{ id: "both", isQuestion: false }],
    });
    expect(lesson.blocks.map(({ kind }) => kind)).toEqual([
      "heading",
      "paragraph",
      "cell",
      "paragraph",
    ]);
    expect(lesson.blocks[2]).toEqual({
      kind: "cell",
      cell: {
        id: "both",
        title: "A greeting",
        sources: { python: 'print("hello")', typescript: 'print("hello");' },
        output: ["hello"],
        seconds: 0,
        predict: null,
        question: null,
        beside: null,
      },
    });
  });

  it("reads files as other systems write them", () => {
    const text = `\uFEFF${FRONT}${CELL}`.replaceAll("\n", "\r\n");
    expect(parseLesson("a", text, "lab").cells).toHaveLength(1);
  });

  it("shows code as each language spells it", () => {
    expect(blocksOf("`create_task() | createTask()` and `await`")).toEqual([
      {
        kind: "paragraph",
        of: [
          { kind: "code", text: { python: "create_task()", typescript: "createTask()" } },
          { kind: "text", text: " and " },
          { kind: "code", text: { python: "await", typescript: "await" } },
        ],
      },
    ]);
  });

  it("has lists, tables, quotes and code that does not run", () => {
    const body =
      "1. one\n2. two\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n> said\n\n```python\nx\n```\n";
    expect(blocksOf(body)).toMatchObject([
      { kind: "list", start: 1, items: [{ length: 1 }, { length: 1 }] },
      { kind: "table", head: { length: 2 }, rows: [{ length: 2 }] },
      { kind: "quote", blocks: [{ kind: "paragraph" }] },
      { kind: "code", language: "python", text: "x" },
    ]);
  });

  it("asks a question that a run answers", () => {
    const question = cellWith(
      "ask: How *long*?",
      "options:",
      "  - answer: One second",
      "    claim: { seconds: 1 }",
      "    why: No.",
      "  - answer: No time",
      "    claim: { seconds: 0 }",
      "    why: Nothing `waits`.",
    );
    expect(parse(question).cells).toEqual([{ id: "both", isQuestion: true }]);
    expect(blocksOf(question)[0]).toMatchObject({
      cell: {
        question: {
          ask: [{ text: "How " }, { kind: "emphasis" }, { text: "?" }],
          options: [{ claim: { seconds: 1 } }, { claim: { seconds: 0 } }],
        },
      },
    });
  });
});

describe("what is wrong with it is told with its line", () => {
  it.each([
    ["", 1, "begins with its front matter"],
    ["---\ntitle: x\n", 1, "begins with its front matter"],
    ["---\ntitle: x\ncourse: y\n---\n", 2, 'The setting "summary" is missing.'],
    ["---\ntitle: x\ncourse: y\nsummary: z\nminutes: soon\n---\n", 5, "minutes: "],
    ["---\ntitle: [x\n---\n", 2, ""],
    ["---\ntitle: x\ntitle: y\n---\n", 3, "unique"],
    ["---\na: &a x\ntitle: *a\n---\n", 2, "cannot be read"],
    [`${FRONT}\n# Title\n`, 7, "begin headings with ##"],
    [`${FRONT}\n[a][b]\n\n[b]: https://example.org\n`, 7, "Write the address where the link is"],
    [`${FRONT}\n[run](javascript:alert(1))\n`, 7, "is no address"],
    [`${FRONT}\n[up](../../secret.md)\n`, 7, "is no address"],
    [`${FRONT}\n${"> ".repeat(40)}deep\n`, 7, "Too much within each other"],
    [`${FRONT}\n${"x".repeat(3_000)}\n`, 7, "This line is too long"],
    [`${FRONT}\n- a\n\n  \`\`\`python cell=x\n  \`\`\`\n`, 9, "A cell stands by itself"],
    [`${FRONT}\n\`\`\`python cell=no spaces here\n\`\`\`\n`, 7, "cell=name"],
    [`${FRONT}\n\`\`\`ruby cell=x\n\`\`\`\n`, 7, 'not "ruby"'],
    [`${FRONT}\n\`\`\`python cell=x\n\`\`\`\n`, 7, "no program in typescript"],
    [`${FRONT}${CELL}${CELL}`, 22, "has a program in python already"],
    [`${FRONT}${cellWith("colour: red")}`, 19, 'There is no setting "colour"'],
    [`${FRONT}${cellWith("predict: well")}`, 19, 'should be "order" or "times"'],
    [`${FRONT}${cellWith("predict: order")}`, 16, "two at least"],
    [`${FRONT}${cellWith("predict: times")}`, 16, "tasks"],
    [`${FRONT}${cellWith("beside: nowhere")}`, 16, 'there is no "nowhere"'],
    [`${FRONT}${cellWith("ask: Why?")}`, 16, "both"],
    [
      `${FRONT}${cellWith("ask: Why?", "options:", "  - answer: a", "    claim: { hours: 1 }", "    why: b", "  - answer: a", "    claim: { seconds: 1 }", "    why: b")}`,
      22,
      "a claim is one of",
    ],
  ])("case %#", (text, line, reason) => {
    const problem = problemOf(text);
    expect(problem.line).toBe(line);
    expect(problem.message).toContain(reason);
  });

  it("refuses what is too long before it reads it", () => {
    expect(problemOf(`${FRONT}${"word\n".repeat(MAX_LESSON_LENGTH)}`).message).toContain(
      "too long",
    );
  });
});

/** Everything that a page shows as text, and every address. */
function* textsOf(value: unknown): Generator<[key: string, text: string]> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, one] of Object.entries(value)) {
    if (typeof one === "string") yield [key, one];
    else yield* textsOf(one);
  }
}

const KINDS = new Set(
  "heading paragraph list quote code table rule cell text emphasis strong lesson address break order times".split(
    " ",
  ),
);

describe("whatever a file holds", () => {
  it("leaves markup of HTML as the text that it is", () => {
    const blocks = blocksOf("<script>alert(1)</script>\n\nand <img src=x onerror=alert(1)>.\n");
    expect(blocks).toEqual([
      { kind: "paragraph", of: [{ kind: "text", text: "<script>alert(1)</script>" }] },
      {
        kind: "paragraph",
        of: [
          { kind: "text", text: "and " },
          { kind: "text", text: "<img src=x onerror=alert(1)>" },
          { kind: "text", text: "." },
        ],
      },
    ]);
  });

  const pieces = fc.constantFrom(
    ..."---|\n|# |## |- |1. |> |```|```python cell=a\n|```typescript cell=a\n|```yaml cell=a\n|title: x\n|output: \\|\n  a\n|<b>|</b>|<!--|-->|[a](|)|![|](|javascript:|https://|*|**|`|~|\\|&lt;|&#0;|a|\t|    |\u0000|\u{1F388}".split(
      "|",
    ),
  );
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 80 }).map((all) => all.join("")),
    fc.string({ unit: "binary", maxLength: 200 }),
  );

  it("becomes a lesson of the known form, or a sentence with a line", () => {
    fc.assert(
      fc.property(text, fc.boolean(), (body, hasFront) => {
        const file = hasFront ? FRONT + body : body;
        let lesson: Lesson;
        try {
          lesson = parseLesson("fuzz", file, "own");
        } catch (error) {
          if (!(error instanceof LessonError)) throw error;
          expect(error.message).toMatch(/\S.*\.$/s);
          const lines = file.split(/\r\n|\r|\n/).length;
          if (error.line !== null) expect(error.line).toBeLessThanOrEqual(lines);
          return;
        }
        expect(structuredClone(lesson)).toEqual(lesson);
        for (const [key, value] of textsOf(lesson.blocks)) {
          if (key === "kind") expect(KINDS).toContain(value);
          if (key === "url") expect(value).toMatch(/^https?:\/\//i);
          if (key === "lesson") expect(value).toMatch(/^[\w-]+$/);
        }
      }),
      { numRuns: 600 },
    );
  });

  it.each([
    ["open emphasis", "*a _b ".repeat(16_000)],
    ["brackets", "[".repeat(1_900).concat("\n").repeat(50)],
    ["closing brackets", "](".repeat(900).concat("\n").repeat(50)],
    ["backticks", "` `` ``` ```` ".repeat(7_000).replaceAll(/(.{1900})/g, "$1\n")],
    ["quotes", "> ".repeat(40).concat("\n").repeat(1_100)],
    ["angles", "<a ".repeat(600).concat("\n").repeat(50)],
    ["entities", "&amp;".repeat(390).concat("\n").repeat(50)],
    [
      "table cells",
      "|a".repeat(900).concat("\n").concat("|-".repeat(900)).concat("\n|b".repeat(9_000)),
    ],
  ])(
    "is read in reasonable time: %s",
    (_name, body) => {
      const cut = (FRONT + body.replaceAll(/(.{1900})/g, "$1\n")).slice(0, MAX_LESSON_LENGTH);
      const began = performance.now();
      try {
        parseLesson("slow", cut, "own");
      } catch (error) {
        if (!(error instanceof LessonError)) throw error;
      }
      // What is slow to read takes minutes; a busy machine makes what is not a few seconds.
      expect(performance.now() - began).toBeLessThan(25_000);
    },
    30_000,
  );
});
