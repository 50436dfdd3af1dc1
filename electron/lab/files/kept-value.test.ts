import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { JsonFile } from "./json-file";
import { KeptValue } from "./kept-value";

let folder: string;
let path: string;
let problems: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tasklab kept "));
  path = join(folder, "numbers.json");
  problems = [];
});

afterEach(() => rm(folder, { recursive: true }));

function keptNumbers(): KeptValue<readonly number[]> {
  const content = { title: "The numbers", fallback: [], schema: z.array(z.number()) };
  const file = new JsonFile<readonly number[]>(path, content);
  return new KeptValue(file, (sentence) => problems.push(sentence));
}

describe("a kept value", () => {
  it("takes each change to what the one before has left, and ends with the last in its file", async () => {
    await writeFile(path, "[1]");
    const kept = keptNumbers();
    await Promise.all([2, 3, 4, 5].map((number) => kept.change((now) => [...now, number])));
    expect(await kept.read()).toEqual([1, 2, 3, 4, 5]);
    expect(JSON.parse(await readFile(path, "utf8"))).toEqual([1, 2, 3, 4, 5]);
    expect(await readdir(folder)).toEqual(["numbers.json"]);
  });

  it("is written when it closes, whoever waited for it", async () => {
    const kept = keptNumbers();
    void kept.change(() => [7]);
    await kept.close();
    expect(JSON.parse(await readFile(path, "utf8"))).toEqual([7]);
  });

  it("holds a change that cannot be written, and tells who made it", async () => {
    await mkdir(join(path, "in its place"), { recursive: true });
    const kept = keptNumbers();
    await kept.read();
    // The folder was set aside. Another one stands in the way of the next write.
    await mkdir(join(path, "again"), { recursive: true });
    await expect(kept.change(() => [8])).rejects.toThrow();
    expect(await kept.read()).toEqual([8]);
    await rm(path, { recursive: true });
    await kept.change((now) => [...now, 9]);
    expect(JSON.parse(await readFile(path, "utf8"))).toEqual([8, 9]);
  });

  it("tells once of a file that cannot be used, which is set aside", async () => {
    await writeFile(path, '["one"]');
    const kept = keptNumbers();
    expect(await kept.read()).toEqual([]);
    expect(await kept.read()).toEqual([]);
    expect(problems).toEqual([
      expect.stringMatching(
        /^The numbers in .* could not be used: .* expected number, received string/,
      ),
    ]);
    await kept.change(() => [1]);
    expect(await readdir(folder)).toHaveLength(2);
  });
});
