/* Runs in a worker of a browser: takes programs, gives the traces that they leave there. */
import { runProgram } from "./interpreter/run-program";
import type { Program, Trace } from "./program";

interface WorkerScope {
  onmessage: ((message: { data: readonly Program[] }) => void) | null;
  postMessage(traces: Trace[]): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = async ({ data: programs }) => {
  const traces: Trace[] = [];
  for (const program of programs)
    traces.push(await runProgram(program, { observeSteps: true, ownStacks: false }));
  scope.postMessage(traces);
};
