import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { LabError } from "../../../shared/result";
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
  expect(diskFailure("It could not be read", missing)).toEqual(
    new LabError("storage", "It could not be read: it is not there any more (ENOENT)."),
  );
  expect(diskFailure("It could not be read", await errorOf(readFile(folder)))).toMatchObject({
    code: "storage",
    message: "It could not be read: there is a folder of that name (EISDIR).",
  });
});

it.skipIf(process.platform !== "linux")("knows a disk that is full", async () => {
  const full = await errorOf(writeFile("/dev/full", "x"));
  expect(diskFailure("It could not be saved", full)).toMatchObject({
    code: "storage",
    message: "It could not be saved: the disk is full (ENOSPC).",
  });
});

it("leaves errors alone that are none of the disk's", () => {
  const error = new RangeError("something else");
  expect(codeOf(error)).toBeNull();
  expect(diskFailure("It could not be saved", error)).toBe(error);
});
