import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claimAndRename, createWholeFile, draftName, replaceWholeFile } from "./whole-file";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tasklab whole "));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function* chunks(...texts: string[]): AsyncGenerator<string> {
  yield* texts;
}

async function* breaking(): AsyncGenerator<string> {
  yield "half";
  throw new Error("it broke");
}

const create = (name: string, source: AsyncIterable<string>) =>
  createWholeFile(join(folder, name), source, join(folder, draftName()));

describe("a new file", () => {
  it("holds everything, and leaves no draft", async () => {
    await create("a", chunks("one ", "zwölf"));
    expect(await readFile(join(folder, "a"), "utf8")).toBe("one zwölf");
    expect(await readdir(folder)).toEqual(["a"]);
  });

  it("is not there at all if its chunks break", async () => {
    await expect(create("a", breaking())).rejects.toThrow("it broke");
    expect(await readdir(folder)).toEqual([]);
  });

  it("takes no other file's place", async () => {
    await writeFile(join(folder, "a"), "old");
    await expect(create("a", chunks("new"))).rejects.toMatchObject({ code: "EEXIST" });
    expect(await readFile(join(folder, "a"), "utf8")).toBe("old");
    expect(await readdir(folder)).toEqual(["a"]);
  });

  it("leaves nothing if what was to get its name is gone", async () => {
    await expect(claimAndRename(join(folder, "none"), join(folder, "b"))).rejects.toMatchObject({
      code: "ENOENT",
    });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("a file that is replaced", () => {
  it("is the new one, whole", async () => {
    const path = join(folder, "a");
    await replaceWholeFile(path, chunks("old"));
    await replaceWholeFile(path, chunks("ne", "w"));
    expect(await readFile(path, "utf8")).toBe("new");
    expect(await readdir(folder)).toEqual(["a"]);
  });

  it("stays as it was if the new one breaks", async () => {
    const path = join(folder, "a");
    await writeFile(path, "old");
    await expect(replaceWholeFile(path, breaking())).rejects.toThrow("it broke");
    expect(await readFile(path, "utf8")).toBe("old");
    expect(await readdir(folder)).toEqual(["a"]);
  });

  it("is found behind a link, which stays one", async () => {
    await writeFile(join(folder, "real"), "old");
    await symlink(join(folder, "real"), join(folder, "link"));
    await replaceWholeFile(join(folder, "link"), chunks("new"));
    expect(await readFile(join(folder, "real"), "utf8")).toBe("new");
  });

  it("is never a folder", async () => {
    await expect(replaceWholeFile(folder, chunks("new"))).rejects.toMatchObject({
      syscall: "rename",
    });
    expect((await stat(folder)).isDirectory()).toBe(true);
  });

  it.skipIf(process.platform !== "linux")("is written into if it is a device", async () => {
    await expect(replaceWholeFile("/dev/full", chunks("x"))).rejects.toMatchObject({
      code: "ENOSPC",
    });
    await replaceWholeFile("/dev/null", chunks("x"));
    expect((await stat("/dev/null")).isCharacterDevice()).toBe(true);
  });
});
