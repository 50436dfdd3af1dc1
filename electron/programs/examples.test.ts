import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Advice } from "../../shared/events";
import type { TaskEvent } from "../../shared/events";
import { ROOT } from "./__tests__/built-programs";
import { labForTests } from "./__tests__/lab";
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
  "clean-up": [
    "not now",
    "taken back, 0 left",
    "ann has tidied up",
    "friend: closing time",
    "bob stayed, eve went on",
    "early was cancelled: true",
  ],
  "group-fails": [
    "three at work",
    "hall is painted",
    "kitchen stays half painted",
    "the group failed: the ladder broke",
    "stairs stays half painted",
    "the group failed: no more paint",
  ],
  timeouts: [
    "quick ends",
    "quick is done",
    "first ends",
    "first took too long",
    "second ends",
    "second took too long",
    "third ends",
    "third took too long for the outer limit",
    "the fourth goes on",
    "0 done, 1 pending",
    "fourth ends",
    "fourth is done",
  ],
  sharing: [
    "ann has washed up",
    "bob has washed up",
    "red leaves the car park",
    "blue leaves the car park",
    "green leaves the car park",
    "hare runs",
    "hedgehog runs",
    "late eats",
    "early eats",
    "eaten: cake",
    "sold: rye",
    "sold: oat",
    "sold: pita",
  ],
  "not-meant": ["lonely", "failed is done: true", "late is done: false"],
  deadlock: ["nobody paints", "ann paints"],
  "blocked-loop": ["counting apples", "apples counted", "tick 1", "tick 2", "tick 3"],
};

const WITH_REQUESTS = new Set(["two-titles"]);
/** What blocks the loop does so in real time. */
const IN_REAL_TIME = new Set(["blocked-loop"]);
/** The task that does so. */
const BLOCKS = 3;

const lab = labForTests();
beforeAll(() => lab.programs.prepare("python"));

// One CPython serves all of them: loading it is most of the time.
const traces = new Map<string, Partial<Record<Language, unknown>>>();
/** What was said of the deadlock. */
const deadlocks = new Map<Language, readonly string[]>();

describe.each(["python", "typescript"] as const)("in %s", (language) => {
  it.each(Object.entries(EXAMPLES))(
    "%s prints what it should",
    async (name, output) => {
      const file = `${name}.${language === "python" ? "py" : "ts"}`;
      const source = await readFile(join(ROOT, "examples", file), "utf8");
      const clock = IN_REAL_TIME.has(name) ? "real" : "virtual";
      const seen = await lab.run(source, language, { file, clock });
      expect(seen.output).toEqual(output);
      expect(seen.end).toEqual({ outcome: "finished", sentence: "", exitCode: 0 });
      if (name === "deadlock") deadlocks.set(language, seen.remarks);
      traces.set(name, {
        ...traces.get(name),
        [language]: IN_REAL_TIME.has(name)
          ? withoutTimes(seen.events)
          : comparable(seen.events, WITH_REQUESTS.has(name)),
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

it.each(["python", "typescript"] as const)("a deadlock is told in words in %s", (language) => {
  expect(deadlocks.get(language)).toEqual([
    "Deadlock: bob holds the ladder and waits for the brush; ann holds the brush and waits for " +
      "the ladder. None of them can go on: take locks in the same order everywhere, or cancel one of the tasks.",
  ]);
});

it.each(["python", "typescript"] as const)("a step that blocks is warned of in %s", (language) => {
  const events = traces.get("blocked-loop")?.[language] as TaskEvent[][];
  const warned = events.flat().filter((event) => event.kind === "printed" && event.advice !== 0);
  expect(warned).toMatchObject([{ task: BLOCKS, advice: Advice.SLOW_STEP }]);
});

/**
 * Each task's own events without what the machine's own clock says: which tasks' steps come first, and
 * whether it stalls others too.
 */
function withoutTimes(events: readonly TaskEvent[]): unknown {
  const isStall = (event: TaskEvent): boolean =>
    event.kind === "printed" && event.advice === Advice.SLOW_STEP && event.task !== BLOCKS;
  const told = comparable(
    events.filter((event) => !isStall(event)),
    true,
  ) as TaskEvent[][];
  return told.map((own) => own.map((event) => ({ ...event, time: 0, until: 0 })));
}
