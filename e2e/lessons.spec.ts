import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./fixtures";
import { findings } from "./axe";
import { LabPage } from "./pages/lab-page";

const LANGUAGES = ["Python", "TypeScript"] as const;

// Programs run in real time here, CPython is loaded for each test, and the machine may be busy.
test.describe.configure({ timeout: 180_000 });

test("the first lesson: predicted, run, explained, and found again", async ({ lab }) => {
  await lab.openLesson("One after the other");
  const { lesson } = lab;
  await expect(lesson.title).toHaveText("One after the other");
  await expect(lesson.progress).toContainText("0 of 1");
  const cell = lesson.cell("Two sources, awaited directly");
  const output = [
    "weather: asked",
    "weather: answered",
    "news: asked",
    "news: answered",
    "both are there",
  ];

  // Wrong first: as two tasks would print it.
  await cell.putInOrder(["weather: asked", "news: asked", "weather: answered", "news: answered"]);
  await cell.run("Run and compare");
  await expect(cell.verdict).toContainText("of 5 lines stand where they came");
  await expect(cell.verdict).toContainText(
    "you expected “news: asked”, and “weather: answered” came",
  );
  await expect(cell.lines).toHaveText(output);
  await cell.explain();
  await expect(cell.explanation).toContainText(
    "main waited for its sleep(1) twice, one after the other",
  );
  await expect(cell.explanation).toContainText("There was one task only");

  await lesson.show("TypeScript");
  await expect(cell.source).toContainText("function* main()");
  await cell.button("Predict again").click();
  await cell.putInOrder(output);
  await cell.run("Run and compare");
  await expect(cell.verdict).toHaveText(/All 5 lines came as you said\./);
  await expect(lesson.progress).toContainText("1 of 1");

  await lab.reload();
  await expect(lesson.progress).toContainText("1 of 1");
  await expect(cell.done).toBeVisible();
  await expect(cell.source).toContainText("function* main()");
});

test("the second lesson: times are drawn, and two runs stand on one axis", async ({ lab }) => {
  await lab.openLesson("Both at once");
  const { lesson } = lab;
  for (const language of LANGUAGES) {
    await lesson.show(language);
    await lesson.cell("Awaited directly").run();
    await expect(lesson.cell("Awaited directly").state).toContainText(/Ended after [2-3]\.\d+ s/);
    const cell = lesson.cell("Created first, awaited afterwards");
    if (language === "TypeScript") await cell.button("Predict again").click();
    await cell.field("weather begins at, in seconds").fill("0");
    await cell.field("weather lasts, in seconds").fill("1");
    // In Python as many a learner expects it.
    await cell.field("news begins at, in seconds").fill(language === "Python" ? "1" : "0");
    await cell.field("news lasts, in seconds").fill("1");
    await cell.run("Run and compare");
    await expect(cell.verdict).toContainText(
      language === "Python"
        ? "it was there as soon as main had created it"
        : "Every bar lies where you drew it.",
    );
    await expect(cell.comparison).toContainText(/^B is .* faster/);
    await expect(
      cell.button("Explain this run").or(cell.button("Hide the explanation")),
    ).toBeVisible();
    await cell.explain();
    await expect(cell.explanation).toContainText("weather and news waited side by side");
    await expect(lab.tasks.row("news").state).toContainText("done");
  }
  await expect(lesson.progress).toContainText("2 of 2");
});

test("the quiz is graded by running, with a reason for each answer", async ({ lab }) => {
  await lab.openLesson("Quiz: await, or make a task?");
  const { lesson } = lab;
  await lesson.show("TypeScript");
  const answers: readonly (readonly [cell: string, answer: string, isRight: boolean])[] = [
    ["1: two awaits", "About two seconds", true],
    ["2: two tasks, two awaits", "About one second", true],
    ["3: created and awaited in one line", "About one second", false],
    ["4: a task, and a direct await", "The news, after one second", true],
    ["5: the first line", "main goes on", true],
    ["6: a task that nobody awaits", "It is cancelled half way", true],
  ];
  for (const [title, answer, isRight] of answers) {
    const cell = lesson.cell(title);
    await cell.answer(answer).check();
    await cell.run("Run and grade");
    await expect(cell.answer(answer)).toBeChecked();
    const label = cell.option(answer);
    await expect(label.getByRole("img")).toHaveAccessibleName(isRight ? "right" : "wrong");
    await expect(cell.reasons).toHaveCount(await cell.options.count());
  }
  await expect(lesson.progress).toContainText("6 of 6");
  await lab.reload();
  await expect(lesson.progress).toContainText("6 of 6");
  await expect(lesson.cell("1: two awaits").answer("About two seconds")).toBeChecked();
});

test("a cell is changed, stopped, and reset; what was typed is there after a reload", async ({
  lab,
}) => {
  await lab.openLesson("Task groups");
  const { lesson } = lab;
  await lesson.show("TypeScript");
  const cell = lesson.cell("Two painters");
  await cell.fill(
    'import { print, run, sleep } from "tasklab";\n\nfunction* main() {\n  print("for ever");\n  yield* sleep(3600);\n}\n\nawait run(main());\n',
  );
  await cell.button("Run Two painters").click();
  await expect(cell.lines).toHaveText(["for ever"], { timeout: 30_000 });
  await cell.button("Stop Two painters").click();
  await expect(cell.state).toContainText("Ended after", { timeout: 30_000 });
  await lab.reload();
  await expect(cell.source).toContainText("for ever");
  await cell.button("Reset Two painters").click();
  await expect(cell.source).toContainText("both at work");
});

test("how far a learner is, and what was typed, is there when the lab is started again", async ({
  lab,
  host,
  openHost,
  profile,
}) => {
  await lab.openLesson("A blocked loop");
  await lab.lesson.show("TypeScript");
  const question = lab.lesson.cell("The same work in ten parts");
  await question.answer("Yes: computing takes even longer than before").check();
  await question.run("Run and grade");
  await expect(lab.lesson.progress).toContainText("1 of 2");
  await lab.lesson.cell("A heart that misses its beat").fill('print("mine");\n');
  // What was typed is kept soon after, and what is kept is on the disk soon after that.
  const progress = () => readFile(join(profile, "lesson-progress.json"), "utf8").catch(() => "");
  await expect.poll(progress).toContain("mine");
  await host.close();

  const again = new LabPage(await openHost());
  await again.isReady();
  await again.openLesson("A blocked loop");
  const { lesson } = again;
  await expect(lesson.progress).toContainText("1 of 2");
  await expect(lesson.cell("A heart that misses its beat").source).toContainText('print("mine");');
  const asked = lesson.cell("The same work in ten parts");
  await expect(asked.answer("Yes: computing takes even longer than before")).toBeChecked();
  await expect(asked.done).toBeVisible();
  await lesson.startOver();
  await expect(lesson.progress).toContainText("0 of 2");
  await expect(lesson.cell("A heart that misses its beat").source).toContainText(
    "function* heart()",
  );
});

test("a teacher's lesson stands beside the others, and a bad file is told with its line", async ({
  lab,
  profile,
  host,
}) => {
  const folder = join(profile, "lessons");
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "9-1-mine.md"),
    "---\ntitle: My own lesson\ncourse: My course\nsummary: Mine.\n---\n\nAsk <b>this</b>.\n",
  );
  await writeFile(join(folder, "9-2-bad.md"), "---\ntitle: No course\nsummary: Bad.\n---\n");
  await host.call("lessons.list", {});
  await lab.reload();
  await lab.open("All lessons");
  await expect(lab.lesson.problems).toContainText("9-2-bad.md, line 2");
  await expect(lab.lesson.problems).toContainText('The setting "course" is missing');
  await lab.openLesson("My own lesson");
  await expect(lab.page.getByText("Ask <b>this</b>.")).toBeVisible();
  // What is changed on the disk is changed on the page.
  await rm(join(folder, "9-2-bad.md"));
  await writeFile(
    join(folder, "9-1-mine.md"),
    "---\ntitle: My own lesson\ncourse: My course\nsummary: Mine.\n---\n\nAsked anew.\n",
  );
  await expect(lab.page.getByText("Asked anew.")).toBeVisible({ timeout: 20_000 });
});

for (const theme of ["Dark", "Light"] as const) {
  test(`axe finds nothing on a lesson, ${theme.toLowerCase()}, wide and narrow`, async ({
    lab,
  }) => {
    await lab.open("Settings");
    await lab.settings.chooseTheme(theme);
    await lab.open("All lessons");
    await expect(lab.lesson.overview).toContainText("Locks");
    expect(await findings(lab)).toEqual([]);
    await lab.openLesson("Both at once");
    await lab.lesson.show("TypeScript");
    const cell = lab.lesson.cell("Created first, awaited afterwards");
    await expect(cell.source).toBeVisible();
    expect(await findings(lab)).toEqual([]);
    await cell.run("Run and compare");
    await cell.explain();
    expect(await findings(lab)).toEqual([]);
    await lab.openLesson("Quiz: await, or make a task?");
    await lab.lesson.cell("1: two awaits").answer("About two seconds").check();
    await lab.lesson.cell("1: two awaits").run("Run and grade");
    expect(await findings(lab)).toEqual([]);
    await lab.page.setViewportSize({ width: 320, height: 640 });
    expect(await findings(lab)).toEqual([]);
    const overflow = await lab.lesson.article.evaluate(
      (article) => article.scrollWidth - article.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
