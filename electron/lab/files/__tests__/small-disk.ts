import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdtemp, open, rm, rmdir, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { TestContext } from "vitest";
import { codeOf } from "../disk";

const SIZE = "2m";
/** The least that the disk gives away. */
const PAGE_BYTES = 4_096;

/**
 * A disk that can be full or read-only, for root too: in memory, and mounted by a shell in a namespace of
 * its own, so that nobody else sees it and nothing is left of it.
 */
export class SmallDisk {
  /** In here everything is on the disk. */
  readonly folder: string;
  readonly #shell: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;
  readonly #mountPoint: string;

  private constructor(shell: ChildProcessWithoutNullStreams, mountPoint: string) {
    this.#shell = shell;
    this.#mountPoint = mountPoint;
    this.#answers = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
    this.folder = `/proc/${shell.pid}/root${mountPoint}`;
  }

  /** Leaves the test out, with a reason, where nobody but the system's administrator may mount a disk. */
  static async mount({ skip, onTestFinished }: TestContext): Promise<SmallDisk> {
    const mountPoint = await mkdtemp(join(tmpdir(), "tasklab-disk-"));
    onTestFinished(() => rmdir(mountPoint));
    // The shell is on its own once the namespace is there: its number is that of the process.
    const shell = spawn("unshare", ["--map-root-user", "--mount", "sh"]);
    const isThere = await new Promise<boolean>((resolve) => {
      shell.once("spawn", () => resolve(true));
      shell.once("error", () => resolve(false));
    });
    if (!isThere) skip("there is no `unshare`");
    onTestFinished(
      () =>
        new Promise((resolve) => {
          if (shell.exitCode !== null || shell.signalCode !== null) return resolve();
          shell.once("exit", () => resolve());
          shell.stdin.end();
        }),
    );
    const disk = new SmallDisk(shell, mountPoint);
    const isMounted = await disk.#run(`mount -t tmpfs -o size=${SIZE} tasklab '${mountPoint}'`);
    // Where a process may not look into another one's namespace, there is no way to the disk.
    const isInReach = isMounted && (await stat(disk.folder).catch(() => null)) !== null;
    if (!isInReach) skip("nobody may mount a disk in a namespace of their own");
    return disk;
  }

  /** Takes all the room that is left. */
  async fill(): Promise<void> {
    const file = await open(this.#filler, "w");
    try {
      for (;;) await file.write(new Uint8Array(PAGE_BYTES));
    } catch (error) {
      if (codeOf(error) !== "ENOSPC") throw error;
    } finally {
      await file.close();
    }
  }

  async makeRoom(): Promise<void> {
    await rm(this.#filler);
  }

  async remount(how: "ro" | "rw"): Promise<void> {
    const command = `mount -o remount,bind,${how} '${this.#mountPoint}'`;
    if (!(await this.#run(command))) throw new Error(`It failed: ${command}`);
  }

  get #filler(): string {
    return join(this.folder, "filler");
  }

  /** @returns whether it worked; false as well if the shell is not there */
  async #run(command: string): Promise<boolean> {
    // Of a shell that is gone the answer tells.
    this.#shell.stdin.on("error", () => undefined);
    this.#shell.stdin.write(`${command} && echo done || echo failed\n`);
    const { value, done } = await this.#answers.next();
    return done !== true && value === "done";
  }
}
