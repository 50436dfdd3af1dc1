import type { VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { LoopEntry, LoopLook } from "../../../shared/loop-look";
import { useWorkspaceStore } from "../../stores/workspace";
import { createConnectedStores, drawn, mountView, settled } from "../../testing/mount";
import { Script } from "../../testing/script";
import { TestBridge, testDescription } from "../../testing/test-bridge";
import LoopView from "./LoopView.vue";

const entry = (part: Partial<LoopEntry>): LoopEntry => ({
  kind: "step",
  tasks: [],
  others: 0,
  callback: "",
  ...part,
});
const LOOK: LoopLook = {
  at: 2,
  runs: true,
  stepped: null,
  ready: [entry({ tasks: [2] }), entry({ kind: "notify", tasks: [1], others: 4 })],
  readyCount: 7,
  inIteration: 1,
  timers: [{ due: 2.5, entry: entry({ kind: "wake", tasks: [2] }) }],
  timerCount: 1,
  requests: 0,
};

let bridge: TestBridge;
let view: VueWrapper;
let look: LoopLook;

beforeEach(async () => {
  look = LOOK;
  bridge = new TestBridge().on("loop.look", () => look);
  const stores = await createConnectedStores(bridge);
  // What follows the session's events.
  useWorkspaceStore(stores.pinia);
  bridge.emit(new Script().frame({ type: "snapshot" }));
  const script = new Script().created(1, "main").created(2, "nap", 1);
  bridge.emit(script.at(1).started(2).sleeps(2, 4).frame());
  await drawn();
  view = mountView(LoopView, stores, bridge);
  await settled();
});
afterEach(() => view.unmount());

const items = (list: number) =>
  view
    .findAll("ol")
    [list]!.findAll("li")
    .map((one) => one.text());

it("lists what is ready in order, where the next iteration begins, and how much is left out", () => {
  const [first, second, more] = items(0);
  expect(first).toMatch(/^next\s*step\s*nap$/);
  expect(second).toMatch(/tell\s*main\s*and 4 more\s*next iteration/);
  expect(more).toBe("and 5 more");
});

it("lists timers by due time, with what is left", () => {
  expect(items(1)).toEqual([expect.stringMatching(/^2\.500 s\s*wake up\s*nap\s*in 500 ms$/)]);
});

it("asks anew when the status says that something happened", async () => {
  look = { ...LOOK, ready: [], readyCount: 0 };
  bridge.emit({ type: "session", status: testDescription().sessions.playground });
  await settled();
  expect(view.text()).toContain("Nothing is ready.");
});

it("tells from the tasks' events what stands where no loop runs", async () => {
  const status = testDescription().sessions.playground;
  bridge.emit({ type: "session", status: { ...status, phase: "ended" } });
  await settled();
  expect(view.text()).toContain("No loop runs.");
  expect(items(0)).toEqual([expect.stringContaining("main")]);
  expect(items(1)).toEqual([expect.stringMatching(/^5\.000 s.*nap/)]);
});
