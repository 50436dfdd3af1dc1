/**
 * The thread that runs one Python program, in a CPython of its own, which waits here until there is a
 * program. Until then it reads sources, to say what is wrong with them.
 */
import vm from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import type { PyCallable } from "pyodide/ffi";
import type { SourceProblem } from "../../../shared/own-program";
import type { CheckAnswer, CheckRequest, ProgramEnd, RunnerData } from "../protocol";
import { closeRealm } from "./close-realm";
import { loadPreparedPython } from "./cpython";
import { PythonHost } from "./python-host";

/** One page of WebAssembly memory. */
const PAGE_BYTES = 65_536;
const MEGABYTE = 1_048_576;
/** Ways from CPython into JavaScript, which a program does not need. */
const JAVASCRIPT_MODULES = ["js", "pyodide_js"];

const data = workerData as RunnerData;
const port = parentPort!;
const language = new Set(vm.runInNewContext("Object.getOwnPropertyNames(globalThis)") as string[]);

limitMemory(data.pythonMb);
const python = await loadPreparedPython(data.pyodide);
const host = new PythonHost(data, port, python);
const program = python.runPython("lab_program.run_program") as PyCallable;
const check = python.runPython("lab_check.check") as PyCallable;
for (const name of JAVASCRIPT_MODULES) {
  python.unregisterJsModule(name);
  python.runPython(`sys.modules.pop("${name}", None)`);
}
closeRealm(language);
// What CPython's own runtime says of its end is told by the supervisor, in other words.
for (const method of ["error", "info", "log", "warn"] as const) console[method] = () => undefined;

port.postMessage({ type: "loaded" });
const { source, file, clock, time } = await host.program(readSource);
const isVirtual = clock === "virtual";
const end = program(host, source, file, isVirtual, time.paused, time.dial) as string;
port.postMessage({ type: "ended", end: JSON.parse(end) as ProgramEnd });

function readSource({ id, source, file }: CheckRequest): void {
  const problems = JSON.parse(check(source, file) as string) as SourceProblem[];
  port.postMessage({ type: "checked", id, problems } satisfies CheckAnswer);
}

/** What is used of WebAssembly, which the types of Node leave out. */
interface GrowingMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** Past so much, memory does not grow any more, and Python raises `MemoryError`. */
function limitMemory(megabytes: number): void {
  const { WebAssembly } = globalThis as unknown as {
    WebAssembly: { Memory: { prototype: GrowingMemory } };
  };
  const { prototype } = WebAssembly.Memory;
  const { grow } = prototype;
  const most = (megabytes * MEGABYTE) / PAGE_BYTES;
  prototype.grow = function (pages) {
    if (this.buffer.byteLength / PAGE_BYTES + pages > most) throw new RangeError("Out of memory");
    return grow.call(this, pages);
  };
}
