import type { Divergence } from "./compare";
import { toPython } from "./print/python";
import { toTypeScript } from "./print/typescript";

/** How many events before the first difference are printed. */
const CONTEXT = 12;

/** A divergence for people: the program in both languages, and where the traces part. */
export function report({ program, expected, actual, at, mode }: Divergence): string {
  const start = Math.max(0, at - CONTEXT);
  const before = expected.slice(start, at).map((event) => `    ${event}`);
  const after = (trace: readonly string[]): string[] =>
    trace.slice(at, at + 4).map((event) => `    ${event}`);
  return [
    "In Python:",
    "",
    toPython(program),
    "",
    "In TypeScript:",
    "",
    toTypeScript(program),
    "",
    `The traces part at event ${at}${mode.observeSteps ? "" : ", without an observer"}` +
      `${mode.ownStacks ? ", with every function wrapped by coroutine()" : ""}.`,
    "An event is [time, task, number of the statement, what, ...details].",
    "",
    ...(before.length > 0 ? ["  Both:", ...before] : []),
    "  CPython:",
    ...after(expected),
    "  Here:",
    ...after(actual),
    "",
    "As data:",
    "",
    JSON.stringify(program.main),
    "",
  ].join("\n");
}
