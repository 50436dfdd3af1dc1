/** What can be said of a run, and whether it holds: how a lesson's question is graded by running. */

/** One statement about a run. */
export type Claim =
  /** It took about as long, in seconds. */
  | { readonly seconds: number }
  /** This line came first, last, at all, or never. A "…" in it stands for any text. */
  | { readonly first: string }
  | { readonly last: string }
  | { readonly prints: string }
  | { readonly never: string }
  /** Both lines came, the one directly or later after the other. */
  | { readonly before: readonly [string, string] }
  /** So many tasks were created beside the one that runs `main`. */
  | { readonly tasks: number }
  /** A task's end. */
  | { readonly task: string; readonly is: "finished" | "failed" | "cancelled" };

/** What a run left, as far as claims look at it. */
export interface RunResult {
  readonly lines: readonly string[];
  /** How long it took, in seconds. */
  readonly seconds: number;
  /** Every task, `main` first. `outcome`: null if it was not over. */
  readonly tasks: readonly {
    readonly name: string;
    readonly outcome: "finished" | "failed" | "cancelled" | null;
  }[];
}

/** A timer is never early, and a busy machine may be late by so much of what was said, in seconds at least and as a share. */
const LEAST_LATENESS = 0.35;
const LATENESS = 0.25;
/** What a clock's rounding takes away, in seconds. */
const EARLINESS = 0.05;

export function holds(claim: Claim, run: RunResult): boolean {
  if ("seconds" in claim) return takesAbout(claim.seconds, run.seconds);
  if ("first" in claim) return run.lines.length > 0 && lineIs(claim.first, run.lines[0]!);
  if ("last" in claim) return run.lines.length > 0 && lineIs(claim.last, run.lines.at(-1)!);
  if ("prints" in claim) return run.lines.some((line) => lineIs(claim.prints, line));
  if ("never" in claim) return !run.lines.some((line) => lineIs(claim.never, line));
  if ("before" in claim) {
    const [one, other] = claim.before;
    const at = run.lines.findIndex((line) => lineIs(one, line));
    return at !== -1 && run.lines.slice(at + 1).some((line) => lineIs(other, line));
  }
  if ("tasks" in claim) return run.tasks.length - 1 === claim.tasks;
  return run.tasks.some(({ name, outcome }) => name === claim.task && outcome === claim.is);
}

/** Whether `seconds` is what a run takes that was said to take `expected`. */
export function takesAbout(expected: number, seconds: number): boolean {
  const late = Math.max(LEAST_LATENESS, expected * LATENESS);
  return seconds >= expected - EARLINESS && seconds <= expected + late;
}

/** Whether `line` is what `expected` says: a "…" in it stands for any text. */
export function lineIs(expected: string, line: string): boolean {
  const parts = expected.split("…");
  if (parts.length === 1) return line === expected;
  const first = parts.shift()!;
  const last = parts.pop()!;
  if (!line.startsWith(first)) return false;
  let from = first.length;
  for (const part of parts) {
    const at = line.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return line.length - from >= last.length && line.endsWith(last);
}
