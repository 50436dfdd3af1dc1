import { createReadStream } from "node:fs";
import type { OpenedRecording } from "../../../shared/library";
import type { Recording } from "../../../shared/recording/recording";
import { LabError } from "../../../shared/result";
import { recordingNameOf } from "./file-name";
import type { Job, Jobs } from "./jobs";
import type { Library } from "./library";
import { readAsJob } from "./read-as-job";
import type { Origin } from "./recording-session";
import { Upload } from "./upload";

/** Opens recordings, one at a time: the one that was asked for last is the one that somebody waits for. */
export class Openings {
  readonly #jobs: Jobs;
  readonly #library: Library;
  readonly #show: (recording: Recording, origin: Origin) => OpenedRecording;
  #underWay: Job | null = null;
  #upload: { jobName: string; job: Job; upload: Upload } | null = null;

  /** @param show puts a recording before the pages */
  constructor(
    jobs: Jobs,
    library: Library,
    show: (recording: Recording, origin: Origin) => OpenedRecording,
  ) {
    this.#jobs = jobs;
    this.#library = library;
    this.#show = show;
  }

  /** Opens a recording of the library. @throws LabError; what was open stays open then */
  open(jobName: string, id: string): Promise<OpenedRecording> {
    return this.#jobs.run(jobName, async (job) => {
      this.#takePlace(job);
      const { path, name, bytes } = await this.#library.find(id);
      const recording = await readAsJob(createReadStream(path), bytes, job);
      job.signal.throwIfAborted();
      return this.#show(recording, { name, entry: id });
    });
  }

  /** Takes in the next part of a page's file; the part at byte 0 begins a new one. */
  async receive(
    jobName: string,
    fileName: string,
    offset: number,
    data: string,
    isLast: boolean,
  ): Promise<{ received: number; opened: OpenedRecording | null }> {
    if (offset === 0 && this.#upload?.jobName !== jobName) this.#beginUpload(jobName);
    const current = this.#upload;
    if (current?.jobName !== jobName) {
      const message = "That file is not being sent any more: begin again at its first byte.";
      throw new LabError("not-found", message, "job");
    }
    const { job, upload } = current;
    const recording = await upload.receive(offset, data, isLast);
    const { received } = upload;
    if (recording === null) return { received, opened: null };
    this.#endUpload(current.upload);
    if (job.signal.aborted) {
      job.end(job.signal.reason);
      throw job.signal.reason;
    }
    const opened = this.#show(recording, { name: recordingNameOf(fileName), entry: null });
    job.end(null);
    return { received, opened };
  }

  #beginUpload(jobName: string): void {
    const job = this.#jobs.begin(jobName);
    this.#takePlace(job);
    const upload = new Upload(job, (error) => {
      this.#endUpload(upload);
      job.end(error);
    });
    this.#upload = { jobName, job, upload };
  }

  #endUpload(upload: Upload): void {
    if (this.#upload?.upload === upload) this.#upload = null;
  }

  #takePlace(job: Job): void {
    this.#underWay?.abort("Another recording was opened meanwhile.");
    this.#underWay = job;
  }
}
