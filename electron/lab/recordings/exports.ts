import { createReadStream } from "node:fs";
import type { CommandInput } from "../../../shared/contract";
import type { ExportOutcome, ImageFormat } from "../../../shared/library";
import type { RecordedRun } from "../../../shared/recording/recording";
import { parseView } from "../../../shared/recording/view";
import type { RecordedView } from "../../../shared/recording/view";
import { LabError } from "../../../shared/result";
import { refusal } from "../../../shared/texts/refusal";
import { diskFailure } from "../files/disk";
import { replaceWholeFile } from "../files/whole-file";
import type { Download, Downloads } from "./downloads";
import { proposedName } from "./file-name";
import { FILE_FORMATS, writeAsJob } from "./formats";
import type { FileFormat } from "./formats";
import type { Job, Jobs } from "./jobs";
import type { Library } from "./library";
import { readAsJob } from "./read-as-job";
import { runOfRecording } from "./recorded-run";

const IMAGE_TITLES: Readonly<Record<ImageFormat, string>> = {
  svg: "SVG picture",
  png: "PNG picture",
};

/** What is known of a file before somebody chooses where it goes. */
export interface FileProposal {
  /** With its ending. */
  fileName: string;
  /** What kind of file it is, for people. */
  title: string;
}

/** Asks the user where a file goes. Null if they changed their mind. */
export type ChooseFile = (proposal: FileProposal) => Promise<string | null>;

/** A run with a name for its file. A recording of the library is read only when it is to be written. */
interface Source {
  name: string;
  run: (job: Job) => Promise<RecordedRun>;
}

export interface ExportsOptions {
  readonly jobs: Jobs;
  readonly library: Library;
  readonly downloads: Downloads;
  /** Where there is nobody who could ask the user, exports are downloads. */
  readonly chooseFile: ChooseFile | null;
  /** What a session holds now. */
  readonly runOf: (session: CommandInput<"recordings.save">["session"]) => {
    name: string;
    run: Promise<RecordedRun>;
  };
}

/** Writes runs in the formats that other tools read. */
export class Exports {
  readonly #options: ExportsOptions;

  constructor(options: ExportsOptions) {
    this.#options = options;
  }

  /** @throws LabError: "cancelled" also if the user chose no file */
  async export(input: CommandInput<"recordings.export">): Promise<ExportOutcome> {
    const { jobs, chooseFile } = this.#options;
    const format = FILE_FORMATS[input.format];
    const job = jobs.begin(input.job);
    try {
      const source = seenAs(await this.#sourceOf(input.source), parseView(input.view));
      const fileName = `${proposedName(source.name)}${format.suffix}`;
      if (chooseFile === null) return await this.#download(source, fileName, format, job);
      const path = await chooseFile({ fileName, title: format.title });
      if (path === null) throw new LabError("cancelled", refusal("recording.noFileChosen"));
      const run = await source.run(job);
      await replaceWholeFile(path, writeAsJob(run, format, job));
      job.end(null);
      return { to: "file", path };
    } catch (error) {
      const failure = diskFailure(refusal("disk.export"), error);
      job.end(failure);
      throw failure;
    }
  }

  /**
   * Writes a picture to the file that the user chooses.
   * @returns its path; null if the user chose none
   * @throws LabError: "conflict" where nobody can be asked, "storage"
   */
  async saveImage({ name, format, data }: CommandInput<"images.save">): Promise<string | null> {
    const { chooseFile } = this.#options;
    if (chooseFile === null) {
      throw new LabError("conflict", refusal("recording.pictureInBrowser"));
    }
    const title = IMAGE_TITLES[format];
    const path = await chooseFile({ fileName: `${proposedName(name)}.${format}`, title });
    if (path === null) return null;
    try {
      await replaceWholeFile(path, [Buffer.from(data, "base64")]);
      return path;
    } catch (error) {
      throw diskFailure(refusal("disk.picture"), error);
    }
  }

  /** A browser takes the file as it is written, at its own pace, and puts it on the disk itself. */
  async #download(
    source: Source,
    fileName: string,
    format: FileFormat,
    job: Job,
  ): Promise<ExportOutcome> {
    const { downloads } = this.#options;
    const download: Download = {
      fileName,
      mediaType: format.mediaType,
      chunks: writeAsJob(await source.run(job), format, job),
      signal: job.signal,
      onOver: (error) => job.end(error === null ? null : whyBrokenOff(error, job)),
    };
    const ticket = downloads.offer(download, () =>
      job.end(new LabError("cancelled", refusal("recording.noDownload"))),
    );
    job.signal.addEventListener("abort", () => {
      // Nobody will come for it any more.
      if (downloads.take(ticket) !== null) job.end(job.signal.reason);
    });
    return { to: "download", ticket, fileName };
  }

  async #sourceOf(source: CommandInput<"recordings.export">["source"]): Promise<Source> {
    if ("session" in source) {
      // As it is now, and not once the user has chosen a file.
      const { name, run } = this.#options.runOf(source.session);
      const ready = await run;
      return { name, run: () => Promise.resolve(ready) };
    }
    const { path, name, bytes } = await this.#options.library.find(source.recording);
    return {
      name,
      run: async (job) => runOfRecording(await readAsJob(createReadStream(path), bytes, job)),
    };
  }
}

/** The same, with how it is looked at. */
function seenAs({ name, run }: Source, view: RecordedView | null): Source {
  if (view === null) return { name, run };
  return {
    name,
    run: async (job) => {
      const { info, ...rest } = await run(job);
      return { ...rest, info: { ...info, view } };
    },
  };
}

function whyBrokenOff(error: Error, { signal }: Job): unknown {
  if (signal.aborted) return signal.reason;
  return new LabError("cancelled", refusal("recording.downloadBroken", { error: error.message }));
}
