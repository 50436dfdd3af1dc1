import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Cell } from "../../shared/lesson";
import { holds, lineIs } from "../../shared/lesson-claims";
import type { RunResult } from "../../shared/lesson-claims";
import { LANGUAGES } from "../../shared/own-program";
import type { Language } from "../../shared/own-program";
import { parseLesson } from "../lab/lessons/parse-lesson";
import { ROOT } from "./__tests__/built-programs";
import { labForTests } from "./__tests__/lab";
import type { SeenRun } from "./__tests__/lab";
import { comparable } from "./__tests__/traces";

const FOLDER = join(ROOT, "lessons");

const LESSONS = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".md"))
  .map((file) =>
    parseLesson(file.slice(0, -".md".length), readFileSync(join(FOLDER, file), "utf8"), "lab"),
  );

/** What blocks the loop does so in real time, and what fetches is answered in it. */
const IN_REAL_TIME = new Set(["2-8-a-blocked-loop"]);
const WITH_REQUESTS = new Set(["1-4-two-titles"]);

const lab = labForTests();
// One CPython serves all of them: loading it is most of the time.
beforeAll(() => lab.programs.prepare("python"));

const cells = LESSONS.flatMap(({ id, blocks }) =>
  blocks.flatMap((block) => (block.kind === "cell" ? [{ lesson: id, cell: block.cell }] : [])),
);

it("each is there with its cells, and names no lesson that is not", () => {
  expect(LESSONS.length).toBeGreaterThanOrEqual(14);
  for (const { cells } of LESSONS) expect(cells).not.toHaveLength(0);
  const ids = new Set(LESSONS.map(({ id }) => id));
  const linked = [...JSON.stringify(LESSONS).matchAll(/"lesson":"([^"]+)"/g)];
  for (const [, id] of linked) expect(ids).toContain(id);
});

describe.each(cells)("$lesson: $cell.title", ({ lesson, cell }) => {
  const traces = new Map<Language, unknown>();

  it.each(LANGUAGES)(
    "prints what it should, when it should, in %s",
    async (language) => {
      const seen = await lab.run(cell.sources[language], language, {
        file: `${cell.id}.${language === "python" ? "py" : "ts"}`,
        clock: IN_REAL_TIME.has(lesson) ? "real" : "virtual",
      });
      expect(seen.end).toEqual({ outcome: "finished", sentence: "", exitCode: 0 });
      const result = resultOf(seen);
      expectLines(result.lines, cell);
      if (cell.seconds !== null) {
        // A timer is never early, and a busy machine may be as late as it likes.
        if (IN_REAL_TIME.has(lesson)) expect(result.seconds).toBeGreaterThan(cell.seconds - 0.05);
        else expect(result.seconds).toBeCloseTo(cell.seconds, 3);
      }
      const right = cell.question?.options.filter(({ claim }) => holds(claim, result));
      if (right !== undefined) expect(right, "one answer is right").toHaveLength(1);
      const isApart = WITH_REQUESTS.has(lesson) || IN_REAL_TIME.has(lesson);
      traces.set(language, comparable(seen.events, isApart));
    },
    60_000,
  );

  it("leaves the same events in both languages", () => {
    const [python, typescript] = [traces.get("python"), traces.get("typescript")];
    expect(typescript).toBeDefined();
    if (!IN_REAL_TIME.has(lesson)) expect(typescript).toEqual(python);
    else expect(withoutTimes(typescript)).toEqual(withoutTimes(python));
  });
});

function expectLines(lines: readonly string[], { output }: Cell): void {
  const differs =
    lines.length !== output.length || output.some((one, at) => !lineIs(one, lines[at]!));
  if (differs) expect(lines).toEqual(output);
}

function resultOf({ events, output }: SeenRun): RunResult {
  const outcomes = ["finished", "failed", "cancelled"] as const;
  const outcomeOf = (task: number) => {
    const done = events.find((event) => event.kind === "task-done" && event.task === task);
    return done?.kind === "task-done" ? outcomes[done.outcome] : null;
  };
  const tasks = events.flatMap((event) =>
    event.kind === "task-created" ? [{ name: event.name, outcome: outcomeOf(event.task) }] : [],
  );
  return { lines: output, seconds: events.at(-1)?.time ?? 0, tasks };
}

/** Each task's events without what the machine's own clock says. */
const withoutTimes = (trace: unknown): unknown =>
  (trace as readonly object[][]).map((events) =>
    events.map((event) => ({ ...event, time: 0, until: 0 })),
  );
