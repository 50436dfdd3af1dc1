import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { MAX_UPLOAD_BYTES } from "../../../shared/command-limits";
import type { OpenedRecording } from "../../../shared/library";
import type { Recording } from "../../../shared/recording/recording";
import { LabError } from "../../../shared/result";
import { refusal } from "../../../shared/texts/refusal";
import { diskFailure } from "../files/disk";
import { recordingNameOf } from "./file-name";
import type { Job, Jobs } from "./jobs";
import type { Library } from "./library";
import { readAsJob } from "./read-as-job";
import type { Origin } from "./recording-session";
import { tooLarge, Upload } from "./upload";

/** A file that is to be read, and what is said of where it came from. */
interface Found {
  readonly path: string;
  readonly bytes: number;
  readonly origin: Origin;
}

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
    return this.#read(jobName, () => this.#entry(id));
  }

  /** Opens a file that may lie anywhere. @throws LabError; what was open stays open then */
  openFile(jobName: string, path: string): Promise<OpenedRecording> {
    return this.#read(jobName, async () => {
      const id = await this.#library.idOf(path);
      if (id !== null) return this.#entry(id);
      const origin = { name: recordingNameOf(path), entry: null, place: path };
      return { path, bytes: await sizeOf(path), origin };
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
      const message = refusal("recording.notSent");
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
    const opened = this.#show(recording, {
      name: recordingNameOf(fileName),
      entry: null,
      place: null,
    });
    job.end(null);
    return { received, opened };
  }

  async #entry(id: string): Promise<Found> {
    const { path, name, bytes } = await this.#library.find(id);
    return { path, bytes, origin: { name, entry: id, place: null } };
  }

  #read(jobName: string, find: () => Promise<Found>): Promise<OpenedRecording> {
    return this.#jobs.run(jobName, async (job) => {
      this.#takePlace(job);
      const { path, bytes, origin } = await find();
      const recording = await readAsJob(createReadStream(path), bytes, job);
      job.signal.throwIfAborted();
      return this.#show(recording, origin);
    });
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

/**
 * How large a file is that could be a recording: a pipe or a device would be read for ever.
 * @throws LabError ("bad-input", "storage")
 */
async function sizeOf(path: string): Promise<number> {
  const file = await stat(path).catch((error: unknown) => {
    throw diskFailure(refusal("disk.open", { name: path }), error);
  });
  if (!file.isFile()) {
    const what = file.isDirectory() ? "recording.aFolder" : "recording.noFile";
    throw new LabError("bad-input", refusal(what, { path }));
  }
  if (file.size > MAX_UPLOAD_BYTES) throw tooLarge();
  return file.size;
}
