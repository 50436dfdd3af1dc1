import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";
import type { Program, Trace } from "./program";

/** CPython, ready to run programs. */
export interface Oracle {
  /** For example `3.14.2`. */
  readonly version: string;
  /**
   * Runs the programs one after the other, each in a loop of its own. Throws only if the oracle
   * itself is broken. A trace is null where CPython has no answer: once tasks wait for each other
   * in a circle, cancelling one recurses in it until the stack ends.
   */
  run(programs: readonly Program[], options: { observeSteps: boolean }): (Trace | null)[];
}

const MODULES = [
  "virtual_loop",
  "program_errors",
  "world",
  "awaitables",
  "sync_statements",
  "statements",
  "interpreter",
];

/** Starts CPython with the programs' interpreter in it. Takes about two seconds and no network. */
export async function startOracle(): Promise<Oracle> {
  const python = await loadPyodide();
  for (const name of MODULES) {
    const path = fileURLToPath(new URL(`./oracle/${name}.py`, import.meta.url));
    python.FS.writeFile(`/home/pyodide/${name}.py`, await readFile(path, "utf8"));
  }
  const version = python.runPython("import platform; platform.python_version()") as string;
  const runPrograms = python.runPython("import interpreter; interpreter.run_programs") as (
    programs: string,
    observeSteps: boolean,
  ) => string;
  return {
    version,
    run(programs, { observeSteps }) {
      const texts = JSON.stringify(programs.map((program) => JSON.stringify(program)));
      const traces = JSON.parse(runPrograms(texts, observeSteps)) as string[];
      return traces.map((text) => {
        const trace = JSON.parse(text) as unknown[] | null;
        return trace === null ? null : trace.map((event) => JSON.stringify(event));
      });
    },
  };
}
