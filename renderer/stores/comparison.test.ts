import { beforeEach, expect, it } from "vitest";
import { BatchBuilder } from "../../shared/batch-builder";
import { LabError } from "../../shared/result";
import { Outcome } from "../../shared/events";
import type { FrameHeader } from "../../shared/stream";
import { encodeFrame } from "../../shared/wire";
import { toBase64 } from "../model/base64";
import { createConnectedStores, settled } from "../testing/mount";
import { Script } from "../testing/script";
import { TestBridge, testDescription } from "../testing/test-bridge";
import { useComparisonStore } from "./comparison";
import { useLabStore } from "./lab";
import { useWorkspaceStore } from "./workspace";

let bridge: TestBridge;
let comparison: ReturnType<typeof useComparisonStore>;
let workspace: ReturnType<typeof useWorkspaceStore>;
let lab: ReturnType<typeof useLabStore>;

/** What the lab gives of a run in which `main` took so many seconds, in two parts. */
function partsOf(seconds: number, taken: number): string[] {
  const header = {
    session: "recording",
    epoch: taken,
    now: seconds,
    firstRetained: 0,
    evicted: { events: 0, tasks: 0 },
    dropped: 0,
  } as const satisfies Partial<FrameHeader>;
  const events = new Script().at(0).created(1, "main").started(1).sleeps(1, seconds);
  const batch = events.at(seconds).ready(1).started(1).done(1, Outcome.RESULT).batch();
  const empty = new BatchBuilder(0).slice();
  return [
    encodeFrame({ ...header, type: "snapshot", seq: 0, batch: empty }),
    encodeFrame({ ...header, type: "delta", seq: batch.length, batch }),
  ].map((frame) => toBase64(new Uint8Array(frame)));
}

const RUNS = [
  { run: 2, session: "playground", title: "Playground", startedAt: 2, events: 9 },
  { run: 1, session: "program", title: "In turn", startedAt: 1, events: 9 },
] as const;

beforeEach(async () => {
  bridge = new TestBridge();
  let last = 0;
  const taken = new Map<number, string[]>();
  bridge.on("runs.list", () => ({ runs: RUNS }));
  bridge.on("runs.take", ({ source }) => {
    if ("recording" in source)
      throw new LabError("not-found", `There is no "${source.recording}".`);
    last += 1;
    const seconds = "run" in source ? 2 : 1;
    taken.set(last, partsOf(seconds, last));
    const title = "run" in source ? `run ${source.run}` : source.session;
    return { taken: last, title, info: {} as never, events: 6, endedAt: seconds, parts: 2 };
  });
  bridge.on("runs.read", ({ taken: which, part }) => ({ frame: taken.get(which)![part]! }));
  const { pinia } = await createConnectedStores(bridge);
  comparison = useComparisonStore(pinia);
  workspace = useWorkspaceStore(pinia);
  lab = useLabStore(pinia);
});

const titles = () => [comparison.slots.left.run?.title, comparison.slots.right.run?.title];
const takes = () => bridge.calls.filter(({ name }) => name === "runs.take").length;

it("compares the session in view with the newest run before of the same session", async () => {
  workspace.show({ kind: "program", program: "two" });
  comparison.begin();
  expect(workspace.view).toEqual({ kind: "compare" });
  comparison.enter();
  await settled();
  expect(titles()).toEqual(["run 1", "program"]);
  expect(comparison.slots.left.run!.model.lanes.lastTime).toBe(2);
  expect(comparison.slots.right.run!.model.table.name).toEqual(["main"]);
  comparison.close();
  expect(workspace.view).toEqual({ kind: "program", program: "two" });
});

it("takes both anew when something else runs in the session", async () => {
  comparison.begin();
  comparison.enter();
  await settled();
  expect(takes()).toBe(2);
  const { playground } = testDescription().sessions;
  lab.setStatus({ ...playground, epoch: 5, phase: "ended" });
  await settled();
  expect(takes()).toBe(4);
});

it("swaps the two without reading them again", async () => {
  comparison.begin();
  comparison.enter();
  await settled();
  comparison.swap();
  await settled();
  expect(titles()).toEqual(["playground", "run 2"]);
  expect(takes()).toBe(2);
});

it("says why a run is not there, and keeps the other", async () => {
  comparison.begin();
  comparison.enter();
  await settled();
  comparison.choose("left", { recording: "gone" });
  await settled();
  expect(comparison.slots.left).toEqual({
    run: null,
    isReading: false,
    problem: 'There is no "gone".',
  });
  expect(titles()[1]).toBe("playground");
});

it("says what is needed where nothing ran before", async () => {
  bridge.on("runs.list", () => ({ runs: [] }));
  comparison.begin();
  comparison.enter();
  await settled();
  expect(comparison.slots.left.problem).toContain("run something twice, or choose a recording");
});

it("lets go of both runs, and of what is still read, when it leaves the page", async () => {
  comparison.begin();
  comparison.enter();
  await settled();
  comparison.choose("left", { run: 1 });
  comparison.leave();
  await settled();
  expect(titles()).toEqual([undefined, undefined]);
});
