import type { VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Advice, Channel } from "../../../shared/events";
import { useWorkspaceStore } from "../../stores/workspace";
import { createConnectedStores, drawn, mountView } from "../../testing/mount";
import { Script } from "../../testing/script";
import { TestBridge } from "../../testing/test-bridge";
import WarningsView from "./WarningsView.vue";

let bridge: TestBridge;
let view: VueWrapper;
let workspace: ReturnType<typeof useWorkspaceStore>;

beforeEach(async () => {
  bridge = new TestBridge();
  const stores = await createConnectedStores(bridge);
  workspace = useWorkspaceStore(stores.pinia);
  bridge.emit(new Script().frame({ type: "snapshot" }));
  await drawn();
  view = mountView(WarningsView, stores, bridge);
});
afterEach(() => view.unmount());

/** Lets the lab warn, and waits until the page shows `count` warnings. */
async function shown(script: Script, count: number): Promise<string[]> {
  bridge.emit(script.frame());
  await expect.poll(() => view.findAll("li").length).toBe(count);
  return view.findAll("li").map((entry) => entry.text());
}

it("says what would stand here while there is nothing to warn of", () => {
  expect(view.text()).toContain("No warnings");
});

it("lists warnings, the newest first, with a link to the task and what to do", async () => {
  const script = new Script()
    .created(1, "main")
    .created(2, "busy", 1)
    .at(1)
    .printed(2, Channel.WARNING, "busy ran for 1 s. Let the others have a turn.", Advice.SLOW_STEP)
    .at(2)
    .printed(0, Channel.WARNING, "nap() was never awaited.", Advice.NEVER_AWAITED)
    .printed(1, Channel.OUTPUT, "nothing to warn of");
  const [newest, oldest] = await shown(script, 2);
  expect(newest).toMatch(/^2\.000 s\s*Never awaited/);
  expect(oldest).toMatch(/^1\.000 s\s*Blocked the loop\s*busy\s*busy ran for 1 s/);
  await view.get("button.link").trigger("click");
  expect(workspace.selected).toBe(2);
});

it("counts those that are not listed", async () => {
  const script = new Script().created(1, "main");
  for (let n = 0; n < 250; n += 1) script.printed(1, Channel.WARNING, `no ${n}`, Advice.CIRCLE);
  const entries = await shown(script, 200);
  expect(entries[0]).toContain("no 249");
  expect(view.text()).toContain("50 earlier warnings are not listed");
});
