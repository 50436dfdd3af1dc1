import { readFile, readdir } from "node:fs/promises";

/** Why the processes of a lab cannot be found here; null if they can. */
export const PROCESSES_ARE_HIDDEN =
  process.platform === "linux" ? null : "which process started which is read from Linux's /proc";

/** A process as `/proc` tells of it. One that has ended stays there until whoever started it asks for how. */
interface Entry {
  readonly pid: number;
  readonly parent: number;
  readonly isOver: boolean;
  readonly command: string;
}

/** The processes that `pid` started, and those that they started. */
export async function startedBy(pid: number): Promise<Entry[]> {
  const all = await entries();
  const found: Entry[] = [];
  const parents = new Set([pid]);
  for (let before = -1; before < found.length;) {
    before = found.length;
    for (const entry of all) {
      if (parents.has(entry.pid) || !parents.has(entry.parent)) continue;
      parents.add(entry.pid);
      found.push(entry);
    }
  }
  return found.filter(({ isOver }) => !isOver);
}

export async function isRunning(pid: number): Promise<boolean> {
  return (await entries()).some((entry) => entry.pid === pid && !entry.isOver);
}

async function entries(): Promise<Entry[]> {
  const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const read = await Promise.all(names.map((name) => entryOf(Number(name)).catch(() => null)));
  return read.filter((entry) => entry !== null);
}

async function entryOf(pid: number): Promise<Entry> {
  const [stat, command] = await Promise.all(
    ["stat", "cmdline"].map((file) => readFile(`/proc/${pid}/${file}`, "utf8")),
  );
  // The name before them may hold anything, brackets too.
  const [state, parent] = stat!.slice(stat!.lastIndexOf(")") + 2).split(" ");
  return { pid, parent: Number(parent), isOver: state === "Z", command: command! };
}
