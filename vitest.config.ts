import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";
import { builtInMarks } from "./build/built-in-marks";
import { programTypes } from "./build/program-types";

/**
 * Limits are for what hangs: no test passes or fails by how fast the machine is, and a busy one can take
 * many times as long for a first import.
 */
const LIMITS = {
  testTimeout: 60_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 30_000 } },
};

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [builtInMarks(import.meta.dirname)],
        test: {
          ...LIMITS,
          name: "node",
          environment: "node",
          globalSetup: ["electron/programs/__tests__/build-folder.ts"],
          include: ["shared/**/*.test.ts", "electron/**/*.test.ts", "scripts/**/*.test.ts"],
        },
      },
      {
        plugins: [vue(), programTypes(import.meta.dirname)],
        test: {
          ...LIMITS,
          name: "renderer",
          environment: "happy-dom",
          setupFiles: ["renderer/testing/setup.ts"],
          include: ["renderer/**/*.test.ts"],
        },
      },
    ],
  },
});
