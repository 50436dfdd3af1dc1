import { constants } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as Pyodide from "pyodide";
import type { PyodideAPI } from "pyodide";
import { PYTHON_FILES } from "./python-files";

/** In the folder of CPython's files: its memory as it is once the lab's own modules are loaded. */
export const IMAGE_FILE = "image.bin";

/** Where the lab's modules are, in CPython's own file system, which is memory. */
const MODULES_FOLDER = "/lab";

/** What the types of Pyodide leave out: it calls them experimental. */
type Options = NonNullable<Parameters<typeof Pyodide.loadPyodide>[0]> & {
  /** Lets `makeMemorySnapshot` be called. */
  readonly _makeSnapshot?: boolean;
  /** What that gave, with which nothing of CPython has to begin anew. */
  readonly _loadSnapshot?: Uint8Array;
};

/**
 * Loads CPython into this thread, with the files of the lab's own modules.
 * @param folder with CPython's files
 * @param options whether its memory is to be taken down, or what was taken down
 */
export async function loadPython(
  folder: string,
  options: Pick<Options, "_makeSnapshot" | "_loadSnapshot">,
): Promise<PyodideAPI> {
  answerBinding();
  denyCommands();
  const { loadPyodide } = (await import(
    pathToFileURL(join(folder, "pyodide.mjs")).href
  )) as typeof Pyodide;
  const python = await loadPyodide({
    indexURL: folder,
    // Not where this was built.
    env: { _: "python" },
    // What a program prints comes as events; this is what CPython itself has to say.
    stdout: () => undefined,
    stderr: () => undefined,
    ...options,
  } satisfies Options);
  // Files are no part of its memory.
  python.FS.mkdir(MODULES_FOLDER);
  for (const [name, text] of Object.entries(PYTHON_FILES)) {
    python.FS.writeFile(`${MODULES_FOLDER}/${name}`, text);
  }
  return python;
}

/**
 * An interpreter in which the lab's modules are loaded. It goes on from the image where there is one of
 * this very CPython; without, it begins anew, which takes seconds.
 * @param folder with CPython's files
 */
export async function loadPreparedPython(folder: string): Promise<PyodideAPI> {
  try {
    return await loadPython(folder, { _loadSnapshot: await readFile(join(folder, IMAGE_FILE)) });
  } catch (error) {
    console.warn(`CPython begins without the image of its memory: ${String(error)}`);
  }
  const python = await loadPython(folder, {});
  prepareInterpreter(python);
  return python;
}

/** Once for a new interpreter: puts the lab's loop and clients in their places. */
export function prepareInterpreter(python: PyodideAPI): void {
  python.runPython(`
import sys
sys.path.insert(0, "${MODULES_FOLDER}")
import lab_check, lab_program
lab_program.prepare()
`);
}

/** The error of a system that has no such function. */
const ENOSYS = 52;

/** What is used of WebAssembly, which the types of Node leave out. */
interface Instantiation {
  instantiate(code: unknown, imports?: { env?: Record<string, unknown> }): Promise<unknown>;
}

/**
 * The one way of WebAssembly's to the machine that is a function of the C library: `system` starts
 * a shell wherever Node lets it. Python's own modules are refused it in words; this is for whoever
 * finds it all the same.
 */
function denyCommands(): void {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: Instantiation };
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = (code, imports) => {
    const { env } = imports ?? {};
    if (env !== undefined && "_emscripten_system" in env) env["_emscripten_system"] = () => -ENOSYS;
    return instantiate.call(WebAssembly, code, imports);
  };
}

/** CPython's file systems ask Node for its constants in a way that the permission model refuses. */
function answerBinding(): void {
  Object.assign(process, { binding: () => ({ fs: constants }) });
}
