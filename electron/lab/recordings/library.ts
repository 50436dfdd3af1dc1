import { open, readdir, rename, rm, stat } from "node:fs/promises";
import type { Dirent } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { LibraryEntry } from "../../../shared/library";
import { RecordingError } from "../../../shared/recording/recording-error";
import { RecordingReader } from "../../../shared/recording/recording-reader";
import type { RecordingInfo } from "../../../shared/recording/recording";
import { LabError } from "../../../shared/result";
import { LIVE_SESSION_IDS } from "../../../shared/session";
import type { LiveSessionId } from "../../../shared/session";
import { refusal } from "../../../shared/texts/refusal";
import { codeOf, diskFailure } from "../files/disk";
import { removeStaleDrafts } from "../files/leftovers";
import { makeFolder } from "../files/make-folder";
import { claimAndRename, createWholeFile, draftName } from "../files/whole-file";
import { MAX_LISTED_RECORDINGS } from "../limits";
import { checkedName, OLD_RECORDING_SUFFIX, RECORDING_SUFFIX } from "./file-name";

/** Bytes of a file that are read at a time to find its first line. */
const HEAD_BYTES = 4_096;

type Head = Pick<LibraryEntry, "about" | "problem">;
type Measured = Omit<LibraryEntry, keyof Head> & { path: string };

const AUTOSAVES = new Map<string, LiveSessionId>(
  LIVE_SESSION_IDS.map((id) => [autosaveId(id), id]),
);

const AUTOSAVE_NAMES: Readonly<Record<LiveSessionId, string>> = {
  playground: "Last run in the playground",
  program: "Last run of a program",
};

/** The id of a session's last run. No user's name begins with a full stop. */
export function autosaveId(session: LiveSessionId): string {
  return `.last-${session}`;
}

/**
 * The recordings in one folder. A recording's id is its file's name without the ending, so that
 * whatever is put into the folder by hand is there as well.
 *
 * Ids come from pages: a file is only ever touched if the folder itself lists it under that name.
 */
export class Library {
  readonly #folder: string;
  /** What the first lines of files say, as long as the files do not change. */
  #heads = new Map<string, { changedAt: number; bytes: number; head: Head }>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The newest recordings, and how many others there are. @throws LabError ("storage") */
  async list(): Promise<{ recordings: LibraryEntry[]; others: number }> {
    try {
      const files = [...(await this.#files())].filter(
        ([id]) => !id.startsWith(".") || AUTOSAVES.has(id),
      );
      const known = await Promise.all(files.map(([id, file]) => this.#measured(id, file)));
      const newest = known
        .filter((file) => file !== null)
        .sort((one, other) => other.changedAt - one.changedAt);
      const listed = newest.slice(0, MAX_LISTED_RECORDINGS);
      const recordings: LibraryEntry[] = [];
      for (const { path, ...file } of listed) {
        recordings.push({ ...file, ...(await this.#head(path, file)) });
      }
      this.#heads = new Map([...this.#heads].filter(([id]) => listed.some((one) => one.id === id)));
      return { recordings, others: newest.length - listed.length };
    } catch (error) {
      throw diskFailure(refusal("disk.recordingsList"), error);
    }
  }

  /** The file of a recording, and its name for people. @throws LabError ("not-found", "storage") */
  async find(id: string): Promise<{ path: string; name: string; bytes: number }> {
    try {
      const file = (await this.#files()).get(id);
      const found = file === undefined ? null : await this.#measured(id, file);
      if (found !== null) return found;
    } catch (error) {
      throw diskFailure(refusal("disk.recordingFind"), error);
    }
    throw new LabError("not-found", refusal("recording.none", { recording: id }), "recording");
  }

  /** The id of the recording that a file is; null for one that lies elsewhere. */
  async idOf(path: string): Promise<string | null> {
    if (resolve(dirname(path)) !== resolve(this.#folder)) return null;
    const files = await this.#files();
    return [...files].find(([, name]) => name === basename(path))?.[0] ?? null;
  }

  /**
   * Saves a recording under a name that no other has.
   * @returns its id
   * @throws LabError ("bad-input", "conflict", "storage"), or what `chunks` throw; nothing is saved then
   */
  async create(name: string, chunks: AsyncIterable<string>): Promise<string> {
    const id = checkedName(name);
    await this.#makeFolder();
    try {
      // Better known before everything was written than after.
      if ((await this.#files()).has(id)) throw nameTaken(id);
      await createWholeFile(this.#path(id), chunks, join(this.#folder, draftName()));
      return id;
    } catch (error) {
      if (codeOf(error) === "EEXIST") throw nameTaken(id);
      throw diskFailure(refusal("disk.recordingSave"), error);
    }
  }

  /** @returns its new id @throws LabError ("bad-input", "conflict", "not-found", "storage") */
  async rename(id: string, name: string): Promise<string> {
    const newId = checkedName(name);
    const { path } = await this.find(id);
    if (AUTOSAVES.has(id)) {
      throw new LabError("conflict", refusal("recording.isAutosave"), "recording");
    }
    if (newId === id) return id;
    try {
      if (await this.#isSameFile(path, newId)) await rename(path, this.#path(newId));
      else await claimAndRename(path, this.#path(newId));
      return newId;
    } catch (error) {
      if (codeOf(error) === "EEXIST") throw nameTaken(newId);
      throw diskFailure(refusal("disk.recordingRename"), error);
    }
  }

  /** @throws LabError ("not-found", "storage") */
  async delete(id: string): Promise<void> {
    const { path } = await this.find(id);
    try {
      await rm(path);
    } catch (error) {
      throw diskFailure(refusal("disk.recordingDelete"), error);
    }
  }

  /** Where the last run of a session is kept, and where it is written until its first lines stand. The folder exists then. */
  async autosave(session: LiveSessionId): Promise<{ path: string; draft: string }> {
    await this.#makeFolder();
    const id = autosaveId(session);
    await this.#renewAutosave(id);
    return { path: this.#path(id), draft: join(this.#folder, draftName()) };
  }

  /** Gives a last run that has the old ending today's: the next one is to take its place, and not to stand beside it. */
  async #renewAutosave(id: string): Promise<void> {
    try {
      const old = `${id}${OLD_RECORDING_SUFFIX}`;
      if ((await this.#files()).get(id) === old) {
        await rename(join(this.#folder, old), this.#path(id));
      }
    } catch (error) {
      throw diskFailure(refusal("disk.lastRun"), error);
    }
  }

  /** Removes what a lab that was killed had not finished. @throws LabError ("storage") */
  async sweep(): Promise<void> {
    try {
      await removeStaleDrafts(this.#folder);
    } catch (error) {
      throw diskFailure(refusal("disk.unfinished"), error);
    }
  }

  /** Whether a recording's file would have the same name as it has, because this disk makes no difference between small and capital letters. */
  async #isSameFile(path: string, newId: string): Promise<boolean> {
    const newPath = this.#path(newId);
    if (path.toLowerCase() !== newPath.toLowerCase()) return false;
    try {
      const [one, two] = await Promise.all([stat(path), stat(newPath)]);
      return one.ino === two.ino && one.dev === two.dev;
    } catch (error) {
      if (codeOf(error) === "ENOENT") return false;
      throw error;
    }
  }

  async #makeFolder(): Promise<void> {
    try {
      await makeFolder(this.#folder);
    } catch (error) {
      throw diskFailure(refusal("disk.recordingsFolder"), error);
    }
  }

  #path(id: string): string {
    return join(this.#folder, `${id}${RECORDING_SUFFIX}`);
  }

  async #entries(): Promise<Dirent[]> {
    try {
      return await readdir(this.#folder, { withFileTypes: true });
    } catch (error) {
      // Nothing was saved yet.
      if (codeOf(error) === "ENOENT") return [];
      throw error;
    }
  }

  /** The names of all recordings' files, by the recordings' ids. */
  async #files(): Promise<Map<string, string>> {
    const names = (await this.#entries()).filter((file) => file.isFile()).map(({ name }) => name);
    const files = new Map<string, string>();
    for (const suffix of [RECORDING_SUFFIX, OLD_RECORDING_SUFFIX]) {
      for (const name of names) {
        if (!name.endsWith(suffix)) continue;
        const id = name.slice(0, -suffix.length);
        // Beside a file of the same name with today's ending, one with the old ending has its whole name.
        files.set(files.has(id) ? name : id, name);
      }
    }
    return files;
  }

  /** Null for one that went away meanwhile. */
  async #measured(id: string, file: string): Promise<Measured | null> {
    const path = join(this.#folder, file);
    try {
      const { size, mtimeMs } = await stat(path);
      const session = AUTOSAVES.get(id);
      const known = { id, path, bytes: size, changedAt: mtimeMs };
      if (session === undefined) return { ...known, kind: "saved", name: id };
      return { ...known, kind: "autosave", name: AUTOSAVE_NAMES[session] };
    } catch (error) {
      if (codeOf(error) === "ENOENT") return null;
      throw error;
    }
  }

  async #head(path: string, { id, bytes, changedAt }: Omit<Measured, "path">): Promise<Head> {
    const known = this.#heads.get(id);
    if (known?.bytes === bytes && known.changedAt === changedAt) return known.head;
    const head = await headOf(path);
    this.#heads.set(id, { bytes, changedAt, head });
    return head;
  }
}

/** What the first line of a file says. Of one that is gone or cannot be read, why. */
async function headOf(path: string): Promise<Head> {
  try {
    const { source: _, view: _view, ...about } = await infoIn(path);
    return { about, problem: null };
  } catch (error) {
    const failure = diskFailure(refusal("disk.recordingRead"), error);
    const isTold = failure instanceof LabError || failure instanceof RecordingError;
    return { about: null, problem: isTold ? failure.message : String(failure) };
  }
}

async function infoIn(path: string): Promise<RecordingInfo> {
  const file = await open(path);
  try {
    const reader = new RecordingReader();
    const buffer = new Uint8Array(HEAD_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, HEAD_BYTES);
      if (bytesRead === 0) return reader.finish().info;
      reader.push(buffer.subarray(0, bytesRead));
      if (reader.info !== null) return reader.info;
    }
  } finally {
    await file.close();
  }
}

function nameTaken(name: string): LabError {
  return new LabError("conflict", refusal("name.recordingTaken", { name }), "name");
}
