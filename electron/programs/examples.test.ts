import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TaskEvent } from "../../shared/events";
import { buildForTest, ROOT, TestLab } from "./__tests__/lab";
import type { SeenRun } from "./__tests__/lab";
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

/**
 * Requests are answered in real time, in an order that nobody promises: each task's own events are
 * compared, and of `main`, which waits for a task only if that is not over yet, those that are certain.
 */
const WITH_REQUESTS = new Set(["two-titles"]);
const MAIN = 1;
const UNCERTAIN = new Set<TaskEvent["kind"]>(["task-waiting", "task-ready", "step-started"]);

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
      traces.set(name, { ...traces.get(name), [language]: normalised(name, seen) });
    },
    60_000,
  );
});

it.each(Object.keys(EXAMPLES))("%s leaves the same events in both languages", (name) => {
  const { python, typescript } = traces.get(name) ?? {};
  expect(typescript).toBeDefined();
  expect(typescript).toEqual(python);
});

/** A trace without what only the two languages' spelling makes different. */
function normalised(name: string, { events }: SeenRun): unknown {
  const told = events.filter((event) => event.kind !== "printed" || event.task !== 0).map(spelled);
  if (!WITH_REQUESTS.has(name)) return told;
  const tasks = new Set(told.map(({ task }) => task));
  return [...tasks].map((task) =>
    told
      .filter((event) => event.task === task && (task !== MAIN || !UNCERTAIN.has(event.kind)))
      .map((event) => ({ ...event, request: 0 })),
  );
}

function spelled(event: TaskEvent): TaskEvent {
  const told = { ...event, seq: 0 };
  if (told.kind === "task-coroutine") {
    told.coroutine = told.coroutine.replaceAll("_", "").toLowerCase();
  } else if (told.kind === "task-done") {
    told.text = told.text
      .replace(/^undefined$|^None$/, "nothing")
      .replaceAll("'", '"')
      .replace(/^\w+Error/, "Error");
  }
  return told;
}
