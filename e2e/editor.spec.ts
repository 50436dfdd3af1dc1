import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findings } from "./axe";
import { expect, ONLY_BROWSER, ONLY_DESKTOP, test } from "./fixtures";
import { LabPage } from "./pages/lab-page";

/** CPython is loaded for the first program in Python: seconds, on a machine that is busy. */
const LOADING = { timeout: 45_000 };

/** What the lab keeps of programs that were typed and not saved. */
async function keptIn(profile: string): Promise<string[]> {
  const folder = join(profile, "programs/.drafts");
  const files = await readdir(folder).catch(() => []);
  // One that is being written has another name, and is gone when it is to be read.
  const whole = files.filter((file) => file.endsWith(".json"));
  return Promise.all(whole.map((file) => readFile(join(folder, file), "utf8")));
}

const GREETING = `import asyncio


async def greet(name):
    await asyncio.sleep(0.1)
    print(f"Hello, {name}!")


async def main():
    await asyncio.create_task(greet("Ada"), name="greet")


asyncio.run(main())
`;

test("a program is written, run, saved, and found again", async ({ lab, profile }) => {
  const { editor } = lab;
  await editor.begin("Python");
  await expect(editor.title).toHaveText("untitled-1.py");
  await editor.fill(GREETING);
  await lab.page.keyboard.press("ControlOrMeta+Enter");
  await expect(editor.run).toHaveText("Ended.", LOADING);
  await expect(lab.console.channel("Output")).toHaveText([/Hello, Ada!/]);
  await expect(lab.tasks.row("greet").done).toHaveText("true");
  await lab.page.keyboard.press("ControlOrMeta+s");
  await editor.name("con");
  await expect(editor.nameDialog.getByRole("alert")).toContainText("Windows keeps the name");
  await editor.name("greeting");
  await expect(editor.title).toHaveText("greeting.py");
  expect(await readFile(join(profile, "programs/greeting.py"), "utf8")).toBe(GREETING);
  await lab.reload();
  await expect(editor.title).toHaveText("greeting.py");
  await expect(editor.text).toContainText("Hello, {name}!");
  await expect(editor.own).toHaveText([/greeting\.py/]);
});

test("an error is shown before running, and where the run failed", async ({ lab }) => {
  const { editor } = lab;
  await editor.begin("Python");
  await editor.fill("def f(:\n    pass\n");
  await expect(editor.problem).toContainText("Line 1: SyntaxError", LOADING);
  await editor.fill(
    "import asyncio\n\nasync def main():\n    asyncio.sleep(1)\n    1 / 0\n\nasyncio.run(main())\n",
  );
  await expect(editor.problem).toContainText("Line 4: This coroutine is never awaited", LOADING);
  await lab.page.keyboard.press("ControlOrMeta+Enter");
  await expect(editor.run).toHaveText("Ended with an error in line 5.", LOADING);
  await expect(editor.problem).toContainText("Line 5: ZeroDivisionError: division by zero");
  // A place in a traceback leads to it.
  await lab.console.panel.getByRole("button", { name: 'File "untitled-1.py", line 5' }).click();
  await expect(editor.text).toBeFocused();
});

test("TypeScript is completed and checked against the scheduler's types", async ({ lab }) => {
  const { editor } = lab;
  await editor.begin("TypeScript");
  await editor.fill('import { run, sleep } from "tasklab";\n\nawait run(sleep("1"));\n');
  await expect(editor.problem).toContainText(
    "Line 3: Argument of type 'string' is not assignable to parameter of type 'number'",
    LOADING,
  );
  await lab.page.keyboard.press("ControlOrMeta+End");
  await lab.page.keyboard.type("createTa");
  const suggestion = editor.suggestions.filter({ hasText: "createTask" });
  await expect(suggestion).toBeVisible(LOADING);
  await suggestion.click();
  await expect(editor.text).toContainText("createTask");
});

test("Python's names are completed", async ({ lab }) => {
  const { editor } = lab;
  await editor.begin("Python");
  await editor.fill("import asyncio\n");
  await lab.page.keyboard.press("ControlOrMeta+End");
  await lab.page.keyboard.type("asyncio.create_t");
  await editor.suggestions.filter({ hasText: "create_task" }).click();
  await expect(editor.text).toContainText("asyncio.create_task");
});

test("what was typed and not saved is there again, and does not run", async ({ lab, profile }) => {
  const { editor } = lab;
  await editor.begin("TypeScript");
  await editor.fill('print("typed");\n');
  await expect(editor.own.filter({ hasText: "untitled-1.ts" })).toContainText("unsaved");
  await expect.poll(() => keptIn(profile)).toEqual([expect.stringContaining("typed")]);
  // As if the page had never been here.
  await lab.page.evaluate(() => sessionStorage.removeItem("tasklab-workspace"));
  await lab.reload();
  await expect(lab.notices).toContainText("“untitled-1.ts” was not saved");
  await editor.openOwn("untitled-1.ts");
  await expect(editor.text).toContainText('print("typed");');
  await expect(editor.run).toHaveText("Not run yet.");
  await editor.choose("Discard");
  await expect(editor.own).toHaveCount(0);
});

test("what was typed survives a lab that is killed, and is offered by the next one", async ({
  lab,
  host,
  openHost,
  profile,
}) => {
  host.problems.expect(/ERR_CONNECTION|WebSocket connection/);
  await lab.editor.begin("Python");
  await lab.editor.fill("print('dear')\n");
  await expect.poll(() => keptIn(profile)).toEqual([expect.stringContaining("dear")]);
  process.kill(host.pid, "SIGKILL");
  const page = new LabPage(await openHost());
  await page.isReady();
  await expect(page.notices).toContainText("“untitled-1.py” was not saved");
  await page.editor.openOwn("untitled-1.py");
  await expect(page.editor.text).toContainText("print('dear')");
  await expect(page.editor.run).toHaveText("Not run yet.");
});

test("a file that another program has changed is asked about", async ({ lab, profile }) => {
  const { editor } = lab;
  await editor.begin("Python");
  await editor.fill("print('mine')\n");
  await lab.page.keyboard.press("ControlOrMeta+s");
  await editor.name("shared");
  await expect(editor.title).toHaveText("shared.py");
  const file = join(profile, "programs/shared.py");
  await writeFile(file, "print('theirs')\n");
  await expect(editor.pane.getByRole("alert")).toContainText("Another program has changed", {
    timeout: 15_000,
  });
  await editor.pane.getByRole("button", { name: "Show what is on the disk" }).click();
  await expect(editor.text).toContainText("theirs");
  await editor.choose("Delete");
  // What was shown instead of one's own text can be undone as well.
  const deleted = lab.notices.getByRole("listitem").filter({ hasText: "“shared.py” is deleted." });
  await deleted.getByRole("button", { name: "Undo" }).click();
  await editor.openOwn("shared.py");
  await expect(editor.text).toContainText("theirs");
});

// The desktop chooses files in the system's own dialog.
test("a file that is no program is refused with a sentence", ONLY_BROWSER, async ({ lab }) => {
  const { editor } = lab;
  await editor.openFile("latin.py", Buffer.from("print('Gr\xfc\xdfe')", "latin1"));
  await expect(lab.notices).toContainText("latin.py is not UTF-8");
  await editor.openFile("good.py", Buffer.from("print('Grüße')\r\n"));
  await expect(editor.title).toHaveText("good.py");
  await expect(editor.text).toContainText("Grüße");
});

// A browser keeps files elsewhere to itself.
test(
  "the desktop opens and saves files that are anywhere",
  ONLY_DESKTOP,
  async ({ lab, host, profile }) => {
    // The system's own dialogs are beyond a test: each gives what it is told to.
    const choose = (path: string) =>
      host.app!.evaluate(({ dialog }, filePath) => {
        Object.assign(dialog, {
          showOpenDialog: async () => ({ canceled: false, filePaths: [filePath] }),
          showSaveDialog: async () => ({ canceled: false, filePath }),
        });
      }, path);
    const { editor } = lab;
    const file = join(profile, "theirs.py");
    await writeFile(file, "print('theirs')\r\n");
    await choose(file);
    await editor.open.click();
    await expect(editor.title).toHaveText("theirs.py");
    await editor.fill("print('mine')\nprint('too')\n");
    await expect(editor.save).toBeEnabled();
    await lab.page.keyboard.press("ControlOrMeta+s");
    await expect(editor.save).toBeDisabled();
    expect(await readFile(file, "utf8")).toBe("print('mine')\r\nprint('too')\r\n");
    await choose(join(profile, "copy"));
    await editor.choose("Save in a folder of yours…");
    await expect(editor.title).toHaveText("copy.py");
    expect(await readFile(join(profile, "copy.py"), "utf8")).toContain("mine");
    await writeFile(file, Buffer.from("print('Gr\xfc\xdfe')", "latin1"));
    await choose(file);
    await lab.page.keyboard.press("ControlOrMeta+o");
    await expect(lab.notices).toContainText("theirs.py is not UTF-8");
    await editor.choose("Take it off the list");
    await expect(editor.own.filter({ hasText: "copy.py" })).toHaveCount(0);
    expect(await readFile(join(profile, "copy.py"), "utf8")).toContain("mine");
  },
);

test("a line that does not yield is marked, and Stop ends it", async ({ lab }) => {
  const { editor } = lab;
  await editor.begin("TypeScript");
  await editor.fill(
    "function* main() {\n  for (;;) {\n    Math.random();\n  }\n}\nawait run(main());\n",
  );
  await lab.page.keyboard.press("ControlOrMeta+Enter");
  await expect(editor.sign("The program blocks here")).toBeVisible(LOADING);
  await expect(editor.run).toContainText("does not yield");
  await lab.stop();
  await expect(editor.run).toContainText("Ended.");
  await expect(editor.sign("The program blocks here")).toHaveCount(0);
});

test("the keyboard alone gets in and out of the editor", async ({ lab }) => {
  const { editor } = lab;
  await editor.openExample("Both at once", "Python");
  await lab.page.keyboard.press("Alt+2");
  await expect(editor.text).toBeFocused();
  await lab.page.keyboard.press("Tab");
  await expect(editor.text).toBeFocused();
  await lab.page.keyboard.press("Escape");
  await lab.page.keyboard.press("Tab");
  await expect(editor.text).not.toBeFocused();
});

test("axe finds nothing on the editor, at any size", async ({ lab }) => {
  const { editor } = lab;
  for (const theme of ["Dark", "Light"] as const) {
    await lab.open("Settings");
    await lab.settings.chooseTheme(theme);
    await editor.openExample("Both at once", "TypeScript");
    await editor.fill("print(1;\n");
    await expect(editor.problem).toContainText("Line 1", LOADING);
    await editor.text.press("ControlOrMeta+f");
    for (const size of [
      { width: 1440, height: 900 },
      { width: 800, height: 600 },
    ]) {
      await lab.page.setViewportSize(size);
      expect(await findings(lab)).toEqual([]);
    }
    await lab.page.setViewportSize({ width: 1440, height: 900 });
    await editor.choose("Go back to the example as it was");
  }
});
