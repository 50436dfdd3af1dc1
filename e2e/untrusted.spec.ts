// What anybody may have written, on every view: it is text, and nothing else.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, ONLY_BROWSER, test } from "./fixtures";
import { HOSTILE_TEXTS, Watch } from "./hostile";
import { LabPage } from "./pages/lab-page";
import { OwnProgram } from "./pages/own-program";

const PATIENCE_MS = 30_000;
/** The longest name of a task that the playground takes. */
const MAX_NAME = 80;
const LONG = "<b id=hostile>".repeat(140);
const FENCE = "```";

/** Those that can be the name of a file here. */
const fileNames = HOSTILE_TEXTS.filter((text) => !text.includes("/") && !text.includes("\0")).slice(
  0,
  20,
);

/** A recording in which every text that somebody could put there is a hostile one. */
function hostileRecording(): string {
  const all = HOSTILE_TEXTS.join("\n");
  const rows: object[] = [];
  const add = (row: object) => rows.push({ n: rows.length, t: rows.length / 100, ...row });
  for (const [index, text] of [...HOSTILE_TEXTS, LONG].entries()) {
    const task = index + 1;
    add({ e: "task-created", task, name: text, creator: index });
    add({ e: "task-coroutine", task, coroutine: text });
    add({ e: "task-site", task, line: 1, file: text });
    add({ e: "resource-created", resource: task, is: "lock", name: text });
    add({ e: "step-started", task });
    add({ e: "task-line", task, line: 2, file: text });
    add({ e: "printed", task, channel: ["output", "error", "warning", "lab"][index % 4], text });
    add({ e: "request-started", task, request: task, text });
    add({ e: "request-ended", task, request: task, outcome: "failed", text });
    add({ e: "task-waiting", task, reason: index % 2 === 0 ? "lock" : "future", label: text });
    if (index % 5 === 4) continue;
    add({ e: "cancel-requested", task, origin: "user", message: text });
    add({ e: "task-ready", task });
    add({ e: "step-started", task });
    add({ e: "cancel-delivered", task });
    add({ e: "task-done", task, outcome: ["result", "error", "cancelled"][index % 3], text });
  }
  const header = {
    format: "tasklab-recording",
    version: "1.2",
    lab: HOSTILE_TEXTS[0],
    session: "program",
    program: HOSTILE_TEXTS[2],
    source: all,
    file: HOSTILE_TEXTS[2],
    startedAt: "2026-03-01T12:00:00Z",
    clock: "real",
    first: 0,
    evictedTasks: 0,
    snapshot: 0,
  };
  const end = { e: "end", t: rows.length / 100, events: rows.length };
  return [header, ...rows, end].map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** Texts that a lesson's own line refuses, or that are more than one line. */
const NO_LINE_OF_A_LESSON = /^!?\[.*\]|[\r\n\u2028\u2029]/;

/** A lesson whose every part is hostile. */
function hostileLesson(): string {
  const texts = HOSTILE_TEXTS.filter((text) => !NO_LINE_OF_A_LESSON.test(text));
  const quoted = JSON.stringify(texts[2]);
  return `---
title: ${quoted}
course: ${JSON.stringify(texts[1])}
summary: ${JSON.stringify(texts[9])}
minutes: 5
---

${texts.join("\n\n")}

${texts.map((text) => `- ${text}`).join("\n")}

| a | b |
| --- | --- |
${texts.map((text) => `| ${text.replaceAll("|", "")} | x |`).join("\n")}

${FENCE}yaml cell=one
title: ${quoted}
output: |
${texts.map((text) => `  ${text}`).join("\n")}
${FENCE}

${FENCE}python cell=one
print(${quoted})
${FENCE}

${FENCE}typescript cell=one
function* main() { print(${quoted}); }
${FENCE}
`;
}

test.describe.configure({ timeout: 180_000 });

test("names, output and errors of a run", async ({ lab, host }) => {
  const watch = new Watch(lab.page);
  for (const name of HOSTILE_TEXTS) {
    const task = {
      session: "playground",
      coroutine: "fail-after",
      args: { seconds: 0, message: name },
      name: name.slice(0, MAX_NAME),
      count: 1,
    };
    expect(await host.call("tasks.create", task)).toMatchObject({ ok: true });
  }
  await expect.poll(() => lab.tasks.count()).toBeGreaterThan(HOSTILE_TEXTS.length);
  await expect(lab.tasks.row("<b id=hostile>bold</b>").done).toHaveText("true");
  await watch.expectOnlyText("tasks");
  await lab.tasks.locator.focus();
  await lab.page.keyboard.press("Home");
  await lab.page.keyboard.press("ArrowDown");
  await watch.expectOnlyText("inspector");
  await lab.warnings.open();
  await watch.expectOnlyText("warnings");

  const own = new OwnProgram(host, lab);
  await own.run(
    `function* nap(): Coroutine<void> { yield* sleep(0); }
function* main(): Coroutine<void> {
  for (const text of ${JSON.stringify([...HOSTILE_TEXTS, LONG])}) {
    print(text);
    yield* createTask(nap(), { name: text });
  }
  throw new Error(${JSON.stringify(HOSTILE_TEXTS[2])});
}`,
    "typescript",
  );
  await own.untilEnded(/failed/, PATIENCE_MS);
  await lab.console.open();
  await expect(lab.console.channel("Errors").last()).toContainText(HOSTILE_TEXTS[2]!);
  await watch.expectOnlyText("a program's run");
});

test("recordings and programs in the profile", async ({ openHost, profile }) => {
  for (const folder of ["recordings", "programs"]) await mkdir(join(profile, folder));
  await writeFile(join(profile, "recordings", "all of them.tasklab.jsonl"), hostileRecording());
  await writeFile(join(profile, "recordings", "broken.tasklab.jsonl"), HOSTILE_TEXTS.join("\n"));
  // With a zero byte it would be no text.
  const program = HOSTILE_TEXTS.join("\n").replaceAll("\0", "");
  for (const name of fileNames) {
    // Not every system takes every name.
    const write = (path: string, text: string) => writeFile(path, text).catch(() => undefined);
    await write(join(profile, "programs", `${name}.py`), program);
    await write(join(profile, "recordings", `${name}.tasklab.jsonl`), hostileRecording());
  }
  const host = await openHost();
  const lab = new LabPage(host);
  const watch = new Watch(lab.page);
  await lab.isReady();
  await expect(lab.recordings.entry("all of them")).toBeVisible();
  await watch.expectOnlyText("library");

  await lab.recordings.entry("all of them").click();
  await expect.poll(() => lab.tasks.count()).toBe(HOSTILE_TEXTS.length + 1);
  await watch.expectOnlyText("a recording");
  await lab.tasks.locator.focus();
  await lab.page.keyboard.press("Home");
  for (let row = 1; row <= HOSTILE_TEXTS.length; row += 1) {
    await lab.page.keyboard.press("ArrowDown");
    // What is shown of a task comes a repaint later.
    if (row % 10 === 0) await watch.expectOnlyText(`task ${row} of a recording`);
  }
  for (const panel of [lab.warnings, lab.loop, lab.console]) {
    await panel.open();
    await watch.expectOnlyText(panel.constructor.name);
  }
  await lab.compare.open();
  await lab.compare.choice("A").selectOption({ label: "all of them" });
  await expect(lab.compare.difference).not.toBeEmpty();
  await watch.expectOnlyText("compare");
  await lab.compare.showTasks();
  await watch.expectOnlyText("compared tasks");
  await lab.compare.close();
  await lab.recordings.openImageDialog();
  await watch.expectOnlyText("a picture's dialog");
  await lab.page.keyboard.press("Escape");

  await lab.page.keyboard.press("ControlOrMeta+k");
  await lab.page.keyboard.type("<");
  await watch.expectOnlyText("all actions");
  await lab.page.keyboard.press("Escape");
  await lab.editor.own.filter({ hasText: "hostile" }).first().click();
  await expect(lab.editor.text).toContainText(HOSTILE_TEXTS[0]!);
  await watch.expectOnlyText("editor");
});

test("lessons", async ({ lab, host, profile }) => {
  host.problems.expect(/lesson/i);
  const watch = new Watch(lab.page);
  await mkdir(join(profile, "lessons"), { recursive: true });
  await writeFile(join(profile, "lessons", "hostile.md"), hostileLesson());
  await writeFile(join(profile, "lessons", "broken.md"), HOSTILE_TEXTS.join("\n"));
  const front = `---\ntitle: Links\ncourse: Own\nsummary: None.\nminutes: 1\n---\n\n`;
  await writeFile(join(profile, "lessons", "links.md"), `${front}[click](javascript:ran=1)\n`);
  await lab.reload();
  await lab.openLesson("<img id=hostile src=x onerror=ran=1>");
  await expect(lab.lesson.title).toHaveText("<img id=hostile src=x onerror=ran=1>");
  await expect(lab.lesson.article).toContainText("<script>ran=1</script>");
  await watch.expectOnlyText("a lesson");
  await lab.library.getByRole("button", { name: "All lessons" }).click();
  await expect(lab.lesson.problems).toContainText("broken.md");
  await expect(lab.lesson.problems).toContainText('"javascript:ran=1" is no address');
  await watch.expectOnlyText("lessons");
});

// The desktop app has no address that a link could name.
test("links", ONLY_BROWSER, async ({ lab, host }) => {
  host.problems.expect(/link|recording/i);
  const watch = new Watch(lab.page);
  const fragments = HOSTILE_TEXTS.flatMap((text) => {
    const name = encodeURIComponent(text.replaceAll(/\p{Cs}/gu, ""));
    return [name, `recording=${name}`, `recording=x&task=${name}&search=${name}`];
  });
  await lab.page.evaluate(async (fragments) => {
    for (const fragment of fragments) {
      location.hash = fragment;
      // The page hears of each by an event of its own.
      await new Promise((resolve) => setTimeout(resolve));
    }
  }, fragments);
  await expect(lab.notices).toContainText(/There is no recording|This link is not right/);
  await watch.expectOnlyText("links");
});
