import { createReadStream } from "node:fs";
import type { EventBatch } from "../../../shared/batch";
import type { CommandInput, Handlers } from "../../../shared/contract";
import type { OpenedRecording } from "../../../shared/library";
import type { RecordedRun, Recording } from "../../../shared/recording/recording";
import { parseView } from "../../../shared/recording/view";
import type { TakenRun } from "../../../shared/runs";
import { LIVE_SESSION_IDS } from "../../../shared/session";
import type { LiveSessionId, SessionId } from "../../../shared/session";
import type { Push } from "../../../shared/stream";
import type { Log } from "../dispatch";
import type { LiveSession } from "../live-session";
import { Autosave } from "./autosave";
import { Downloads } from "./downloads";
import { Exports } from "./exports";
import type { ChooseFile } from "./exports";
import { FILE_FORMATS, writeAsJob } from "./formats";
import { Jobs } from "./jobs";
import { KeptRuns, titleOf } from "./kept-runs";
import { autosaveId, Library } from "./library";
import { Openings } from "./openings";
import { readAsJob } from "./read-as-job";
import { runOfSession } from "./recorded-run";
import { RecordingSession } from "./recording-session";
import type { Origin } from "./recording-session";
import { TakenRuns } from "./taken-runs";

type RecordingHandlers = Pick<
  Handlers,
  Extract<keyof Handlers, `${"images" | "recordings" | "runs"}.${string}`>
>;

const NOTHING: Origin = { name: "", entry: null, place: null };

export interface RecordingsOptions {
  /** The folder of the library. */
  readonly folder: string;
  /** The version of the lab. */
  readonly version: string;
  /** A live session, as it is now. */
  readonly session: (id: LiveSessionId) => LiveSession;
  readonly push: (push: Push) => void;
  /** Told when the session `recording` has another epoch. */
  readonly onShown: () => void;
  readonly chooseFile: ChooseFile | null;
  /** The path of a file that the system handed over. @throws LabError ("not-found") */
  readonly givenPath: (file: number) => string;
  readonly log: Log;
}

/** The lab's recordings: kept, saved, opened, exported, and of each session's last run one that writes itself. */
export class Recordings {
  readonly downloads = new Downloads();
  readonly #options: RecordingsOptions;
  readonly #library: Library;
  readonly #jobs: Jobs;
  readonly #openings: Openings;
  readonly #exports: Exports;
  readonly #autosaves: ReadonlyMap<string, Autosave>;
  readonly #kept: KeptRuns;
  readonly #taken = new TakenRuns();
  #session = new RecordingSession(1, null, NOTHING);

  constructor(options: RecordingsOptions) {
    this.#options = options;
    this.#kept = new KeptRuns(options.version);
    const library = (this.#library = new Library(options.folder));
    const jobs = (this.#jobs = new Jobs(options.push));
    this.#openings = new Openings(jobs, library, (recording, origin) =>
      this.#show(recording, origin),
    );
    const { downloads } = this;
    const { chooseFile } = options;
    const runOf = (id: SessionId) => this.#runOf(id);
    this.#exports = new Exports({ jobs, library, downloads, chooseFile, runOf });
    this.#autosaves = new Map(LIVE_SESSION_IDS.map((id) => [autosaveId(id), this.#autosave(id)]));
    library.sweep().catch((error: unknown) => options.log.warn(String(error)));
  }

  readonly handlers: RecordingHandlers = {
    "recordings.list": () => this.#library.list(),
    "recordings.save": async (input) => ({ recording: await this.#save(input) }),
    "recordings.open": async ({ job, recording }) => ({
      opened: await this.#openings.open(job, recording),
    }),
    "recordings.openBytes": ({ job, name, offset, data, isLast }) =>
      this.#openings.receive(job, name, offset, data, isLast),
    "recordings.openGiven": async ({ job, file }) => ({
      opened: await this.#openings.openFile(job, this.#options.givenPath(file)),
    }),
    "recordings.rename": async ({ recording, name }) => ({
      recording: await this.#rename(recording, name),
    }),
    "recordings.delete": async ({ recording }) => {
      // On some systems a file cannot be deleted while it is written.
      await this.#autosaves.get(recording)?.abandon();
      await this.#library.delete(recording);
      this.#moved(recording, null);
      return {};
    },
    "recordings.export": (input) => this.#exports.export(input),
    "recordings.cancel": ({ job }) => ({ accepted: this.#jobs.cancel(job) }),
    "images.save": async (input) => ({ path: await this.#exports.saveImage(input) }),
    "runs.list": () => ({ runs: this.#kept.list }),
    "runs.take": (input) => this.#take(input),
    "runs.read": ({ taken, part }) => ({
      frame: Buffer.from(this.#taken.read(taken, part)).toString("base64"),
    }),
  };

  /** The session `recording`. */
  get session(): RecordingSession {
    return this.#session;
  }

  /** Keeps what `session` holds: another run takes its place. */
  keep(session: LiveSession): void {
    if (this.#kept.keep(session)) this.#options.push({ type: "library" });
  }

  /** Closes the recording that is open. @returns the epoch of the empty session */
  clear(): number {
    this.#begin(new RecordingSession(this.#session.epoch + 1, null, NOTHING));
    return this.#session.epoch;
  }

  /** Calls everything off that is under way, and finishes the last runs. */
  async close(): Promise<void> {
    this.#taken.close();
    const autosaves = [...this.#autosaves.values()];
    await Promise.all([this.#jobs.close(), ...autosaves.map((autosave) => autosave.close())]);
  }

  #take({ job: jobName, source }: CommandInput<"runs.take">): Promise<TakenRun> {
    return this.#jobs.run(jobName, async (job) => {
      if ("run" in source) {
        const { title, run } = await this.#kept.find(source.run);
        return this.#taken.take(title, run);
      }
      if ("session" in source) {
        const { title, run } = this.#runOf(source.session);
        const { batches, ...rest } = await run;
        return this.#taken.take(title, { ...rest, batches: await all(batches) });
      }
      const { path, name, bytes } = await this.#library.find(source.recording);
      return this.#taken.take(name, await readAsJob(createReadStream(path), bytes, job));
    });
  }

  #autosave(id: LiveSessionId): Autosave {
    return new Autosave({
      session: () => this.#options.session(id),
      place: () => this.#library.autosave(id),
      version: this.#options.version,
      onBegin: () => this.#options.push({ type: "library" }),
    });
  }

  #save({ job: jobName, session, name, view }: CommandInput<"recordings.save">): Promise<string> {
    return this.#jobs.run(jobName, async (job) => {
      const run = await this.#runOf(session).run;
      // Read once more: what is in it besides is not to be written.
      const seen = parseView(view);
      const info = seen === null ? run.info : { ...run.info, view: seen };
      const chunks = writeAsJob({ ...run, info }, FILE_FORMATS["json-lines"], job);
      const id = await this.#library.create(name, chunks);
      this.#options.push({ type: "library" });
      return id;
    });
  }

  async #rename(id: string, name: string): Promise<string> {
    const newId = await this.#library.rename(id, name);
    this.#moved(id, newId);
    return newId;
  }

  /** A file of the library has another id, or none any more. What was read of it is still shown. */
  #moved(id: string, newId: string | null): void {
    this.#options.push({ type: "library" });
    const { entry, name, place } = this.#session.origin;
    if (entry !== id) return;
    this.#session.origin = { name: newId ?? name, entry: newId, place };
    this.#options.push({ type: "session", status: this.#session.status });
  }

  #runOf(id: SessionId): { name: string; title: string; run: Promise<RecordedRun> } {
    if (id === "recording") {
      const { name } = this.#session.origin;
      return { name, title: name, run: Promise.resolve(this.#session.run()) };
    }
    const session = this.#options.session(id);
    const run = runOfSession(session, this.#options.version);
    const startedAt = new Date(session.startedAt ?? Date.now()).toISOString();
    const title = titleOf(session);
    return { title, name: `${title} ${startedAt.slice(0, 19).replace("T", " ")}`, run };
  }

  #show(recording: Recording, origin: Origin): OpenedRecording {
    this.#begin(new RecordingSession(this.#session.epoch + 1, recording, origin));
    return this.#session.opened!;
  }

  #begin(session: RecordingSession): void {
    this.#session = session;
    this.#options.onShown();
    this.#options.push({ type: "session", status: session.status });
  }
}

async function all(
  batches: Iterable<EventBatch> | AsyncIterable<EventBatch>,
): Promise<EventBatch[]> {
  const found: EventBatch[] = [];
  for await (const batch of batches) found.push(batch);
  return found;
}
