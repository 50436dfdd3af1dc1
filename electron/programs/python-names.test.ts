import { join } from "node:path";
import { expect, it } from "vitest";
import { pythonNames } from "./python-names";

const FILE = join(import.meta.dirname, "../../renderer/views/editor/python/names.json");

// `npx vitest run electron/programs/python-names.test.ts -u` writes it anew.
it("offers in the editor the names that CPython has", { timeout: 120_000 }, async () => {
  await expect(await pythonNames()).toMatchFileSnapshot(FILE);
});
