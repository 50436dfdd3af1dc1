/**
 * The thread that runs Python programs, one after the other, in one CPython: loading it takes
 * seconds. Each program gets a `__main__` and loops of its own; what it changes in a module of the
 * standard library stays changed for the next one, until a program has to be ended from outside.
 */
import { constants } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import type * as Pyodide from "pyodide";
import type { PyCallable } from "pyodide/ffi";
import type { SourceProblem } from "../../../shared/own-program";
import type { CheckAnswer, CheckRequest, ProgramEnd, RunnerData } from "../protocol";
import { closeRealm } from "./close-realm";
import { PYTHON_FILES } from "./python-files";
import { PythonHost } from "./python-host";

/** One page of WebAssembly memory. */
const PAGE_BYTES = 65_536;
const MEGABYTE = 1_048_576;
/** Where the lab's modules are, in CPython's own file system, which is memory. */
const FOLDER = "/lab";
/** Ways from CPython into JavaScript, which a program does not need. */
const JAVASCRIPT_MODULES = ["js", "pyodide_js"];

const data = workerData as RunnerData;
const port = parentPort!;
const language = new Set(vm.runInNewContext("Object.getOwnPropertyNames(globalThis)") as string[]);

limitMemory(data.pythonMb);
answerBinding();
const { loadPyodide } = (await import(
  pathToFileURL(join(data.pyodide, "pyodide.mjs")).href
)) as typeof Pyodide;
const python = await loadPyodide({
  indexURL: data.pyodide,
  // What a program prints comes as events; this is what CPython itself has to say.
  stdout: () => undefined,
  stderr: () => undefined,
});
const host = new PythonHost(data, port, python);
python.FS.mkdir(FOLDER);
for (const [name, text] of Object.entries(PYTHON_FILES)) {
  python.FS.writeFile(`${FOLDER}/${name}`, text);
}
const program = python.runPython(`
import sys
sys.path.insert(0, "${FOLDER}")
import lab_program
lab_program.prepare()
lab_program.run_program
`) as PyCallable;
const check = python.runPython("import lab_check; lab_check.check") as PyCallable;
for (const name of JAVASCRIPT_MODULES) {
  python.unregisterJsModule(name);
  python.runPython(`sys.modules.pop("${name}", None)`);
}
closeRealm(language);

port.postMessage({ type: "loaded" });
for (;;) {
  const { source, file, clock, time } = await host.nextProgram(readSource);
  host.begin();
  const isVirtual = clock === "virtual";
  const end = program(host, source, file, isVirtual, time.paused, time.dial) as string;
  port.postMessage({ type: "ended", end: JSON.parse(end) as ProgramEnd });
}

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

/** CPython's file systems ask Node for its constants in a way that the permission model refuses. */
function answerBinding(): void {
  Object.assign(process, { binding: () => ({ fs: constants }) });
}
