import { createApp } from "vue";
import type { ComputedRef } from "vue";
import { beforeEach, expect, it } from "vitest";
import { HOST } from "../../stores/host";
import { useRewindStore } from "../../stores/rewind";
import { useWorkspaceStore } from "../../stores/workspace";
import { createConnectedStores, drawn, settled } from "../../testing/mount";
import { Script } from "../../testing/script";
import { TestBridge } from "../../testing/test-bridge";
import type { Action } from "./action";
import { useTaskActions } from "./task-actions";

/** What acts on tasks, rather than shows them. */
const ACTING = ["await-selected", "cancel-selected", "cancel-all"];

let actions: ComputedRef<Action[]>;
let rewind: ReturnType<typeof useRewindStore>;
let workspace: ReturnType<typeof useWorkspaceStore>;

beforeEach(async () => {
  const bridge = new TestBridge();
  const { pinia, stream } = await createConnectedStores(bridge);
  workspace = useWorkspaceStore(pinia);
  rewind = useRewindStore(pinia);
  actions = createApp({})
    .provide(HOST, { bridge, stream })
    .use(pinia)
    .runWithContext(useTaskActions);
  for (const session of ["playground", "recording"] as const) {
    workspace.show({ kind: session });
    await settled();
    bridge.emit(new Script().frame({ session, type: "snapshot" }));
    bridge.emit(new Script().created(1, "main").started(1).at(2).sleeps(1, 3).frame({ session }));
    await drawn();
    workspace.select(1);
  }
});

const acting = () => actions.value.filter(({ id }) => ACTING.includes(id));
const enabled = () => acting().map((action) => action.enabled);
const refusals = () => acting().map(({ refusal }) => refusal);

it("acts on tasks that are seen as they are now", () => {
  workspace.show({ kind: "playground" });
  expect(enabled()).toEqual([true, true, true]);
  expect(refusals()).toEqual(["", "", ""]);
});

it("acts on none that is seen as it was, and says that it is not now", () => {
  workspace.show({ kind: "playground" });
  rewind.toTime(1);
  expect(enabled()).toEqual([false, false, false]);
  for (const refusal of refusals()) expect(refusal).toContain("return to now");
});

it("acts on none of a recording, and says that it is one", () => {
  expect(acting()[0]!.title).toContain("main");
  expect(enabled()).toEqual([false, false, false]);
  for (const refusal of refusals()) expect(refusal).toContain("This is a recording");
});
