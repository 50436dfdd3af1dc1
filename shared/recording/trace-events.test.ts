import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evicted, exampleRun, info, plausibleRun, runOf, textOf } from "./__tests__/runs";
import type { TestRun } from "./__tests__/runs";
import { BatchBuilder } from "../batch-builder";
import { EventKind, Outcome, ResourceKind, ResourceUse, WaitReason } from "../events";
import { writeTraceEvents } from "./trace-events";

interface TraceEvent {
  ph: string;
  pid: number;
  tid: number;
  ts?: number;
  name?: string;
  cat?: string;
  id?: string;
  bp?: string;
  s?: string;
  args?: Record<string, unknown>;
}

interface Slice {
  thread: number;
  name: string;
  start: number;
  end: number;
  depth: number;
  args: Record<string, unknown>;
}

interface Arrow {
  category: string;
  from: Slice;
  to: Slice;
}

async function eventsOf(run: TestRun): Promise<TraceEvent[]> {
  const text = await textOf(writeTraceEvents(run));
  expect(text).not.toMatch(/\\ud[89a-f]/i);
  const file = JSON.parse(text) as Record<string, unknown>;
  expect(Object.keys(file)).toEqual(["traceEvents", "displayTimeUnit", "otherData"]);
  expect(file["displayTimeUnit"]).toBe("ms");
  return file["traceEvents"] as TraceEvent[];
}

/** Which fields the format asks for, and which it knows, by phase. */
const FIELDS: Record<string, { needs: string[]; has: string[] }> = {
  B: { needs: ["cat", "name", "ts"], has: ["args"] },
  E: { needs: ["ts"], has: ["args"] },
  i: { needs: ["cat", "name", "ts", "s"], has: ["args"] },
  s: { needs: ["cat", "name", "id", "ts", "bp"], has: [] },
  f: { needs: ["cat", "name", "id", "ts", "bp"], has: [] },
  b: { needs: ["cat", "name", "id", "ts"], has: ["args"] },
  e: { needs: ["cat", "name", "id", "ts"], has: ["args"] },
  M: { needs: ["name", "args"], has: [] },
};

/**
 * Takes a trace in as Perfetto's importer does (`json_trace_parser`, `flow_tracker`): events by time,
 * those of the same time as they stand in the file; slices on a stack per thread; an arrow binds to
 * the slice that is open when it is read, and is an error where none is.
 */
function imported(events: readonly TraceEvent[]) {
  for (const event of events) {
    const { needs, has } = FIELDS[event.ph] ?? expect.fail(`phase ${event.ph}`);
    const keys = Object.keys(event);
    expect(keys).toEqual(expect.arrayContaining(["ph", "pid", "tid", ...needs]));
    expect(["ph", "pid", "tid", ...needs, ...has]).toEqual(expect.arrayContaining(keys));
    for (const number of [event.pid, event.tid]) {
      expect(Number.isInteger(number) && number > 0 && number <= 0xffff_ffff).toBe(true);
    }
    if (event.ts !== undefined) expect(event.ts).toBeGreaterThanOrEqual(0);
    if (event.name !== undefined) expect(event.name).not.toBe("");
  }
  const timed = events
    .filter((event) => event.ph !== "M")
    .sort((one, other) => one.ts! - other.ts!);
  const open = new Map<number, Slice[]>();
  const starts = new Map<string, Slice>();
  const asyncs = new Map<string, number>();
  const slices: Slice[] = [];
  const arrows: Arrow[] = [];
  for (const { ph, tid, ts, name, cat, id, bp, s, args } of timed) {
    const stack = open.get(tid) ?? [];
    open.set(tid, stack);
    const top = stack.at(-1);
    const key = `${cat} ${name} ${id}`;
    switch (ph) {
      case "B": {
        const depth = stack.length;
        const slice = { thread: tid, name: name!, start: ts!, end: NaN, depth, args: { ...args } };
        stack.push(slice);
        slices.push(slice);
        break;
      }
      case "E":
        expect(top, "an end without a beginning").toBeDefined();
        stack.pop();
        top!.end = ts!;
        Object.assign(top!.args, args);
        break;
      case "s":
        expect(bp).toBe("e");
        expect(top, "an arrow from nothing").toBeDefined();
        expect(starts.has(key), "an arrow begins twice").toBe(false);
        starts.set(key, top!);
        break;
      case "f": {
        expect(bp).toBe("e");
        expect(top, "an arrow to nothing").toBeDefined();
        const from = starts.get(key);
        expect(from, "an arrow without a beginning").toBeDefined();
        arrows.push({ category: cat!, from: from!, to: top! });
        break;
      }
      case "i":
        expect(["t", "p"]).toContain(s);
        break;
      case "b":
      case "e": {
        expect(id).toMatch(/^0x[0-9a-f]+$/);
        const count = (asyncs.get(key) ?? 0) + (ph === "b" ? 1 : -1);
        expect(count).toBeGreaterThanOrEqual(0);
        asyncs.set(key, count);
        break;
      }
    }
  }
  for (const stack of open.values()) expect(stack).toEqual([]);
  return { slices, arrows };
}

describe("a run as trace events", () => {
  it("shows every task as a thread with its states, one after the other", async () => {
    const events = await eventsOf(exampleRun());
    const { slices } = imported(events);
    const ofNap = slices.filter(({ thread }) => thread === 4);
    expect(ofNap.map(({ depth, name, start, end }) => [depth, name, start, end])).toEqual([
      [0, "nap", 2_000, 505_000],
      [1, "scheduled", 2_000, 5_000],
      [1, "running", 5_000, 6_000],
      [1, "waiting: sleep(0.1)", 6_000, 503_000],
      [1, "ready", 503_000, 504_000],
      [1, "running", 504_000, 505_000],
    ]);
    const ofFetch = slices.filter(({ thread }) => thread === 2);
    expect(ofFetch[0]!.args).toMatchObject({ created_at: "two-titles.ts:7" });
    expect(ofFetch.find(({ name }) => name.startsWith("waiting"))!.args).toMatchObject({
      line: "two-titles.ts:3",
    });
    expect(ofNap[0]!.args).not.toHaveProperty("created_at");
    expect(ofNap[0]!.args).toMatchObject({
      task: 4,
      creator: 1,
      coroutine: "nap(4)",
      outcome: "cancelled",
      text: "CancelledError: enough",
      steps: 2,
    });
    expect(slices.find(({ thread, depth }) => thread === 1 && depth === 0)!.args).toMatchObject({
      outcome: "pending",
    });
  });

  it("names the process and the threads, and orders them with children under their parent", async () => {
    const events = new BatchBuilder(0);
    const created = [
      [1, 0],
      [2, 1],
      [3, 0],
      [4, 1],
      [5, 2],
      [6, 9],
    ] as const;
    for (const [task, creator] of created) {
      events.append(EventKind.TASK_CREATED, 0, task, 0, creator, task === 6 ? "" : `t${task}`);
    }
    const metadata = (await eventsOf(runOf(events))).filter(({ ph }) => ph === "M");
    expect(metadata[0]).toMatchObject({
      name: "process_name",
      args: { name: "Tasklab: two-titles" },
    });
    const names = metadata.filter(({ name }) => name === "thread_name");
    expect(names.map(({ args }) => args!["name"])).toEqual([
      "t1",
      "t2",
      "t3",
      "t4",
      "t5",
      "Task 6",
    ]);
    const order = metadata.filter(({ name }) => name === "thread_sort_index");
    expect(order.map(({ tid, args }) => [tid, args!["sort_index"]])).toEqual([
      [1, 0],
      [2, 1],
      [5, 2],
      [4, 3],
      [3, 4],
      [6, 5],
    ]);
  });

  it("draws who created, woke and cancelled whom", async () => {
    const { arrows } = imported(await eventsOf(exampleRun()));
    expect(
      arrows.map(({ category, from, to }) => [
        category,
        `${from.thread} ${from.name}`,
        `${to.thread} ${to.name}`,
      ]),
    ).toEqual([
      ["created-by", "1 running", "2 scheduled"],
      ["created-by", "1 running", "3 scheduled"],
      ["created-by", "1 running", "4 scheduled"],
      ["woken-by", "2 running", "1 ready"],
      ["cancelled-by", "1 running", "4 waiting: sleep(0.1)"],
      ["woken-by", "1 running", "4 ready"],
      ["woken-by", "4 running", "1 ready"],
    ]);
  });

  it("draws an arrow from a task's end to each that awaited it", async () => {
    const events = new BatchBuilder(0);
    for (const task of [1, 2, 3]) events.append(EventKind.TASK_CREATED, 0, task, 0, 0, "");
    for (const task of [1, 2, 3]) events.append(EventKind.STEP_STARTED, 0, task, 0, 0, "");
    for (const waiter of [2, 3]) {
      events.append(EventKind.TASK_WAITING, 0, waiter, WaitReason.TASK, 1, "");
    }
    events.append(EventKind.TASK_DONE, 1, 1, Outcome.RESULT, 0, "");
    for (const waiter of [2, 3]) events.append(EventKind.TASK_READY, 1, waiter, 0, 0, "");
    const { arrows } = imported(await eventsOf(runOf(events)));
    expect(arrows.map(({ from, to }) => [from.thread, from.name, to.thread, to.name])).toEqual([
      [1, "running", 2, "ready"],
      [1, "running", 3, "ready"],
    ]);
  });

  it("marks cancels and printed lines where they happened, and requests from start to end", async () => {
    const events = await eventsOf(exampleRun());
    const instants = events.filter(({ ph }) => ph === "i");
    expect(instants.map(({ s, tid, ts, name }) => [s, tid, ts, name])).toEqual([
      ["p", 1, 0, "two-titles started"],
      ["t", 3, 5_000, "Task exception was never retrieved"],
      ["t", 2, 501_000, 'half a \uFFFD pair, \u2028 and "quotes"'],
      ["t", 4, 503_000, "cancel requested"],
      ["t", 4, 504_000, "CancelledError delivered"],
    ]);
    const requests = events.filter(({ ph }) => ph === "b" || ph === "e");
    expect(requests.map(({ ph, id, ts, name }) => [ph, id, ts, name])).toEqual([
      ["b", "0x1", 3_500, "GET /posts/1"],
      ["e", "0x1", 500_000, "GET /posts/1"],
      ["b", "0x2", 505_000, "HEAD /"],
    ]);
  });

  it("shows how long each task holds a lock, and for which lock others wait", async () => {
    const events = new BatchBuilder(0);
    events.append(EventKind.RESOURCE_CREATED, 0, 1, ResourceKind.LOCK, 0, "Lock 1");
    for (const [task, name] of [
      [1, "a"],
      [2, "b"],
    ] as const) {
      events.append(EventKind.TASK_CREATED, 0, task, 0, 0, name);
      events.append(EventKind.STEP_STARTED, 0, task, 0, 0, "");
    }
    events.append(EventKind.RESOURCE_USED, 1, 1, ResourceUse.ACQUIRED, 1, "");
    events.append(EventKind.TASK_WAITING, 1, 2, WaitReason.LOCK, 1, "");
    events.append(EventKind.RESOURCE_USED, 3, 1, ResourceUse.RELEASED, 1, "");
    const traced = await eventsOf(runOf(events));
    expect(traced.filter(({ cat }) => cat === "lock")).toMatchObject([
      { ph: "b", tid: 1, ts: 1e6, name: "holds Lock 1" },
      { ph: "e", tid: 1, ts: 3e6, name: "holds Lock 1" },
    ]);
    expect(imported(traced).slices.map(({ name }) => name)).toContain("waiting: Lock 1");
  });

  it("is what the importers take, for any run and from any event on", async () => {
    await fc.assert(
      fc.asyncProperty(plausibleRun, fc.nat(), async (run, cut) => {
        imported(await eventsOf(run));
        imported(await eventsOf(evicted(run, cut % (run.info.events! + 1))));
      }),
      { numRuns: 150 },
    );
  });

  it("gives each task as long in each state as the task list does", async () => {
    await fc.assert(
      fc.asyncProperty(plausibleRun, async (run) => {
        const { slices } = imported(await eventsOf(run));
        for (const life of slices.filter(({ depth }) => depth === 0)) {
          const inside = slices.filter(
            ({ thread, depth }) => thread === life.thread && depth === 1,
          );
          const total = (isCounted: (name: string) => boolean) =>
            inside
              .filter(({ name, end }) => isCounted(name) && end <= life.end)
              .reduce((sum, { start, end }) => sum + (end - start) / 1e6, 0);
          if (life.args["outcome"] === "pending") continue;
          expect(total((name) => name === "running")).toBeCloseTo(life.args["ran_s"] as number);
          expect(total((name) => name.startsWith("waiting"))).toBeCloseTo(
            life.args["waited_s"] as number,
          );
        }
      }),
      { numRuns: 50 },
    );
  });

  it("may hold nothing", async () => {
    const { slices } = imported(await eventsOf(runOf(new BatchBuilder(0))));
    expect(slices).toEqual([]);
    const nameless = { ...runOf(new BatchBuilder(0)), info: { ...info, program: null } };
    expect((await eventsOf(nameless))[0]).toMatchObject({ args: { name: "Tasklab: program" } });
  });
});
