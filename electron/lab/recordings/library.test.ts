import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Library } from "./library";

let folder: string;
let library: Library;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tasklab-library-"));
  library = new Library(folder);
});

afterEach(() => rm(folder, { recursive: true }));

const put = (file: string, text = file) => writeFile(join(folder, file), text);
const ids = async () => (await library.list()).recordings.map(({ id }) => id).sort();
const textOf = async (id: string) => readFile((await library.find(id)).path, "utf8");

describe("a recording with the ending of once", () => {
  it("is listed, found and deleted as the others are", async () => {
    await put("old.tasklab.jsonl");
    await put("new.tasklab");
    await put("other.jsonl");
    expect(await ids()).toEqual(["new", "old"]);
    expect(await textOf("old")).toBe("old.tasklab.jsonl");
    await library.delete("old");
    expect(await ids()).toEqual(["new"]);
  });

  it("keeps its name from another one, and gets today's ending with another name", async () => {
    await put("old.tasklab.jsonl");
    const chunks = (async function* () {
      yield await Promise.resolve("text");
    })();
    await expect(library.create("old", chunks)).rejects.toThrow("already");
    expect(await library.rename("old", "old")).toBe("old");
    expect(await library.rename("old", "renamed")).toBe("renamed");
    expect(await readdir(folder)).toEqual(["renamed.tasklab"]);
  });

  it("is called as its file is beside one of the same name with today's ending", async () => {
    await put("run.tasklab.jsonl");
    await put("run.tasklab");
    expect(await ids()).toEqual(["run", "run.tasklab.jsonl"]);
    expect(await textOf("run")).toBe("run.tasklab");
    expect(await textOf("run.tasklab.jsonl")).toBe("run.tasklab.jsonl");
  });

  it("is the last run until the next one takes its place", async () => {
    await put(".last-program.tasklab.jsonl", "the last run");
    const [entry] = (await library.list()).recordings;
    expect(entry).toMatchObject({ id: ".last-program", kind: "autosave" });
    const { path } = await library.autosave("program");
    expect(await readdir(folder)).toEqual([".last-program.tasklab"]);
    expect(await textOf(".last-program")).toBe("the last run");
    await writeFile(path, "the next run");
    expect(await textOf(".last-program")).toBe("the next run");
    await put(".last-program.tasklab.jsonl", "of an older Tasklab");
    await library.autosave("program");
    expect(await ids()).toEqual([".last-program"]);
    expect(await textOf(".last-program")).toBe("the next run");
  });
});
