// What becomes of what is saved where the disk takes nothing: full for a while, or read-only.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CommandInput, CommandName } from "../../shared/contract";
import { Channel } from "../../shared/events";
import { virtualClock } from "../scheduler";
import { SmallDisk } from "./files/__tests__/small-disk";
import { ProfileLock } from "./files/profile-lock";
import { RECORDING_SUFFIX } from "./recordings/file-name";
import { TestLab } from "./test-lab";

/** Everything that a user saves, or that is kept as they go. `word` tells one time from the next. */
function saves(word: string, latencyMs: number): [CommandName, never][] {
  const inputs: { [K in CommandName]?: CommandInput<K> } = {
    "settings.update": { settings: { latencyMs } },
    "recordings.save": { job: word, session: "program", name: word },
    "sources.keepDraft": {
      document: "new:1",
      name: "Typed",
      language: "python",
      text: word,
      base: null,
    },
    "sources.saveAs": { document: "new:2", name: word, language: "python", text: word },
    "lessons.setLanguage": { language: "typescript" },
  };
  return Object.entries(inputs) as [CommandName, never][];
}

/** @returns of each command "ok", or the sentence of its refusal */
async function saveAll(lab: TestLab, word: string, latencyMs: number): Promise<string[]> {
  const answers: string[] = [];
  for (const [name, input] of saves(word, latencyMs)) {
    const result = await lab.call(name, input);
    answers.push(result.ok ? "ok" : `${result.error.code}: ${result.error.message}`);
  }
  return answers;
}

/** Runs a program to its end. @returns what it printed */
async function run(lab: TestLab): Promise<string[]> {
  const { epoch } = await lab.do("programs.run", { program: "two-tasks" });
  const page = lab.follow("program");
  await expect.poll(() => [page.epoch, page.status?.phase]).toEqual([epoch, "ended"]);
  return page.texts(Channel.OUTPUT);
}

const remarks = (lab: TestLab, channel: Channel) => lab.follow("program").texts(channel).join("\n");

/** The files in a folder and below, and what is in them. */
async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: Record<string, string> = {};
  for (const { parentPath, name } of entries.filter((entry) => entry.isFile())) {
    const path = join(parentPath, name);
    files[path.slice(folder.length + 1)] = await readFile(path, "utf8");
  }
  return files;
}

/** A lab in which everything was saved once, with an autosave that is whole. */
async function openWithFiles(profile: string): Promise<{ lab: TestLab; output: string[] }> {
  const lab = await TestLab.open({ profile, newClock: virtualClock });
  const output = await run(lab);
  expect(await saveAll(lab, "before", 1)).toEqual(["ok", "ok", "ok", "ok", "ok"]);
  const autosave = join(profile, `recordings/.last-program${RECORDING_SUFFIX}`);
  await expect.poll(() => readFile(autosave, "utf8")).toContain('"e":"end"');
  return { lab, output };
}

describe("a disk that is full", () => {
  it("is told of, costs nothing that was there, and takes everything once there is room", async (test) => {
    const disk = await SmallDisk.mount(test);
    const profile = join(disk.folder, "profile");
    const { lab, output } = await openWithFiles(profile);
    const before = await filesIn(profile);

    await disk.fill();
    expect(await saveAll(lab, "full", 2)).toEqual([
      "storage: The settings hold until the lab ends, but could not be saved: the disk is full (ENOSPC).",
      "storage: The recording could not be saved: the disk is full (ENOSPC).",
      "storage: What you typed could not be kept: the disk is full (ENOSPC).",
      "storage: The program could not be saved: the disk is full (ENOSPC).",
      "storage: The progress could not be kept: the disk is full (ENOSPC).",
    ]);
    expect(await run(lab)).toEqual(output);
    await expect
      .poll(() => remarks(lab, Channel.WARNING))
      .toBe(
        "This run is no longer saved as it goes: the disk is full (ENOSPC). What was saved before is " +
          "still there, and the rest follows as soon as it can be saved.",
      );
    // The draft of the run's file has its name, and nothing in it.
    const whileFull = Object.entries(await filesIn(profile));
    const isDraft = ([name]: [string, string]) => name.includes(".draft-");
    expect(Object.fromEntries(whileFull.filter((file) => !isDraft(file)))).toEqual(before);
    expect(whileFull.filter(isDraft).map(([, text]) => text)).toEqual([""]);

    await disk.makeRoom();
    expect(await saveAll(lab, "after", 3)).toEqual(["ok", "ok", "ok", "ok", "ok"]);
    await expect
      .poll(() => remarks(lab, Channel.LAB))
      .toContain("This run is saved again as it goes.");
    await lab.lab.close();
    const after = await filesIn(profile);
    expect(Object.keys(after).sort()).toEqual(
      [...Object.keys(before), "programs/after.py", `recordings/after${RECORDING_SUFFIX}`].sort(),
    );
    expect(after[`recordings/before${RECORDING_SUFFIX}`]).toBe(
      before[`recordings/before${RECORDING_SUFFIX}`],
    );
    expect(after[`recordings/.last-program${RECORDING_SUFFIX}`]).toContain("saved again");
  });

  it("is told of by a lab that starts on it", async (test) => {
    const disk = await SmallDisk.mount(test);
    await disk.fill();
    const lab = await TestLab.open({ profile: join(disk.folder, "profile") });
    test.onTestFinished(() => lab.lab.close());
    expect(lab.logged).toEqual([
      expect.stringMatching(
        /^Nothing can be saved in \/.*: the disk is full \(ENOSPC\)\. The lab works/,
      ),
    ]);
    expect(lab.follow().texts(Channel.WARNING)).toEqual(lab.logged);
  });
});

describe("a profile that is read-only", () => {
  it("opens, says so, and works without saving until it can be written again", async (test) => {
    const disk = await SmallDisk.mount(test);
    const profile = join(disk.folder, "profile");
    const { lab: first, output } = await openWithFiles(profile);
    await first.lab.close();
    const before = await filesIn(profile);
    await disk.remount("ro");

    const warnings: string[] = [];
    await ProfileLock.take(profile, (message) => warnings.push(message));
    expect(warnings).toEqual([expect.stringMatching(/^Nothing keeps a second Tasklab out of /)]);
    const lab = await TestLab.open({ profile, newClock: virtualClock });
    expect(lab.logged).toEqual([
      expect.stringMatching(
        /^Nothing can be saved in .*: the disk is read-only \(EROFS\)\. The lab works/,
      ),
    ]);
    expect(lab.follow().texts(Channel.WARNING)).toEqual(lab.logged);
    expect(await run(lab)).toEqual(output);
    const refusals = await saveAll(lab, "read-only", 2);
    expect(refusals).toHaveLength(5);
    for (const refusal of refusals) {
      expect(refusal).toMatch(/^storage: .*: the disk is read-only \(EROFS\)\.$/);
    }
    expect((await lab.do("lab.describe", {})).settings.latencyMs).toBe(2);
    await lab.do("recordings.open", { job: "open", recording: "before" });
    expect((await lab.do("sources.open", { document: "new:1" })).draft?.text).toBe("before");
    expect(await filesIn(profile)).toEqual(before);

    await disk.remount("rw");
    expect(await saveAll(lab, "again", 3)).toEqual(["ok", "ok", "ok", "ok", "ok"]);
    await lab.lab.close();
    expect(await filesIn(profile)).toMatchObject({ "programs/again.py": "again" });
  });

  it("that was never written says the same of everything", async (test) => {
    const disk = await SmallDisk.mount(test);
    await disk.remount("ro");
    const profile = join(disk.folder, "not", "there");
    const lab = await TestLab.open({ profile, newClock: virtualClock });
    test.onTestFinished(() => lab.lab.close());
    expect(lab.logged).toEqual([expect.stringMatching(/: the disk is read-only \(EROFS\)\./)]);
    await run(lab);
    for (const refusal of await saveAll(lab, "word", 1)) {
      expect(refusal).toMatch(/^storage: .*: the disk is read-only \(EROFS\)\.$/);
    }
    expect((await lab.do("recordings.list", {})).recordings).toEqual([]);
    expect((await lab.do("sources.list", {})).drafts).toEqual([]);
  });

  it("with settings that cannot be read has them still when it can be written again", async (test) => {
    const disk = await SmallDisk.mount(test);
    await writeFile(join(disk.folder, "settings.json"), "{");
    await disk.remount("ro");
    const lab = await TestLab.open({ profile: disk.folder });
    expect(lab.logged[0]).toMatch(
      /^The settings in .* could not be set aside either, so that nothing/,
    );
    await disk.remount("rw");
    await lab.do("settings.update", { settings: { latencyMs: 1 } });
    await lab.lab.close();
    const files = await filesIn(disk.folder);
    const aside = Object.keys(files).find((name) => name.includes("unreadable"));
    expect(files[aside!]).toBe("{");
    expect(JSON.parse(files["settings.json"]!)).toMatchObject({ latencyMs: 1 });
  });
});
