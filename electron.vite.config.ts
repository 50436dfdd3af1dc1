import { resolve } from "node:path";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "electron-vite";

const root = import.meta.dirname;

export default defineConfig({
  main: {
    build: {
      // Both hosts' entries: the desktop app's main process and the web server share their chunks.
      outDir: "out",
      emptyOutDir: false,
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          "main/main": resolve(root, "electron/main.ts"),
          "web/server": resolve(root, "electron/web/server.ts"),
        },
        output: {
          format: "es",
          entryFileNames: "[name].js",
          chunkFileNames: "chunks/[name].js",
        },
      },
    },
  },
  preload: {
    build: {
      outDir: "out/preload",
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: resolve(root, "electron/preload.ts") },
        // A sandboxed preload script must be one CommonJS file.
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: resolve(root, "renderer"),
    // Both hosts serve the page from the root of their origin.
    base: "/",
    build: {
      outDir: resolve(root, "out/renderer"),
      rolldownOptions: { input: resolve(root, "renderer/index.html") },
    },
    plugins: [vue()],
  },
});
