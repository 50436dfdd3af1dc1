import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { LabError } from "../../../shared/result";
import { refusal } from "../../../shared/texts/refusal";
import { codeOf, diskFailure } from "./disk";

/** What the promise fails with. */
const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

it("says in words what the system says in letters", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tasklab disk "));
  onTestFinished(() => rm(folder, { recursive: true }));
  const missing = await errorOf(readFile(join(folder, "none")));
  expect(codeOf(missing)).toBe("ENOENT");
  const what = refusal("disk.recordingReadNow");
  const told = diskFailure(what, missing);
  expect(told).toBeInstanceOf(LabError);
  expect(told).toMatchObject({
    code: "storage",
    message: "The recording could not be read: it is not there any more (ENOENT).",
    said: { key: "disk.failed", values: { what, reason: { key: "disk.ENOENT" }, code: "ENOENT" } },
  });
  expect(diskFailure(what, await errorOf(readFile(folder)))).toMatchObject({
    code: "storage",
    message: "The recording could not be read: there is a folder of that name (EISDIR).",
  });
});

it.skipIf(process.platform !== "linux")("knows a disk that is full", async () => {
  const full = await errorOf(writeFile("/dev/full", "x"));
  expect(diskFailure(refusal("disk.programSave"), full)).toMatchObject({
    code: "storage",
    message: "The program could not be saved: the disk is full (ENOSPC).",
  });
});

it("leaves errors alone that are none of the disk's", () => {
  const error = new RangeError("something else");
  expect(codeOf(error)).toBeNull();
  expect(diskFailure(refusal("disk.programSave"), error)).toBe(error);
});
