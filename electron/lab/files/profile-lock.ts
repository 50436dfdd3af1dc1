import { createHash, randomUUID } from "node:crypto";
import { link, mkdir, readdir, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { codeOf } from "./disk";

const LOCK_FOLDER = "lock";
/** The longest name of a socket that every system takes is 103 bytes, its file's own among them. */
const MAX_FOLDER_BYTES = 90;

/** Another lab uses the folder. */
export class ProfileInUseError extends Error {
  override readonly name = "ProfileInUseError";
}

/**
 * Keeps a second lab out of the folder of this one: each would overwrite what the other saves.
 *
 * The lock is a socket on which the lab listens. It tells a lab that runs from one that was killed,
 * whatever became of the number of its process: the system closes it.
 */
export class ProfileLock {
  readonly #server: Server | null;

  private constructor(server: Server | null) {
    this.#server = server;
  }

  /**
   * @param folder is created if it is not there
   * @param warn hears of a disk that has no such locks; the folder is used without one then
   * @throws ProfileInUseError
   */
  static async take(folder: string, warn: (message: string) => void): Promise<ProfileLock> {
    const key = createHash("sha256").update(resolve(folder)).digest("hex").slice(0, 32);
    try {
      await mkdir(folder, { recursive: true });
      const server =
        process.platform === "win32"
          ? await listen(`\\\\.\\pipe\\tasklab-${key}`)
          : await claim(await lockFolder(resolve(folder), key));
      if (server !== null) return new ProfileLock(server);
    } catch (error) {
      warn(`Nothing keeps a second Tasklab out of ${folder}: ${String(error)}`);
      return new ProfileLock(null);
    }
    throw new ProfileInUseError(
      `Another Tasklab uses ${folder} already. Go on there, or close it first. ` +
        "TASKLAB_PROFILE names another folder, for a second one.",
    );
  }

  /** The end of the process does it as well. */
  async release(): Promise<void> {
    const server = this.#server;
    if (server !== null) await new Promise((resolve) => server.close(resolve));
  }
}

/** In the folder; where its name is longer than a socket's may be, among the system's temporary files. */
async function lockFolder(profile: string, key: string): Promise<string> {
  const inside = join(profile, LOCK_FOLDER);
  const isShort = Buffer.byteLength(inside) <= MAX_FOLDER_BYTES;
  const folder = isShort ? inside : join(tmpdir(), `tasklab-${key}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/**
 * A listening socket takes the next number, which only one can. The highest number stays where it is,
 * whether somebody listens there still or not: so nobody can take a number that was taken before
 * without seeing a higher one, and nobody has to remove what another one may just have taken.
 * @returns null if somebody else holds the folder @throws the system's error
 */
async function claim(folder: string): Promise<Server | null> {
  const own = join(folder, `new-${randomUUID().slice(0, 8)}`);
  const server = await listen(own);
  try {
    for (;;) {
      const last = await highest(folder);
      if (server === null || (await isListenedTo(join(folder, String(last))))) {
        server?.close();
        return null;
      }
      const mine = join(folder, String(last + 1));
      if (!(await isDone(link(own, mine), "EEXIST"))) continue;
      if ((await highest(folder)) === last + 1) {
        await rm(join(folder, String(last)), { force: true });
        return server;
      }
      await rm(mine, { force: true });
    }
  } catch (error) {
    server?.close();
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

async function highest(folder: string): Promise<number> {
  const numbers = (await readdir(folder)).filter((name) => /^\d+$/.test(name)).map(Number);
  return Math.max(0, ...numbers);
}

/** @returns false if it failed with `code` @throws any other error */
async function isDone(work: Promise<void>, code: string): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (codeOf(error) === code) return false;
    throw error;
  }
}

/** @returns null if somebody listens there already @throws the system's error */
function listen(path: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error) => {
      if (codeOf(error) === "EADDRINUSE") resolve(null);
      else reject(error);
    });
    server.listen(path, () => {
      // A lab that has nothing else to do may end.
      server.unref();
      resolve(server);
    });
  });
}

function isListenedTo(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}
