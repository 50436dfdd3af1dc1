import { parseArgs } from "node:util";

/** Processes a library and test. */
const ROUNDS = 5;
/** The same in a quick run, and of libraries that take long. */
export const QUICK_ROUNDS = 2;

export const USAGE = `npm run bench -- [options]

  --only a,b        these tests; all of them if nothing is given
  --subjects x,y    these libraries: scheduler, promises, effection, effect, asyncio, uvloop, trio,
                    and columns, json for test j; all that are found if nothing is given
  --rounds n        processes a library and test; ${ROUNDS}, or ${QUICK_ROUNDS} in a quick run
  --quick           a tenth of each test's operations
  --cpu             processor time instead of time on the wall: for a machine that others use as well
  --python path     the interpreter that measures the libraries of Python; python3
  --json file       writes the figures, after each test
  --compare file    says what changed since the figures in a file that --json wrote
  --help            this, and the tests`;

export interface Options {
  /** Null: all of them. */
  readonly only: readonly string[] | null;
  /** Null: all that are found. */
  readonly subjects: readonly string[] | null;
  readonly rounds: number;
  readonly quick: boolean;
  readonly cpu: boolean;
  readonly python: string;
  readonly json: string | null;
  readonly compare: string | null;
  readonly help: boolean;
}

/**
 * What was asked for on the command line.
 * @throws Error if it asks for what there is not; its message is for whoever asked
 */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string" },
      subjects: { type: "string" },
      rounds: { type: "string" },
      quick: { type: "boolean", default: false },
      cpu: { type: "boolean", default: false },
      python: { type: "string", default: "python3" },
      json: { type: "string" },
      compare: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const { quick, cpu, python, help } = values;
  const rounds = Number(values.rounds ?? (quick ? QUICK_ROUNDS : ROUNDS));
  if (!(Number.isInteger(rounds) && rounds > 0)) {
    throw new Error("--rounds is a whole number above 0.");
  }
  return {
    only: values.only?.split(",") ?? null,
    subjects: values.subjects?.split(",") ?? null,
    rounds,
    quick,
    cpu,
    python,
    json: values.json ?? null,
    compare: values.compare ?? null,
    help,
  };
}
