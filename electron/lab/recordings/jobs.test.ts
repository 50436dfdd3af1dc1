import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { JobPush } from "../../../shared/library";
import { LabError } from "../../../shared/result";
import { JOBS_CLOSE_MS, PROGRESS_INTERVAL_MS } from "../limits";
import { Jobs } from "./jobs";

let pushes: JobPush[];
let jobs: Jobs;

beforeEach(() => {
  vi.useFakeTimers();
  pushes = [];
  jobs = new Jobs((push) => void pushes.push(push));
});
afterEach(() => vi.useRealTimers());

describe("a job", () => {
  it("tells of its progress now and then, and of its end once", () => {
    const job = jobs.begin("a");
    for (const done of [1, 2, 3]) job.report(done, 10, "events");
    vi.advanceTimersByTime(PROGRESS_INTERVAL_MS);
    job.report(4, null, "bytes");
    job.end(null);
    job.end(new Error("too late"));
    job.report(5, 10, "events");
    expect(pushes).toEqual([
      { type: "job", job: "a", state: "running", done: 1, total: 10, unit: "events" },
      { type: "job", job: "a", state: "running", done: 4, total: null, unit: "bytes" },
      { type: "job", job: "a", state: "ended", failure: null },
    ]);
  });

  it("leaves its name to the next one at its end, and fails with what it threw", async () => {
    const fails = () =>
      jobs.run("a", () => Promise.reject(new LabError("storage", "The disk is full.")));
    await expect(fails()).rejects.toThrow("The disk is full.");
    await expect(fails()).rejects.toThrow("The disk is full.");
    expect(pushes[0]).toMatchObject({ failure: { code: "storage", message: "The disk is full." } });
    await expect(jobs.run("a", () => Promise.reject(new Error("oh")))).rejects.toThrow("oh");
    expect(pushes[2]).toMatchObject({
      failure: { code: "internal", message: "The lab could not do that: Error: oh" },
    });
    expect(await jobs.run("a", () => Promise.resolve(7))).toBe(7);
  });

  it("is told when it is cancelled", () => {
    const job = jobs.begin("a");
    expect(jobs.cancel("b")).toBe(false);
    expect(jobs.cancel("a")).toBe(true);
    expect(job.signal.reason).toMatchObject({ code: "cancelled", message: "It was cancelled." });
    job.end(job.signal.reason);
    expect(jobs.cancel("a")).toBe(false);
  });
});

describe("when the lab closes", () => {
  it("waits until everything was called off", async () => {
    const job = jobs.begin("a");
    job.signal.addEventListener("abort", () => setTimeout(() => job.end(job.signal.reason), 50));
    const closing = jobs.close();
    await vi.advanceTimersByTimeAsync(50);
    await closing;
    expect(pushes.at(-1)).toMatchObject({ failure: { message: "The lab is closing." } });
  });

  it("does not wait for ever", async () => {
    jobs.begin("a");
    let isClosed = false;
    const closing = jobs.close().then(() => (isClosed = true));
    await vi.advanceTimersByTimeAsync(JOBS_CLOSE_MS - 1);
    expect(isClosed).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await closing;
  });
});
