import { join } from "node:path";
import { ESLint } from "eslint";
import { expect, it } from "vitest";

/** A file, and what it imports. None of the files is there; what is imported is. */
const REFUSED = [
  ["shared/x.ts", "../electron/log"],
  ["renderer/model/x.ts", "../../electron/lab/lab"],
  ["renderer/views/x.vue", "../../e2e/profile"],
  ["electron/x.ts", "../renderer/texts"],
  ["electron/scheduler/x.ts", "../lab/limits"],
  ["electron/scheduler/x.ts", "../../shared/events"],
  ["electron/net/x.ts", "../lab/limits"],
  ["electron/lab/x.ts", "../window"],
  ["electron/lab/sources/x.ts", "../../web/serve"],
  ["electron/programs/x.ts", "../ipc/channels"],
  ["electron/ipc/x.ts", "../web/serve"],
  ["electron/web/x.ts", "../ipc/serve"],
] as const;
const ALLOWED = [
  ["shared/x.ts", "./events"],
  ["renderer/model/x.ts", "../../shared/contract"],
  ["electron/scheduler/x.ts", "./task"],
  ["electron/lab/sources/x.ts", "../../net/client"],
  ["electron/programs/x.ts", "../lab/limits"],
  ["electron/ipc/x.ts", "../lab/lab"],
  ["electron/web/x.ts", "../log"],
  ["electron/x.ts", "./web/serve"],
] as const;

it("lets each layer import what ARCHITECTURE.md says, and nothing else", async () => {
  const eslint = new ESLint({ cwd: join(import.meta.dirname, "..") });
  const isRefused = async (file: string, imported: string): Promise<boolean> => {
    const code = `import { a } from "${imported}";\nconsole.log(a);\n`;
    const text = file.endsWith(".vue") ? `<script setup lang="ts">\n${code}</script>\n` : code;
    const [result] = await eslint.lintText(text, { filePath: file });
    return result!.messages.some(({ ruleId }) => ruleId === "import-x/no-restricted-paths");
  };
  for (const [file, imported] of REFUSED) {
    expect([file, imported, await isRefused(file, imported)]).toEqual([file, imported, true]);
  }
  for (const [file, imported] of ALLOWED) {
    expect([file, imported, await isRefused(file, imported)]).toEqual([file, imported, false]);
  }
});
