import type { Lesson, LessonList } from "../shared/lesson";
import { lineIs } from "../shared/lesson-claims";
import type { Result } from "../shared/result";
import { expect, ONLY_BROWSER, test } from "./fixtures";
import type { Host } from "./hosts/host";
import type { CellPart } from "./pages/lesson-page";

const LANGUAGES = ["Python", "TypeScript"] as const;

/** How late a run may end after its timers, in seconds: what it computes is done in real time, on a busy machine. */
const LATENESS = 2;
const EARLINESS = 0.05;

/** What the lab says its lessons are: the specs know of none. */
async function lessonsOf(host: Host, course: string): Promise<Lesson[]> {
  const { lessons } = await called<LessonList>(host, "lessons.list", {});
  const read = lessons
    .filter((lesson) => lesson.course === course)
    .map(({ id }) => called<{ lesson: Lesson }>(host, "lessons.read", { lesson: id }));
  return (await Promise.all(read)).map(({ lesson }) => lesson);
}

async function called<T>(host: Host, name: string, input: unknown): Promise<T> {
  const result = (await host.call(name, input)) as Result<T>;
  if (!result.ok) throw new Error(`${name}: ${result.error.message}`);
  return result.value;
}

const cellsOf = ({ blocks }: Lesson) =>
  blocks.flatMap((block) => (block.kind === "cell" ? [block.cell] : []));
type Cell = ReturnType<typeof cellsOf>[number];

/** Sees that a cell printed what its lesson says, in order, and took as long. */
async function expectRun(part: CellPart, { title, output, seconds }: Cell): Promise<void> {
  await expect(part.state, title).toContainText("Ended after");
  await expect(part.lines, title).toHaveCount(output.length);
  const lines = await part.lines.allInnerTexts();
  const differ = lines.filter((line, at) => !lineIs(output[at]!, line));
  if (differ.length > 0) expect(lines, title).toEqual(output);
  const times = (await part.times.allInnerTexts()).map((time) => Number.parseFloat(time));
  expect(times, title).toEqual(times.toSorted((one, other) => one - other));
  if (seconds === null) return;
  const took = await part.seconds();
  expect(took, title).toBeGreaterThan(seconds - EARLINESS);
  expect(took, title).toBeLessThan(seconds + LATENESS);
}

// The lab is the same on every host, and so are the programs' processes' tests: one is enough for these.
for (const course of ["Await, or make a task", "Working together"]) {
  test(
    `every program of “${course}” runs in both languages, and does what its lesson says`,
    ONLY_BROWSER,
    async ({ host, lab }) => {
      // Thirty runs, and CPython is loaded for the first.
      test.setTimeout(300_000);
      const { lesson: page } = lab;
      const lessons = await lessonsOf(host, course);
      expect(lessons.length).toBeGreaterThanOrEqual(6);
      await lab.openLesson(lessons[0]!.title);
      // What only waits need not be waited for; its time counts as if it were.
      await lab.time.setDial("jump");
      for (const [index, lesson] of lessons.entries()) {
        if (index > 0) await page.next();
        await expect(page.title).toHaveText(lesson.title);
        const cells = cellsOf(lesson);
        for (const language of LANGUAGES) {
          await page.show(language);
          for (const cell of cells) {
            const part = page.cell(cell.title);
            if (cell.question !== null) await part.options.first().check();
            await part.run();
            await expectRun(part, cell);
            await part.explain();
            await expect(part.explanation, cell.title).toContainText("The run took");
            if (cell.question === null) continue;
            await expect(part.reasons, cell.title).toHaveCount(cell.question.options.length);
            await expect(part.right, cell.title).toHaveCount(1);
          }
        }
        await expect(page.progress).toContainText(`${cells.length} of ${cells.length}`);
      }
    },
  );
}
