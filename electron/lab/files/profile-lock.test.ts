import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, onTestFinished } from "vitest";
import { ProfileInUseError, ProfileLock } from "./profile-lock";

let folder: string;
let warnings: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tasklab lock "));
  warnings = [];
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  expect(warnings).toEqual([]);
});

async function take(path = folder): Promise<ProfileLock> {
  const lock = await ProfileLock.take(path, (message) => warnings.push(message));
  onTestFinished(() => lock.release());
  return lock;
}

it("keeps a second lab out, with what to do, until the first one is closed", async () => {
  const lock = await take();
  await expect(take()).rejects.toThrow(ProfileInUseError);
  await expect(take()).rejects.toThrow(/uses .* already\. Go on there, or close it first\./);
  await lock.release();
  await take();
});

it("keeps one file, however often it is taken", async () => {
  for (let time = 0; time < 4; time += 1) {
    const lock = await take();
    await expect(take()).rejects.toThrow();
    await lock.release();
    expect(await readdir(join(folder, "lock"))).toEqual([String(time + 1)]);
  }
});

it("holds for one folder only, of whatever length, and creates it", async () => {
  const long = join(folder, "a".repeat(60), "b".repeat(60));
  await take();
  await take(join(folder, "other"));
  await take(long);
  await expect(take(long)).rejects.toThrow(ProfileInUseError);
});

/** Takes the lock in a process that is killed then. */
async function killedHolder(): Promise<void> {
  await mkdir(join(folder, "lock"));
  const script = `require("node:net").createServer().listen(process.argv[1], () => console.log())`;
  const holder = spawn(process.execPath, ["-e", script, join(folder, "lock/7")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void holder.kill("SIGKILL"));
  await once(holder.stdout, "data");
  await expect(take()).rejects.toThrow(ProfileInUseError);
  holder.kill("SIGKILL");
  await once(holder, "exit");
  expect(await readdir(join(folder, "lock"))).toEqual(["7"]);
}

it.skipIf(process.platform === "win32")("is no longer held by a lab that was killed", async () => {
  await killedHolder();
  await take();
});

it.skipIf(process.platform === "win32")(
  "is taken by one of many that start at once, after one that was killed",
  async () => {
    await killedHolder();
    const starts = await Promise.allSettled(Array.from({ length: 12 }, () => take()));
    expect(starts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await readdir(join(folder, "lock"))).toEqual(["8"]);
  },
);

it("is done without where there can be none, and says so", async () => {
  const file = join(folder, "file");
  await writeFile(file, "");
  await take(join(file, "in it"));
  expect(warnings.splice(0)).toEqual([
    expect.stringMatching(/^Nothing keeps a second Tasklab out/),
  ]);
});
