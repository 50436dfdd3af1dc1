import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";
import { builtInMarks } from "./build/built-in-marks";
import { programTypes } from "./build/program-types";

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [builtInMarks(import.meta.dirname)],
        test: {
          name: "node",
          environment: "node",
          include: ["shared/**/*.test.ts", "electron/**/*.test.ts", "scripts/**/*.test.ts"],
        },
      },
      {
        plugins: [vue(), programTypes(import.meta.dirname)],
        test: {
          name: "renderer",
          environment: "happy-dom",
          setupFiles: ["renderer/testing/setup.ts"],
          include: ["renderer/**/*.test.ts"],
        },
      },
    ],
  },
});
