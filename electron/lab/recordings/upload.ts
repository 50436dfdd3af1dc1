import { MAX_UPLOAD_BYTES } from "../../../shared/command-limits";
import type { Recording } from "../../../shared/recording/recording";
import { LabError } from "../../../shared/result";
import { refusal } from "../../../shared/texts/refusal";
import { UPLOAD_PATIENCE_MS } from "../limits";
import { ChunkQueue } from "./chunk-queue";
import type { Job } from "./jobs";
import { readAsJob } from "./read-as-job";

/** A recording that a page sends, read as it comes: no more than one part of it is held as bytes. */
export class Upload {
  readonly #queue = new ChunkQueue();
  readonly #job: Job;
  readonly #reading: Promise<Recording>;
  #received = 0;
  #isBusy = false;
  #patience: NodeJS.Timeout | null = null;

  /** @param onFailure told once, if nothing will come of it: no part can follow then */
  constructor(job: Job, onFailure: (error: unknown) => void) {
    this.#job = job;
    job.signal.addEventListener("abort", () => this.#queue.fail(job.signal.reason));
    this.#reading = readAsJob(this.#queue, null, job);
    this.#reading.catch((error: unknown) => {
      this.#stopWaiting();
      onFailure(error);
    });
  }

  /** Bytes taken in so far. */
  get received(): number {
    return this.#received;
  }

  /**
   * Takes in the next part. Answers when it was read, so that a page sends no faster than that.
   * @param data in base64
   * @returns the recording after the last part, null before
   * @throws LabError for a part that is refused, after which the right one may still come, or the end of the upload
   */
  async receive(offset: number, data: string, isLast: boolean): Promise<Recording | null> {
    if (this.#isBusy || offset !== this.#received) {
      const expected = this.#isBusy ? "the part before is still read" : `${this.#received} is next`;
      throw new LabError("conflict", `Bytes from ${offset} on cannot be taken: ${expected}.`);
    }
    const chunk = bytesOf(data);
    this.#isBusy = true;
    this.#stopWaiting();
    try {
      if (offset + chunk.length > MAX_UPLOAD_BYTES) this.#queue.fail(tooLarge());
      if (chunk.length > 0) await Promise.race([this.#queue.put(chunk), this.#reading]);
      this.#received += chunk.length;
      if (isLast) {
        this.#queue.end();
        return await this.#reading;
      }
      this.#wait();
      return null;
    } finally {
      this.#isBusy = false;
    }
  }

  /** A page that is gone says nothing. */
  #wait(): void {
    this.#patience = setTimeout(
      () => this.#job.abort("The rest of the file did not come."),
      UPLOAD_PATIENCE_MS,
    ).unref();
  }

  #stopWaiting(): void {
    if (this.#patience !== null) clearTimeout(this.#patience);
    this.#patience = null;
  }
}

/** @throws LabError ("bad-input") for text that is no base64: a decoder would skip what it does not know */
function bytesOf(data: string): Uint8Array {
  const bytes = Buffer.from(data, "base64");
  if (bytes.toString("base64") === data) return bytes;
  throw new LabError("bad-input", "A part of the file is no base64.", "data");
}

export function tooLarge(): LabError {
  return new LabError("bad-input", refusal("recording.tooLarge", { most: MAX_UPLOAD_BYTES }));
}
