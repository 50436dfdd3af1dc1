import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { openLog } from "./log";
import { LogFile } from "./log-file";

it("says the same on the error stream and in the file", async () => {
  const profile = await mkdtemp(join(tmpdir(), "tasklab log "));
  onTestFinished(() => rm(profile, { recursive: true }));
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  const error = vi.spyOn(console, "error").mockReturnValue();
  const file = new LogFile(profile);
  const log = openLog(file);
  const cause = new RangeError("too much");
  log.warn("Odd.");
  log.error("It failed.", cause);
  expect(warn).toHaveBeenCalledWith("tasklab: Odd.");
  expect(error).toHaveBeenCalledWith("tasklab: It failed.", cause);
  const text = await readFile(file.path, "utf8");
  expect(text).toMatch(/ warn Odd\.\n.* error It failed\.\n {2}RangeError: too much\n {4,}at /);
});
