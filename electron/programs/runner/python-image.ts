/**
 * Writes down what CPython's memory holds once it has begun and the lab's own modules are loaded. A
 * part of the build: with that, an interpreter is there in a fifth of the time.
 *
 *     node python-image.mjs <folder with CPython's files>
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PyodideAPI } from "pyodide";
import { IMAGE_FILE, loadPython, prepareInterpreter } from "./cpython";

const folder = process.argv[2]!;
const python = (await loadPython(folder, { _makeSnapshot: true })) as PyodideAPI & {
  makeMemorySnapshot(): Uint8Array;
};
prepareInterpreter(python);
await writeFile(join(folder, IMAGE_FILE), python.makeMemorySnapshot());
