import { execFile } from "node:child_process";
import { cp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { build } from "vite";
import { LICENSE_NOTE } from "../../build/licenses";

/** What CPython in WebAssembly is made of, in the folder of its package. */
const PYODIDE_FILES = [
  "pyodide.mjs",
  "pyodide.asm.mjs",
  "pyodide.asm.wasm",
  "pyodide-lock.json",
  "python_stdlib.zip",
];

const IMAGE_SCRIPT = "python-image";

/**
 * Builds what runs programs into `outDir`: the process, its threads, CPython's files, and the
 * command. Apart from the lab's own build, because the process may read nothing but this folder.
 *
 * @param root the project's folder: a configuration that is bundled does not know where it came from
 */
export async function buildPrograms(root: string, outDir: string): Promise<void> {
  const entry = (file: string): string => resolve(root, "electron/programs", file);
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    // What says texts looks for these, and where programs run there are neither `process` nor globals of the lab's.
    define: {
      "process.env.NODE_ENV": JSON.stringify("production"),
      __INTLIFY_DROP_MESSAGE_COMPILER__: false,
      __INTLIFY_PROD_DEVTOOLS__: false,
    },
    build: {
      outDir,
      emptyOutDir: true,
      ssr: true,
      target: "node20.19",
      sourcemap: true,
      minify: false,
      license: { fileName: LICENSE_NOTE },
      rolldownOptions: {
        input: {
          host: entry("host/main.ts"),
          "typescript-runner": entry("runner/typescript.ts"),
          "python-runner": entry("runner/python.ts"),
          [IMAGE_SCRIPT]: entry("runner/python-image.ts"),
          lab: entry("cli.ts"),
        },
        output: {
          format: "es",
          entryFileNames: "[name].mjs",
          chunkFileNames: "chunks/[name]-[hash].mjs",
        },
      },
    },
    ssr: { noExternal: true },
  });
  const pyodide = dirname(
    createRequire(join(root, "package.json")).resolve("pyodide/package.json"),
  );
  await Promise.all(
    PYODIDE_FILES.map((file) => cp(join(pyodide, file), join(outDir, "pyodide", file))),
  );
  await takeImage(outDir);
}

/** In a process of its own: what CPython leaves in one is nothing for a build. */
async function takeImage(outDir: string): Promise<void> {
  const script = join(outDir, `${IMAGE_SCRIPT}.mjs`);
  // The zone's name is taken down, too: the same on every machine.
  const env = { ...process.env, TZ: "UTC" };
  await promisify(execFile)(process.execPath, [script, join(outDir, "pyodide")], { env });
  // It is no part of what runs programs.
  await Promise.all([rm(script), rm(`${script}.map`)]);
}
