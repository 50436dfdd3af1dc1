import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import importX, { createNodeResolver } from "eslint-plugin-import-x";
import vue from "eslint-plugin-vue";
import globals from "globals";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const TESTS = [
  "**/*.test.ts",
  "**/*.test-d.ts",
  "**/__tests__/**",
  "**/__benchmarks__/**",
  "**/__conformance__/**",
];
const SCHEDULER = "electron/scheduler";

/** What a host gives and the language does not: pure layers are handed it or do without. */
const HOST_GLOBALS = [
  "window",
  "document",
  "process",
  "Buffer",
  "Date",
  "performance",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "fetch",
  "navigator",
];

const pure = (why) => ({
  "no-restricted-globals": ["error", ...HOST_GLOBALS.map((name) => ({ name, message: why }))],
});

/** Forbids imports: `from` may not be reached from `target`. */
const zones = [
  {
    target: "./shared",
    from: ["./electron", "./renderer", "./e2e"],
    message: "shared/ imports nothing but itself.",
  },
  {
    target: "./renderer",
    from: ["./electron", "./e2e"],
    message: "The page reaches the lab through shared/contract alone.",
  },
  {
    target: `./${SCHEDULER}`,
    from: ["./shared", "./renderer", "./e2e"],
    message: "The scheduler imports nothing outside of its folder.",
  },
  {
    target: `./${SCHEDULER}`,
    from: "./electron",
    except: ["./scheduler"],
    message: "The scheduler imports nothing outside of its folder.",
  },
  {
    target: "./electron/net",
    from: "./electron",
    except: ["./net"],
    message: "net/ knows HTTP, and nothing of the lab.",
  },
  ...["lab", "programs"].map((folder) => ({
    target: `./electron/${folder}`,
    from: "./electron",
    except: ["./lab", "./net", "./programs", "./scheduler"],
    message: "The lab does not know who asks it.",
  })),
  {
    target: "./electron/ipc",
    from: "./electron",
    except: ["./ipc", "./lab", "./page-address.ts"],
    message: "ipc/ knows the lab, and what Electron says of a page.",
  },
  {
    target: "./electron/web",
    from: "./electron",
    except: [
      "./web",
      "./lab",
      "./programs",
      "./scheduler",
      "./content-policy.ts",
      "./log.ts",
      "./log-file.ts",
    ],
    message: "web/ knows the lab, and what both hosts have.",
  },
  {
    target: "./electron",
    from: ["./renderer", "./e2e"],
    message: "The main process does not import the page.",
  },
];

const forbidPackages = (patterns) => ({
  "@typescript-eslint/no-restricted-imports": ["error", { patterns }],
});

export default defineConfig(
  { ignores: ["out/", "dist/", "coverage/", "test-results/", "playwright-report/"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...vue.configs["flat/recommended"],
  prettier,
  {
    plugins: { "import-x": importX },
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    // Imports leave out the ending: what is not found is taken for allowed.
    settings: {
      "import-x/resolver-next": [
        createNodeResolver({ extensions: [".ts", ".js", ".mjs", ".json"] }),
      ],
    },
    rules: {
      "import-x/no-restricted-paths": ["error", { zones }],
      "import-x/no-duplicates": ["error", { "prefer-inline": false }],
      "@typescript-eslint/consistent-type-imports": "error",
      // A name that begins with an underscore says that it is left unused on purpose.
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_" },
      ],
      // Typed arrays are read at indices that the code around has checked.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-invalid-void-type": "off",
      eqeqeq: "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["**/*.ts", "**/*.vue"],
    // The compiler knows every name; this rule does not know types.
    rules: { "no-undef": "off" },
  },
  {
    files: ["shared/**/*.ts"],
    ignores: TESTS,
    rules: pure("shared/ runs on both sides: it has no host."),
  },
  {
    files: [`${SCHEDULER}/**/*.ts`],
    ignores: [...TESTS, `${SCHEDULER}/host.ts`],
    rules: {
      ...pure("The scheduler runs anywhere: time and turns come from its clock."),
      ...forbidPackages([{ regex: "^[^.]", message: "The scheduler has no dependency." }]),
    },
  },
  {
    files: ["electron/lab/**/*.ts", "electron/net/**/*.ts", "electron/web/**/*.ts"],
    rules: forbidPackages([
      { regex: "^electron(/|$)", message: "Only the window's code knows Electron." },
    ]),
  },
  {
    files: ["electron/**/*.ts"],
    ignores: ["electron/ipc/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "ImportSpecifier[imported.name='ipcMain']",
          message: "ipc/ is the only user of ipcMain.",
        },
      ],
    },
  },
  {
    files: ["renderer/**/*.vue", "renderer/**/*.ts"],
    languageOptions: { globals: globals.browser },
    rules: {
      "vue/multi-word-component-names": "off",
      "vue/block-lang": ["error", { script: { lang: "ts" } }],
      "vue/component-api-style": ["error", ["script-setup"]],
    },
  },
  {
    // Where all that is read comes from shared/texts, nothing is to be written into a template again.
    files: ["renderer/**/*.vue"],
    rules: {
      "vue/no-bare-strings-in-template": [
        "error",
        {
          allowlist: [
            "main",
            "done",
            "cancelled",
            "cancelling",
            "()",
            ",",
            "·",
            "└",
            "▸",
            "›",
            "/",
            ":",
            "+",
            "…",
            "“",
            "”",
            ", ",
            "50 / 90 / 99 %",
            "Tasklab",
            "A",
            ".",
            "–",
            "s",
            "B",
          ],
          attributes: {
            "/.+/": [
              "title",
              "aria-label",
              "aria-description",
              "placeholder",
              "label",
              "alt",
              "help",
              "word",
              "description",
            ],
          },
        },
      ],
    },
  },
  { files: ["scripts/**/*.mjs", "*.js"], languageOptions: { globals: globals.node } },
  // A generator that never yields is a coroutine that never waits: an ordinary case.
  { files: ["electron/**/*.ts", "examples/**/*.ts"], rules: { "require-yield": "off" } },
);
