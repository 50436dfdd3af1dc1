import type { JobPush } from "../../../shared/library";
import { failureOf, faultOf, LabError } from "../../../shared/result";
import type { Failure } from "../../../shared/result";
import { refusal } from "../../../shared/texts/refusal";
import type { Refusal } from "../../../shared/texts/refusal";
import { JOBS_CLOSE_MS, MAX_JOBS, PROGRESS_INTERVAL_MS } from "../limits";

/** Work that takes longer, as whoever does it sees it. */
export interface Job {
  /** Aborted when the user cancels it or the lab closes; its reason is a `LabError`. */
  readonly signal: AbortSignal;
  /** Says how far it is; pages hear of it now and then. */
  report(done: number, total: number | null, unit: "events" | "bytes"): void;
  /** Calls it off, with a reason for the user. */
  abort(reason: Refusal | string): void;
  /** It is over. @param error why it came to nothing, null for success; once is enough */
  end(error: unknown): void;
}

/** What is under way, by the names that pages gave it. */
export class Jobs {
  readonly #push: (push: JobPush) => void;
  readonly #jobs = new Map<string, Job>();
  #isClosed = false;
  #onIdle: () => void = () => undefined;

  constructor(push: (push: JobPush) => void) {
    this.#push = push;
  }

  /** @throws LabError ("conflict") if another job has that name, or there are too many */
  begin(name: string): Job {
    if (this.#isClosed) throw new LabError("conflict", refusal("closing"));
    if (this.#jobs.has(name)) {
      throw new LabError("conflict", refusal("recording.jobTaken", { job: name }), "job");
    }
    if (this.#jobs.size >= MAX_JOBS) {
      throw new LabError("conflict", refusal("recording.tooManyJobs", { most: MAX_JOBS }));
    }
    const controller = new AbortController();
    let reportedAt = -Infinity;
    let isOver = false;
    const job: Job = {
      signal: controller.signal,
      report: (done, total, unit) => {
        const now = performance.now();
        if (isOver || now - reportedAt < PROGRESS_INTERVAL_MS) return;
        reportedAt = now;
        this.#push({ type: "job", job: name, state: "running", done, total, unit });
      },
      abort: (reason) => controller.abort(new LabError("cancelled", reason)),
      end: (error) => {
        if (isOver) return;
        isOver = true;
        this.#jobs.delete(name);
        if (this.#jobs.size === 0) this.#onIdle();
        const failure = error === null ? null : failureFrom(error);
        this.#push({ type: "job", job: name, state: "ended", failure });
      },
    };
    this.#jobs.set(name, job);
    return job;
  }

  /** Does `work` from beginning to end as a job. */
  async run<T>(name: string, work: (job: Job) => Promise<T>): Promise<T> {
    const job = this.begin(name);
    try {
      const result = await work(job);
      job.end(null);
      return result;
    } catch (error) {
      job.end(error);
      throw error;
    }
  }

  /** @returns whether there was such a job */
  cancel(name: string): boolean {
    const job = this.#jobs.get(name);
    job?.abort("It was cancelled.");
    return job !== undefined;
  }

  /** Calls everything off, and gives it a moment to remove what it had begun to write. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#jobs.size === 0) return;
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve;
      // A dialog that nobody answers must not hold up the end.
      setTimeout(resolve, JOBS_CLOSE_MS).unref();
      for (const job of this.#jobs.values()) job.abort(refusal("closing"));
    });
  }
}

function failureFrom(error: unknown): Failure {
  return failureOf(error instanceof LabError ? error : faultOf(error));
}
