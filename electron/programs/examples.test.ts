import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildForTest, ROOT, TestLab } from "./__tests__/lab";
import { comparable } from "./__tests__/traces";
import type { Language } from "./protocol";

const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  "one-after-the-other": [
    "weather: asked",
    "weather: answered",
    "news: asked",
    "news: answered",
    "took 2.00 s",
  ],
  "both-at-once": [
    "two tasks, and nothing of them has run",
    "weather: asked",
    "news: asked",
    "weather: answered",
    "news: answered",
    "took 1.00 s",
  ],
  "return-value": [
    "book: on the scales",
    "lamp: on the scales",
    "together: 1770 g",
    "the book once more: 320 g, result(): 320 g",
  ],
  "two-titles": ["1: has a title", "2: has a title"],
  "task-states": [
    "created: bread done false cancelled false",
    "created: cake done false cancelled false",
    "created: toast done false cancelled false",
    "cancel accepted: true",
    "asked: cake done false cancelled false",
    "awaiting the cake: it was cancelled",
    "awaiting the toast: too hot",
    "awaiting the bread: bread",
    "over: bread done true cancelled false",
    "over: cake done true cancelled true",
    "over: toast done true cancelled false",
  ],
  "what-comes-next": [
    "squares: 9 1 4",
    "the group is done",
    "too slow, and done false",
    "the shielded one: 16",
    "washed: cup",
    "washed: bowl",
    "washed: pan",
    "all clean",
  ],
};

const WITH_REQUESTS = new Set(["two-titles"]);

let lab: TestLab;

beforeAll(async () => {
  lab = new TestLab(await buildForTest());
  await lab.server.start();
  await lab.programs.prepare("python");
}, 120_000);

afterAll(() => lab.close());

// One CPython serves all of them: loading it is most of the time.
const traces = new Map<string, Partial<Record<Language, unknown>>>();

describe.each(["python", "typescript"] as const)("in %s", (language) => {
  it.each(Object.entries(EXAMPLES))(
    "%s prints what it should",
    async (name, output) => {
      const file = `${name}.${language === "python" ? "py" : "ts"}`;
      const source = await readFile(join(ROOT, "examples", file), "utf8");
      const seen = await lab.run(source, language, { file });
      expect(seen.output).toEqual(output);
      expect(seen.end).toEqual({ outcome: "finished", sentence: "", exitCode: 0 });
      traces.set(name, {
        ...traces.get(name),
        [language]: comparable(seen.events, WITH_REQUESTS.has(name)),
      });
    },
    60_000,
  );
});

it.each(Object.keys(EXAMPLES))("%s leaves the same events in both languages", (name) => {
  const { python, typescript } = traces.get(name) ?? {};
  expect(typescript).toBeDefined();
  expect(typescript).toEqual(python);
});
