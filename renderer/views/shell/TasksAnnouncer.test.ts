import type { VueWrapper } from "@vue/test-utils";
import { nextTick } from "vue";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Outcome } from "../../../shared/events";
import type { StreamFrame } from "../../../shared/stream";
import { useWorkspaceStore } from "../../stores/workspace";
import { createConnectedStores, mountView } from "../../testing/mount";
import { Script } from "../../testing/script";
import { TestBridge } from "../../testing/test-bridge";
import TasksAnnouncer from "./TasksAnnouncer.vue";

let bridge: TestBridge;
let view: VueWrapper;
let workspace: ReturnType<typeof useWorkspaceStore>;
/** Everything that was said, in order. */
let heard: string[];
let hearing: MutationObserver;

async function open(): Promise<void> {
  bridge = new TestBridge();
  const stores = await createConnectedStores(bridge);
  workspace = useWorkspaceStore(stores.pinia);
  vi.useFakeTimers();
  view = mountView(TasksAnnouncer, stores, bridge);
  heard = [];
  hearing = new MutationObserver(() => heard.push(view.text()));
  hearing.observe(view.element, { characterData: true, childList: true, subtree: true });
  await take(new Script().created(1, "was there").frame({ type: "snapshot" }));
}

function close(): void {
  hearing.disconnect();
  view.unmount();
  vi.useRealTimers();
}

beforeEach(async () => {
  await open();
  await vi.advanceTimersByTimeAsync(10_000);
});
afterEach(close);

/** Has the page take a frame in. */
async function take(frame: StreamFrame): Promise<void> {
  bridge.emit(frame);
  await vi.advanceTimersByTimeAsync(50);
  await nextTick();
}

it("says nothing of what was there before", () => {
  expect(heard).toEqual([]);
});

it("says what comes about as soon as the page has seen the run", async () => {
  close();
  await open();
  await take(new Script(1).created(2, "soon").frame());
  await vi.advanceTimersByTimeAsync(10_000);
  expect(heard).toEqual(["Tasks: 1 created."]);
});

it("says in one sentence how many tasks were created and how they ended", async () => {
  const script = new Script(1).created(2, "a").created(3, "b").created(4, "c").created(5, "d");
  await take(script.frame());
  await take(
    new Script(5)
      .done(2, Outcome.RESULT)
      .done(3, Outcome.ERROR, "Error: no")
      .done(4, Outcome.CANCELLED)
      .frame(),
  );
  await vi.advanceTimersByTimeAsync(10_000);
  expect(heard).toEqual(["Tasks: 4 created, 1 with a result, 1 with an error, 1 cancelled."]);
});

it("says a sentence every few seconds, however many tasks there are", async () => {
  for (let task = 2; task < 302; task += 1) {
    await take(new Script(task - 1).created(task, "one of many").frame());
  }
  await vi.advanceTimersByTimeAsync(10_000);
  // 300 tasks in 15 s.
  expect(heard.length).toBeLessThanOrEqual(5);
  const created = heard.map((sentence) => Number(/(\d+) created/.exec(sentence)?.[1]));
  expect(created.reduce((sum, count) => sum + count)).toBe(300);
});

it("counts the tasks that the log let go of meanwhile as ended", async () => {
  const script = new Script(1).created(2, "a").created(3, "b").done(2, Outcome.RESULT);
  await take(script.frame());
  await take(
    new Script(4)
      .done(3, Outcome.RESULT)
      .frame({ firstRetained: 4, evicted: { events: 4, tasks: 1 } }),
  );
  await vi.advanceTimersByTimeAsync(10_000);
  expect(heard).toEqual(["Tasks: 2 created, 2 ended."]);
});

it("leaves what becomes of the selected task to the one who tells of it", async () => {
  workspace.select(1);
  await take(new Script(1).created(2, "a").frame());
  await vi.advanceTimersByTimeAsync(10_000);
  await take(new Script(2).done(1, Outcome.RESULT).frame());
  await vi.advanceTimersByTimeAsync(10_000);
  await take(new Script(3).done(2, Outcome.RESULT).frame());
  await vi.advanceTimersByTimeAsync(10_000);
  expect(heard).toEqual(["Tasks: 1 created.", "Tasks: 1 with a result."]);
});

it("begins anew with a new run", async () => {
  await take(new Script(0).created(1, "first").frame({ type: "snapshot", epoch: 1 }));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(heard).toEqual(["Tasks: 1 created."]);
});
