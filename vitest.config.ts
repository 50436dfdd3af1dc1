import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "node",
          environment: "node",
          include: ["shared/**/*.test.ts", "electron/**/*.test.ts", "scripts/**/*.test.ts"],
        },
      },
      {
        plugins: [vue()],
        test: {
          name: "renderer",
          environment: "happy-dom",
          include: ["renderer/**/*.test.ts"],
        },
      },
    ],
  },
});
