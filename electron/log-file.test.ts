import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LOG_FILES, LogFile, MAX_LOG_BYTES } from "./log-file";

let profile: string;
let file: LogFile;

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), "tasklab logs "));
  file = new LogFile(profile, () => new Date("2026-01-02T03:04:05.678Z"));
});

afterEach(() => rm(profile, { recursive: true }));

const written = (): Promise<string> => readFile(file.path, "utf8");

it("adds a line an entry, with when it was and how bad, in the profile's folder of logs", async () => {
  expect(file.path).toBe(join(profile, "logs", "tasklab.log"));
  file.append("info", "Started.");
  new LogFile(profile, () => new Date("2026-01-02T03:05:00Z")).append("warn", "Odd.");
  expect(await written()).toBe(
    "2026-01-02T03:04:05.678Z info Started.\n2026-01-02T03:05:00.000Z warn Odd.\n",
  );
});

it("tells the lines of one entry from the next, and lets none move a cursor", async () => {
  file.append("error", "It failed.\nError: x\u001b[2J\n2026 info fake");
  expect(await written()).toBe(
    "2026-01-02T03:04:05.678Z error It failed.\n  Error: x\u{fffd}[2J\n  2026 info fake\n",
  );
});

it("holds no token and no password", async () => {
  file.conceal("s3cret-of-this-start");
  file.append("warn", 'There is no command "s3cret-of-this-start".');
  file.append("warn", "GET http://127.0.0.1:1/#token=abc-DEF_1 and /save?ticket=xyz&as=csv");
  file.append("warn", "Authorization: Bearer abc-DEF_1");
  file.append("warn", "http://me:pass@example.com/posts did not answer");
  const text = await written();
  expect(text).not.toMatch(/s3cret|abc|DEF|xyz|me:|pass/);
  expect(text).toContain("/#token=*** and /save?ticket=***&as=csv");
  expect(text).toContain("http://***@example.com/posts did not answer");
});

it.skipIf(process.platform === "win32")("is read by its owner alone", async () => {
  file.append("info", "Started.");
  expect((await stat(file.path)).mode & 0o777).toBe(0o600);
  expect((await stat(join(profile, "logs"))).mode & 0o777).toBe(0o700);
});

it("keeps a bounded number of files of a bounded size, the newest entries among them", async () => {
  const filler = "x".repeat(15_000);
  const entries = Math.ceil((MAX_LOG_BYTES * (LOG_FILES + 1)) / filler.length);
  for (let entry = 0; entry < entries; entry += 1) file.append("warn", `${entry} ${filler}`);
  const names = (await readdir(join(profile, "logs"))).sort();
  expect(names).toEqual(["tasklab.1.log", "tasklab.2.log", "tasklab.log"]);
  let next = entries;
  for (const name of ["tasklab.log", "tasklab.1.log", "tasklab.2.log"]) {
    const text = await readFile(join(profile, "logs", name), "utf8");
    expect(text.length).toBeLessThanOrEqual(MAX_LOG_BYTES);
    // Newest file first, and in each the entries in their order, without a gap between files.
    const numbers = Array.from(text.matchAll(/ warn (\d+) /g), ([, number]) => Number(number));
    expect(numbers.at(-1)).toBe(next - 1);
    next = numbers[0]!;
  }
});

it("cuts an entry that is very long", async () => {
  file.append("warn", "y".repeat(5 * MAX_LOG_BYTES));
  expect((await written()).length).toBeLessThan(21_000);
});

it("does without a file where none can be made", async () => {
  await writeFile(join(profile, "logs"), "in its place");
  expect(() => file.append("warn", "Odd.")).not.toThrow();
  expect(await readFile(join(profile, "logs"), "utf8")).toBe("in its place");
});

it.skipIf(process.platform !== "linux")("does without what a full disk does not take", async () => {
  await mkdir(join(profile, "logs"));
  await symlink("/dev/full", file.path);
  expect(() => file.append("warn", "Odd.")).not.toThrow();
});

it("does not grow for ever where a file cannot be put aside", async () => {
  await mkdir(join(profile, "logs", "tasklab.1.log", "in the way"), { recursive: true });
  await mkdir(join(profile, "logs", "tasklab.2.log", "in the way"), { recursive: true });
  await writeFile(file.path, "z".repeat(MAX_LOG_BYTES));
  file.append("warn", "Odd.");
  expect((await stat(file.path)).size).toBe(MAX_LOG_BYTES);
});

it("gives its end from the beginning of a line on, and nothing where there is none", () => {
  expect(file.end(100)).toBe("");
  file.append("info", "one");
  expect(file.end(100)).toBe("2026-01-02T03:04:05.678Z info one\n");
  file.append("info", "two ü");
  expect(file.end(60)).toBe("2026-01-02T03:04:05.678Z info two ü\n");
});
