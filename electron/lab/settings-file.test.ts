import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { LabError } from "../../shared/result";
import { DEFAULT_SETTINGS } from "../../shared/settings";
import { MAX_JSON_FILE_BYTES } from "./limits";
import { mergedSettings, settingsFile } from "./settings-file";

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tasklab settings "));
  path = join(folder, "settings.json");
});

afterEach(() => rm(folder, { recursive: true }));

describe("the settings file", () => {
  it("gives the defaults where there is none", async () => {
    expect(await settingsFile(path).load()).toEqual({
      value: DEFAULT_SETTINGS,
      problem: null,
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it("gives back what was saved, from a folder that did not exist", async () => {
    const nested = join(folder, "a", "b", "settings.json");
    const settings = { ...DEFAULT_SETTINGS, latencyMs: 5, theme: "dark" } as const;
    await settingsFile(nested).save(settings);
    expect(await settingsFile(nested).load()).toEqual({ value: settings, problem: null });
  });

  it("leaves nothing beside itself, and ends with the last of several saves", async () => {
    const file = settingsFile(path);
    const saves = Array.from({ length: 20 }, (_, latencyMs) =>
      file.save({ ...DEFAULT_SETTINGS, latencyMs }),
    );
    await Promise.all(saves);
    expect(await readdir(folder)).toEqual(["settings.json"]);
    expect((await file.load()).value.latencyMs).toBe(19);
  });

  it("takes defaults for what is missing, and leaves aside what it does not know", async () => {
    await writeFile(path, JSON.stringify({ latencyMs: 7, ofALaterVersion: true }));
    expect(await settingsFile(path).load()).toEqual({
      value: { ...DEFAULT_SETTINGS, latencyMs: 7 },
      problem: null,
    });
  });

  it.each([
    ["that was cut short", '{ "latencyMs": 7', "no JSON"],
    ["with a value out of range", '{ "latencyMs": -1 }', "latencyMs"],
    ["with a value of the wrong type", '{ "theme": 3 }', "theme"],
    ["that is a list", "[]", "expected object"],
    ["that is empty", "", "no JSON"],
    ["of zeros", "\0".repeat(300), "no JSON"],
    ["that is nested without end", "[".repeat(100_000), "no JSON"],
    ["with a prototype for settings", '{ "__proto__": { "latencyMs": 1 }, "theme": 3 }', "theme"],
    ["whose base URL leads nowhere", '{ "baseUrl": "ftp://example.org" }', "http"],
  ])("is set aside and named if it is one %s", async (_what, text, named) => {
    await writeFile(path, text);
    const { value, problem } = await settingsFile(path).load();
    expect(value).toEqual(DEFAULT_SETTINGS);
    expect(problem).toContain(named);
    const [aside, ...others] = await readdir(folder);
    expect(others).toEqual([]);
    expect(problem).toContain(aside);
    expect(await readFile(join(folder, aside!), "utf8")).toBe(text);
  });

  it("is set aside unread if it is larger than any that the lab writes", async () => {
    await writeFile(path, "{}");
    await truncate(path, MAX_JSON_FILE_BYTES + 1);
    const { value, problem } = await settingsFile(path).load();
    expect(value).toEqual(DEFAULT_SETTINGS);
    expect(problem).toContain("it has 32,000,001 bytes, and no such file has more than 32,000,000");
    const [aside] = await readdir(folder);
    expect((await stat(join(folder, aside!))).size).toBe(MAX_JSON_FILE_BYTES + 1);
  });

  it("is set aside if it cannot be read at all, and can be saved anew", async () => {
    // A folder in its place is to every user what a file without permission is to most.
    await mkdir(path);
    const file = settingsFile(path);
    const { value, problem } = await file.load();
    expect(value).toEqual(DEFAULT_SETTINGS);
    expect(problem).toContain("set aside");
    await file.save(DEFAULT_SETTINGS);
    expect((await readdir(folder)).length).toBe(2);
  });

  it("is not overwritten while it cannot be set aside, and set aside once it can", async () => {
    await writeFile(path, "mine");
    // A folder where it would go keeps it in its place, as an open file does on Windows.
    vi.setSystemTime(new Date("2030-01-01T00:00:00.000Z"));
    onTestFinished(() => void vi.useRealTimers());
    const inTheWay = `${path}.unreadable-2030-01-01T00-00-00.000Z`;
    await mkdir(inTheWay);
    const file = settingsFile(path);
    expect((await file.load()).problem).toMatch(/could not be set aside either, so that nothing/);
    await expect(file.save(DEFAULT_SETTINGS)).rejects.toMatchObject({ syscall: "rename" });
    expect(await readFile(path, "utf8")).toBe("mine");
    await rm(inTheWay, { recursive: true });
    await file.save(DEFAULT_SETTINGS);
    expect(await readFile(inTheWay, "utf8")).toBe("mine");
    expect((await file.load()).problem).toBeNull();
  });

  it("says so when it cannot be written, and can be saved again later", async () => {
    const blocked = join(folder, "file", "settings.json");
    await writeFile(join(folder, "file"), "");
    const file = settingsFile(blocked);
    await expect(file.save(DEFAULT_SETTINGS)).rejects.toThrow();
    await rm(join(folder, "file"));
    await file.save(DEFAULT_SETTINGS);
    expect((await file.load()).problem).toBeNull();
  });
});

describe("changing settings", () => {
  it("leaves what is not named", () => {
    const settings = mergedSettings(DEFAULT_SETTINGS, { latencyMs: 1, jitterMs: undefined });
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, latencyMs: 1 });
  });

  it.each([
    "nonsense",
    "ftp://example.org",
    "http://",
    "http://me:secret@example.org",
    "http://a/#b",
  ])("refuses the base URL %s and names the field", (baseUrl) => {
    const change = () => mergedSettings(DEFAULT_SETTINGS, { baseUrl });
    expect(change).toThrow(LabError);
    expect(change).toThrow(expect.objectContaining({ field: "settings.baseUrl" }));
  });

  it.each(["", "  ", "http://127.0.0.1:8080", " https://example.org/base?key=1 "])(
    "takes the base URL %j, trimmed",
    (baseUrl) => {
      expect(mergedSettings(DEFAULT_SETTINGS, { baseUrl }).baseUrl).toBe(baseUrl.trim());
    },
  );
});
