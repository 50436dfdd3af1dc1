import { beforeEach, expect, it } from "vitest";
import { Outcome } from "../../shared/events";
import { NO_SLOT } from "../../shared/reduce";
import { TaskState } from "../../shared/task-state";
import { createConnectedStores, drawn, settled } from "../testing/mount";
import { Script } from "../testing/script";
import { TestBridge, testDescription } from "../testing/test-bridge";
import { useRewindStore } from "./rewind";
import { useRunsStore } from "./runs";
import { useTasksStore } from "./tasks";
import { useTimeStore } from "./time";
import { useWorkspaceStore } from "./workspace";

let bridge: TestBridge;
let rewind: ReturnType<typeof useRewindStore>;
let workspace: ReturnType<typeof useWorkspaceStore>;
let pinia: Parameters<typeof useRewindStore>[0];

/** `main` creates `nap` in its first step; `nap` sleeps, wakes and ends. */
const RUN = () =>
  new Script()
    .created(1, "main") // 0
    .ready(1)
    .at(1)
    .started(1) // 2
    .created(2, "nap", 1)
    .ready(2)
    .awaits(1, 2)
    .at(2)
    .started(2) // 6
    .sleeps(2, 3)
    .at(5)
    .ready(2) // 8
    .started(2) // 9
    .done(2, Outcome.RESULT, "1");
const END = 11;

beforeEach(async () => {
  bridge = new TestBridge()
    .on("time.resume", () => ({}))
    .on("session.stop", () => ({ accepted: 1 }))
    .on("tasks.cancel", () => ({ accepted: true }));
  ({ pinia } = await createConnectedStores(bridge));
  workspace = useWorkspaceStore(pinia);
  rewind = useRewindStore(pinia);
  bridge.emit(new Script().frame({ type: "snapshot" }));
  bridge.emit(RUN().frame());
  await drawn();
});

const stateOf = (task: number) => {
  const { table } = workspace.seen;
  const slot = table.slotOf(task);
  return slot === NO_SLOT ? null : table.state[slot];
};

it("steps back turn by turn of the loop, and forth until it is now again", () => {
  const seen: (number | null | undefined)[][] = [];
  const look = () => seen.push([workspace.instant?.seq ?? null, stateOf(1), stateOf(2)]);
  const { SCHEDULED, WAITING, READY, FINISHED } = TaskState;
  look();
  for (let turn = 0; turn < 6; turn += 1) {
    rewind.stepBack();
    look();
  }
  expect(seen).toEqual([
    [null, WAITING, FINISHED],
    [9, WAITING, READY],
    [8, WAITING, WAITING],
    [6, WAITING, SCHEDULED],
    [2, SCHEDULED, null],
    [0, null, null],
    [0, null, null],
  ]);
  expect(rewind.canGoBack).toBe(false);
  const forth: (number | undefined)[] = [];
  while (rewind.isPast) {
    rewind.stepForward();
    forth.push(workspace.instant?.seq);
  }
  expect(forth).toEqual([2, 6, 8, 9, undefined]);
});

it("goes to an instant, and says in words what led to it", () => {
  rewind.toTime(2.5);
  expect(workspace.instant).toEqual({ time: 2.5, seq: 8 });
  expect(workspace.seen.now()).toBe(2.5);
  expect(rewind.words).toBe("Not now: 2.500 s. nap took its step 1.");
  rewind.toEvent(7);
  expect(rewind.words).toBe("Not now: 2.000 s. nap is in its step 1.");
  rewind.toTaskEvent(2, null, 5);
  expect(workspace.instant?.seq).toBe(END);
  rewind.toStart();
  expect(rewind.words).toBe("Not now: 0.000 s. main was created.");
  rewind.toNow();
  expect(rewind.words).toBe("");
});

it("stays where it is while the session goes on, and is now again in another run", async () => {
  rewind.toTime(2.5);
  bridge.emit(new Script(END).at(6).created(3, "late").frame());
  await drawn();
  expect(stateOf(3)).toBeNull();
  expect(workspace.seen.tableNow.slotOf(3)).not.toBe(NO_SLOT);
  bridge.emit(new Script().created(1, "other").frame({ type: "snapshot", epoch: 1 }));
  await drawn();
  expect(workspace.instant).toBeNull();
});

it("moves on to the earliest instant that is recorded when its own is let go of", async () => {
  rewind.toTime(0.5);
  bridge.emit(new Script(END).at(7).started(1).frame({ firstRetained: 8 }));
  await drawn();
  expect(workspace.instant).toEqual({ seq: 8, time: 2 });
  expect(stateOf(2)).toBe(TaskState.WAITING);
});

it("does nothing with a task that is seen as it was, and says why", async () => {
  const tasks = useTasksStore(pinia);
  rewind.toTime(2.5);
  await tasks.cancelTask(2);
  expect(bridge.calls.some(({ name }) => name === "tasks.cancel")).toBe(false);
  expect(tasks.noteOf(2)?.text).toContain("return to now");
  rewind.toNow();
  await tasks.cancelTask(2);
  expect(bridge.calls.some(({ name }) => name === "tasks.cancel")).toBe(true);
});

it("does nothing with the tasks of a recording, now or then, and says why", async () => {
  workspace.show({ kind: "recording" });
  await settled();
  bridge.emit(new Script().frame({ session: "recording", type: "snapshot" }));
  bridge.emit(RUN().frame({ session: "recording" }));
  await drawn();
  const tasks = useTasksStore(pinia);
  expect(rewind.refusal).toContain("This is a recording");
  await tasks.awaitTask(1);
  await tasks.cancelTask(1);
  await tasks.cancelAll();
  expect(bridge.calls.filter(({ name }) => name.startsWith("tasks."))).toEqual([]);
  expect(tasks.noteOf(1)?.text).toBe(rewind.refusal);
  expect(tasks.ofAll?.text).toBe(rewind.refusal);
  rewind.toTime(2.5);
  expect(stateOf(2)).toBe(TaskState.WAITING);
  expect(rewind.refusal).toContain("This is a recording");
});

it("asks nobody to cancel all while the session is seen as it was", async () => {
  rewind.toTime(2.5);
  await useTasksStore(pinia).cancelAll();
  expect(bridge.calls.some(({ name }) => name === "tasks.cancelAll")).toBe(false);
  expect(useTasksStore(pinia).ofAll?.text).toContain("return to now");
});

it("returns to now with what acts on what runs", async () => {
  const status = testDescription().sessions.playground;
  bridge.emit({
    type: "session",
    status: { ...status, time: { ...status.time, paused: true, at: 5 } },
  });
  await settled();
  rewind.toTime(2.5);
  await useTimeStore(pinia).toggle();
  expect(workspace.instant).toBeNull();
  rewind.toTime(2.5);
  await useRunsStore(pinia).stop();
  expect(workspace.instant).toBeNull();
});

it("lets the filter look at the states of the instant", () => {
  const { model } = workspace;
  model.rows.filter = { text: "", states: new Set([TaskState.FINISHED]) };
  model.changed();
  expect(model.rows.length).toBe(1);
  rewind.toTime(2.5);
  expect(model.rows.length).toBe(0);
  rewind.toNow();
  expect(model.rows.length).toBe(1);
});
