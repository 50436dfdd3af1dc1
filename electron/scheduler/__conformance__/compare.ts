import { runProgram } from "./interpreter/run-program";
import type { Mode } from "./interpreter/run-program";
import type { Oracle } from "./oracle";
import type { Program, Trace } from "./program";

/** A program that the two sides run differently. */
export interface Divergence {
  readonly program: Program;
  /** What CPython did. */
  readonly expected: Trace;
  /** What this scheduler did. */
  readonly actual: Trace;
  /** The index of the first event that differs. */
  readonly at: number;
  readonly mode: Mode;
}

export interface Comparison {
  readonly compared: number;
  /** Programs in which tasks would wait for each other in a circle: CPython has no answer. */
  readonly skipped: number;
  readonly events: number;
  readonly divergences: readonly Divergence[];
}

/** How long a program may take here, in milliseconds, before it counts as never ending. */
const PATIENCE = 10_000;

/** Without an observer, and with other stacks, the loop takes other paths. */
const MODES: readonly Mode[] = [
  { observeSteps: true, ownStacks: false },
  { observeSteps: false, ownStacks: false },
  { observeSteps: true, ownStacks: true },
];

/** Runs every program on both sides, here once in each mode. */
export async function compare(oracle: Oracle, programs: readonly Program[]): Promise<Comparison> {
  const divergences: Divergence[] = [];
  let compared = 0;
  let events = 0;
  const traces = oracle.run(programs, { observeSteps: true });
  for (const [index, expected] of traces.entries()) {
    const program = programs[index];
    if (program === undefined) continue;
    if (expected === null) {
      const divergence = await endsAtAll(program);
      if (divergence !== null) divergences.push(divergence);
      continue;
    }
    compared += 1;
    events += expected.length;
    const divergence = await compareOne(program, expected);
    if (divergence !== null) divergences.push(divergence);
  }
  return { compared, skipped: programs.length - compared, events, divergences };
}

/** Where CPython has no answer, any will do, but there must be one. */
async function endsAtAll(program: Program): Promise<Divergence | null> {
  const mode = { observeSteps: true, ownStacks: false };
  const actual = await patiently(runProgram(program, mode));
  const ends = actual.some((event) => event.startsWith(`["ends"`));
  return ends ? null : { program, expected: [], actual, at: 0, mode };
}

async function compareOne(program: Program, trace: Trace): Promise<Divergence | null> {
  const exposed = exposedIn(trace);
  const whole = exposed.size === 0 ? trace : withoutErrorsOf(exposed, trace.slice(0, -1));
  for (const mode of MODES) {
    const expected = mode.observeSteps ? whole : withoutSteps(whole);
    const divergence = await compareOnce(program, expected, exposed, mode);
    if (divergence !== null) return divergence;
  }
  return null;
}

async function compareOnce(
  program: Program,
  expected: Trace,
  exposed: ReadonlySet<string>,
  mode: Mode,
): Promise<Divergence | null> {
  const actual = withoutErrorsOf(exposed, await patiently(runProgram(program, mode)));
  const length = Math.max(expected.length, actual.length);
  for (let at = 0; at < length; at++) {
    if (expected[at] !== actual[at]) return { program, expected, actual, at, mode };
  }
  return null;
}

/** Of whom CPython's collector may have silenced the error, or not: the oracle says so in a last event. */
function exposedIn(trace: Trace): ReadonlySet<string> {
  const [what, ...names] = JSON.parse(trace.at(-1) ?? "[]") as string[];
  return new Set(what === "exposed" ? names : []);
}

/** The trace, not told of what nobody looked at of `names`. */
function withoutErrorsOf(names: ReadonlySet<string>, trace: Trace): Trace {
  if (names.size === 0) return trace;
  return trace.map((event) => {
    const [what, ...entries] = JSON.parse(event) as [unknown, ...[string, unknown, string?][]];
    if (what !== "diagnostics") return event;
    const left = entries.filter(
      ([message, , name = ""]) => !(message.includes("was never retrieved") && names.has(name)),
    );
    return JSON.stringify([what, ...left]);
  });
}

/** The trace of the same run as somebody sees it who has no observer. */
function withoutSteps(trace: Trace): Trace {
  return trace.filter((event) => !/"step (begins|ends)"\]$|^\["tasks",/.test(event));
}

async function patiently(trace: Promise<Trace>): Promise<Trace> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Trace>((resolve) => {
    timer = setTimeout(() => resolve([`["never ends"]`]), PATIENCE);
  });
  try {
    return await Promise.race([trace, late]);
  } catch (error) {
    // The interpreter itself failed: that is a difference too, and the shortest way to see it.
    return [JSON.stringify(["breaks", error instanceof Error ? (error.stack ?? "") : error])];
  } finally {
    clearTimeout(timer);
  }
}
