import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NO_MARKS } from "../../../shared/lesson";
import { TestLab } from "../test-lab";

/** The folder of the lessons that come with the lab, and the profile. */
let folder: string;
let profile: string;
let lab: TestLab;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tasklab lessons "));
  profile = await mkdtemp(join(tmpdir(), "tasklab profile "));
  await lesson(folder, "1-1-first.md");
  lab = await TestLab.open({ lessons: folder, profile });
});

afterEach(async () => {
  await lab.close();
  await rm(folder, { recursive: true });
});

const text = (title: string, course = "Tasks"): string => `---
title: ${title}
course: ${course}
summary: About it.
---

\`\`\`python cell=one
print(1)
\`\`\`

\`\`\`typescript cell=one
print(1);
\`\`\`

\`\`\`yaml cell=one
title: One
output: "1"
\`\`\`
`;

const lesson = (where: string, file: string, ...about: Parameters<typeof text> | []) =>
  writeFile(join(where, file), text(...((about.length === 0 ? [file] : about) as [string])));

const list = () => lab.do("lessons.list", {});
const own = () => join(profile, "lessons");

describe("lessons", () => {
  it("are listed course by course, in the order of their files' names", async () => {
    await lesson(folder, "2-1-other.md", "Other", "Queues");
    await lesson(folder, "1-10-last.md", "Last");
    await lesson(folder, "1-9-before.md", "Before");
    await writeFile(join(folder, "README.md"), "How to write one.");
    await writeFile(join(folder, "notes.txt"), "No lesson.");
    const { lessons, problems } = await list();
    expect(lessons.map(({ id }) => id)).toEqual([
      "1-1-first",
      "1-9-before",
      "1-10-last",
      "2-1-other",
    ]);
    expect(problems).toEqual([]);
    expect(lessons[0]).not.toHaveProperty("blocks");
    const { lesson: read } = await lab.do("lessons.read", { lesson: "1-1-first" });
    expect(read.blocks).toHaveLength(1);
  });

  it("of the user's own stand beside them, and take the place of one of the same name", async () => {
    await mkdir(own());
    await lesson(own(), "9-1-mine.md", "Mine");
    await lesson(own(), "1-1-first.md", "Adapted");
    const { lessons, folder: told } = await list();
    expect(told).toBe(own());
    expect(lessons).toMatchObject([
      { id: "1-1-first", title: "Adapted", origin: "own" },
      { id: "9-1-mine", title: "Mine", origin: "own" },
    ]);
  });

  it("open all the same while a file among them is no lesson, which is told with its line", async () => {
    await writeFile(join(folder, "1-2-broken.md"), text("Broken").replace("course: Tasks\n", ""));
    await writeFile(join(folder, "no good.md"), text("Nameless"));
    await mkdir(join(folder, "1-3-folder.md"));
    await writeFile(join(folder, "1-4-long.md"), "x".repeat(1_000_000));
    const { lessons, problems } = await list();
    expect(lessons.map(({ id }) => id)).toEqual(["1-1-first"]);
    expect(problems).toEqual([
      { file: "1-2-broken.md", line: 2, reason: 'The setting "course" is missing.' },
      { file: "1-3-folder.md", line: null, reason: expect.stringContaining("cannot be read") },
      { file: "1-4-long.md", line: null, reason: expect.stringContaining("It is too long") },
      { file: "no good.md", line: null, reason: expect.stringContaining("is named with") },
    ]);
    const refused = await lab.refused("lessons.read", { lesson: "1-2-broken" });
    expect(refused).toMatchObject({ code: "not-found", field: "lesson" });
    expect(refused.message).toContain("Line 2");
  });

  it("are read again when they change, and pages hear of it", async () => {
    await mkdir(own());
    const page = lab.follow();
    expect((await list()).lessons).toHaveLength(1);
    await lesson(own(), "9-1-mine.md", "Mine");
    await expect.poll(() => page.pushes).toContainEqual({ type: "lessons" });
    await lesson(own(), "9-1-mine.md", "Mine, and better");
    expect((await list()).lessons.at(-1)?.title).toBe("Mine, and better");
    await rm(join(own(), "9-1-mine.md"));
    expect((await list()).lessons).toHaveLength(1);
  });

  it("are never looked for outside of their folders", async () => {
    await writeFile(join(folder, "..", "secret.md"), text("Secret"));
    expect(await lab.refused("lessons.read", { lesson: "../secret" })).toMatchObject({
      code: "not-found",
    });
    await rm(join(folder, "..", "secret.md"));
  });
});

describe("progress", () => {
  const mark = { lesson: "1-1-first", cell: "one" } as const;

  it("is kept for the next time", async () => {
    await lab.do("lessons.mark", { ...mark, mark: { kind: "ran", language: "python" } });
    await lab.do("lessons.mark", { ...mark, mark: { kind: "ran", language: "python" } });
    await lab.do("lessons.mark", { ...mark, mark: { kind: "predicted", isRight: true } });
    await lab.do("lessons.mark", {
      ...mark,
      mark: { kind: "answered", option: 1, isRight: false },
    });
    await lab.do("lessons.mark", {
      ...mark,
      mark: { kind: "draft", language: "typescript", text: "print(2)" },
    });
    await lab.do("lessons.setLanguage", { language: "typescript" });
    await lab.lab.close();
    lab = await TestLab.open({ lessons: folder, profile });
    expect((await list()).progress).toEqual({
      language: "typescript",
      lessons: {
        "1-1-first": {
          one: {
            ran: ["python"],
            predicted: true,
            answer: { option: 1, isRight: false },
            drafts: { typescript: "print(2)" },
          },
        },
      },
    });
  });

  it("forgets a draft with the original, and a lesson that is started over", async () => {
    const draft = { kind: "draft", language: "python" } as const;
    await lab.do("lessons.mark", { ...mark, mark: { ...draft, text: "print(2)" } });
    await lab.do("lessons.mark", { ...mark, mark: { ...draft, text: null } });
    expect((await list()).progress.lessons).toEqual({ "1-1-first": { one: NO_MARKS } });
    await lab.do("lessons.startOver", { lesson: "1-1-first" });
    expect((await list()).progress.lessons).toEqual({});
  });

  it("is kept of lessons and cells that are called like what every object has", async () => {
    await writeFile(
      join(folder, "constructor.md"),
      text("Names").replaceAll("cell=one", "cell=constructor"),
    );
    const cell = { lesson: "constructor", cell: "constructor" };
    await lab.do("lessons.mark", { ...cell, mark: { kind: "ran", language: "python" } });
    await lab.do("lessons.mark", { ...cell, mark: { kind: "predicted", isRight: true } });
    const { lessons } = (await list()).progress;
    expect(lessons["constructor"]).toEqual({
      constructor: { ...NO_MARKS, ran: ["python"], predicted: true },
    });
    expect(lab.logged).toEqual([]);
  });

  it("is of cells that there are", async () => {
    const ran = { kind: "ran", language: "python" } as const;
    const refused = await lab.refused("lessons.mark", { ...mark, cell: "two", mark: ran });
    expect(refused).toMatchObject({ code: "not-found", field: "cell" });
    expect(
      await lab.refused("lessons.mark", { lesson: "x", cell: "one", mark: ran }),
    ).toMatchObject({ code: "not-found", field: "lesson" });
  });

  it("that cannot be read is set aside", async () => {
    await lab.lab.close();
    await writeFile(join(profile, "lesson-progress.json"), "{ half of it");
    lab = await TestLab.open({ lessons: folder, profile });
    expect((await list()).progress).toEqual({ language: "python", lessons: {} });
    expect(lab.logged.join()).toContain("The progress in lessons");
    const files = await readdir(profile);
    expect(files.some((file) => file.startsWith("lesson-progress.json.unreadable"))).toBe(true);
  });
});
