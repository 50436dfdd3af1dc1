import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { eventsOf } from "../../../shared/batch";
import type { EventBatch } from "../../../shared/batch";
import { BatchBuilder } from "../../../shared/batch-builder";
import type { CommandInput } from "../../../shared/contract";
import { EventKind } from "../../../shared/events";
import type { TakenRun } from "../../../shared/runs";
import { decodeFrame } from "../../../shared/wire";
import { virtualClock } from "../../scheduler";
import { MAX_KEPT_RUNS, MAX_TAKEN_RUNS, TAKEN_RUN_PATIENCE_MS } from "../limits";
import { TestLab } from "../test-lab";
import { newSession } from "./__tests__/sessions";
import { KeptRuns } from "./kept-runs";
import { TakenRuns } from "./taken-runs";

let lab: TestLab;
let jobs = 0;

beforeEach(async () => {
  lab = await TestLab.open({ newClock: virtualClock });
});

afterEach(() => lab.close());

async function run(program: string): Promise<void> {
  const page = lab.follow("program");
  const { epoch } = await lab.do("programs.run", { program });
  await page.until("the program had ended", () => {
    const { status } = page;
    return status?.epoch === epoch && status.phase === "ended";
  });
}

type Source = CommandInput<"runs.take">["source"];
const take = (source: Source) => lab.do("runs.take", { job: `take-${(jobs += 1)}`, source });

/** Every part of a run, as a page puts them together. */
async function readAll({ taken, parts }: TakenRun): Promise<EventBatch[]> {
  const batches: EventBatch[] = [];
  for (let part = 0; part < parts; part += 1) {
    const { frame } = await lab.do("runs.read", { taken, part });
    const bytes = Uint8Array.from(Buffer.from(frame, "base64"));
    const { type, batch, seq } = decodeFrame(bytes.buffer);
    expect(type).toBe(part === 0 ? "snapshot" : "delta");
    if (part > 0) expect(seq).toBe(batch.firstSeq + batch.length);
    batches.push(batch);
  }
  return batches;
}

const namesIn = (batches: readonly EventBatch[]) =>
  batches.flatMap((batch) =>
    [...eventsOf(batch)].flatMap((event) => (event.kind === "task-created" ? [event.name] : [])),
  );

it("keeps the run before, to be read beside the one that took its place", async () => {
  expect(await lab.do("runs.list", {})).toEqual({ runs: [] });
  await run("one-after-the-other");
  await run("two-tasks");
  const { runs } = await lab.do("runs.list", {});
  expect(runs).toMatchObject([{ run: 1, session: "program", title: "One after the other" }]);

  const before = await take({ run: 1 });
  expect(before).toMatchObject({ title: "One after the other", endedAt: 2 });
  expect(before.events).toBe(runs[0]!.events);
  expect(namesIn(await readAll(before))).toEqual(["main"]);

  const after = await take({ session: "program" });
  expect(after).toMatchObject({ title: "Two tasks at once", endedAt: 1 });
  expect(namesIn(await readAll(after))).toEqual(["main", "source A", "source B"]);
});

it("reads a recording of the library, and none that it does not list", async () => {
  await run("two-tasks");
  await lab.do("recordings.save", { job: "save", session: "program", name: "kept" });
  const taken = await take({ recording: "kept" });
  expect(taken.title).toBe("kept");
  expect(namesIn(await readAll(taken))).toContain("source A");
  const refusal = await lab.refused("runs.take", { job: "no", source: { recording: "../kept" } });
  expect(refusal.code).toBe("not-found");
});

it("refuses a session in which nothing ran, a run that is not kept, and parts that are not there", async () => {
  const nothing = await lab.refused("runs.take", { job: "a", source: { session: "program" } });
  expect(nothing.message).toContain("run something first");
  const gone = await lab.refused("runs.take", { job: "b", source: { run: 12 } });
  expect(gone.message).toContain("no longer kept");
  await run("two-tasks");
  const { taken, parts } = await take({ session: "program" });
  const beyond = await lab.refused("runs.read", { taken, part: parts });
  expect(beyond.message).toBe(`The run has ${parts} parts.`);
  await lab.do("runs.read", { taken, part: parts - 1 });
  const over = await lab.refused("runs.read", { taken, part: 0 });
  expect(over.message).toContain("not being read any more");
});

it("tells pages that there is another run to compare with", async () => {
  const page = lab.follow("program");
  await run("two-tasks");
  const before = page.pushes.filter(({ type }) => type === "library").length;
  await lab.do("session.clear", { session: "program" });
  expect(page.pushes.filter(({ type }) => type === "library").length).toBeGreaterThan(before);
});

it("keeps no run of a playground in which nothing was created", async () => {
  await lab.do("session.clear", { session: "playground" });
  expect((await lab.do("runs.list", {})).runs).toEqual([]);
  const input = { coroutine: "sleep", args: { seconds: 0 }, count: 1 } as const;
  await lab.do("tasks.create", { session: "playground", ...input });
  await lab.do("session.clear", { session: "playground" });
  expect((await lab.do("runs.list", {})).runs).toMatchObject([{ title: "Playground" }]);
});

it("keeps the last runs alone", async () => {
  const kept = new KeptRuns("1.2.3");
  for (let epoch = 1; epoch <= MAX_KEPT_RUNS + 3; epoch += 1) {
    const session = newSession(epoch);
    await session.start(nothing(), null);
    expect(kept.keep(session)).toBe(true);
  }
  expect(kept.list.map(({ run }) => run)).toEqual([11, 10, 9, 8, 7, 6, 5, 4]);
  await expect(kept.find(3)).rejects.toThrow("no longer kept");
});

it("lets go of a run whose page has gone, and of the oldest of too many", () => {
  vi.useFakeTimers();
  const batch = new BatchBuilder(0);
  batch.append(EventKind.TASK_CREATED, 0, 1, 0, 0, "main");
  const held = {
    info: { first: 0, evictedTasks: 0 } as never,
    snapshot: null,
    batches: [batch.slice()],
    endedAt: 1,
  };
  const runs = new TakenRuns();
  const all = Array.from({ length: MAX_TAKEN_RUNS + 1 }, () => runs.take("a run", held).taken);
  expect(() => runs.read(all[0]!, 0)).toThrow("not being read any more");
  runs.read(all[1]!, 0);
  vi.advanceTimersByTime(TAKEN_RUN_PATIENCE_MS - 1);
  runs.read(all[1]!, 0);
  vi.advanceTimersByTime(1);
  expect(() => runs.read(all[2]!, 0)).toThrow("not being read any more");
  runs.read(all[1]!, 1);
  vi.useRealTimers();
});

function* nothing() {
  return null;
}
