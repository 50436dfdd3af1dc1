// `npm run lab -- run <file>`: runs a program without a window. Builds what that needs first.
import { join } from "node:path";
import { ROOT, runInForeground } from "./process.mjs";
import { ensureBuilt, ensureInstalled, SetupError } from "./setup.mjs";

try {
  await ensureInstalled();
  await ensureBuilt();
  const args = process.argv.slice(2);
  process.exitCode = await runInForeground(process.execPath, [
    join(ROOT, "out/programs/lab.mjs"),
    ...args,
  ]);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
