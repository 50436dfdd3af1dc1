import { cp } from "node:fs/promises";
import { resolve } from "node:path";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "electron-vite";
import { builtInMarks } from "./build/built-in-marks";
import { LICENSE_NOTE, writeLicenses } from "./build/licenses";
import { programTypes } from "./build/program-types";
import { buildPrograms } from "./electron/programs/build";

const root = import.meta.dirname;
const license = { fileName: LICENSE_NOTE };

// Built in this order: main, preload, renderer.
export default defineConfig({
  main: {
    // The process that runs programs is a build of its own: it may read nothing but its folder.
    plugins: [
      builtInMarks(root),
      { name: "programs", closeBundle: () => buildPrograms(root, resolve(root, "out/programs")) },
      // Lessons stay files: they are read as such, and are what a teacher looks at to write others.
      {
        name: "lessons",
        closeBundle: () =>
          cp(resolve(root, "lessons"), resolve(root, "out/lessons"), { recursive: true }),
      },
    ],
    build: {
      // Both hosts' entries: the desktop app's main process and the web server share their chunks.
      outDir: "out",
      // The first build clears what all of them left behind, so that nothing stale is ever packed.
      emptyOutDir: true,
      // Everything that runs is bundled: an installed app has no node_modules.
      externalizeDeps: false,
      // The older of the two that run it: Electron's Node is newer than the one that serves the web.
      target: "node20.19",
      sourcemap: true,
      license,
      rolldownOptions: {
        input: {
          "main/main": resolve(root, "electron/main.ts"),
          "web/server": resolve(root, "electron/web/server.ts"),
        },
        output: {
          format: "es",
          entryFileNames: "[name].js",
          chunkFileNames: "chunks/[name].js",
          codeSplitting: { groups: [{ name: "lab", minShareCount: 2 }] },
        },
      },
    },
  },
  preload: {
    build: {
      outDir: "out/preload",
      externalizeDeps: false,
      license,
      rolldownOptions: {
        input: { preload: resolve(root, "electron/preload.ts") },
        // A sandboxed preload script must be one CommonJS file.
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: resolve(root, "renderer"),
    build: {
      outDir: resolve(root, "out/renderer"),
      // Not only Electron's Chromium runs it: whatever browser opens the web host does.
      target: "es2023",
      minify: true,
      // The content policy lets fonts and scripts come from files alone.
      assetsInlineLimit: 0,
      license,
      rolldownOptions: {
        input: resolve(root, "renderer/index.html"),
        // What the window begins with is one file, and not one for each part that a view loaded later has, too.
        output: { codeSplitting: { groups: [{ name: "start", tags: ["$initial"] }] } },
      },
    },
    // TypeScript's own compiler, and the types that programs are written against: off the page's thread.
    worker: { format: "es", plugins: () => [programTypes(root)] },
    // What vue-i18n leaves out: its older interface, components and directives for every page, and its tools.
    define: {
      __VUE_I18N_LEGACY_API__: false,
      __VUE_I18N_FULL_INSTALL__: false,
      __INTLIFY_PROD_DEVTOOLS__: false,
    },
    plugins: [
      vue(),
      // The last build of all: every other one has left its note.
      { name: "licenses", closeBundle: () => writeLicenses(root, resolve(root, "out")) },
    ],
  },
});
