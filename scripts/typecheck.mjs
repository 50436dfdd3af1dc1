// Type-checks every layer with its own compiler settings: those that tsconfig.json refers to.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT, run, scriptOf } from "./process.mjs";

/** @returns {string[]} the settings' files, as tsconfig.json names them */
export function layers() {
  const { references } = JSON.parse(readFileSync(join(ROOT, "tsconfig.json"), "utf8"));
  return references.map((/** @type {{ path: string }} */ { path }) => path);
}

/**
 * @param {string} layer
 * @returns {Promise<{ code: number; output: string }>}
 */
export function typecheck(layer) {
  // Only this compiler reads components; for plain TypeScript it is the slower one.
  const compiler = layer.includes("renderer") ? scriptOf("vue-tsc") : scriptOf("typescript", "tsc");
  return run(process.execPath, [compiler, "-p", layer], { quiet: true });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const layer of layers()) {
    const { code, output } = await typecheck(layer);
    console.log(`${code === 0 ? "ok    " : "failed"} ${layer}`);
    if (code !== 0) {
      console.log(output);
      process.exitCode = 1;
    }
  }
}
