import { beforeEach, expect, it } from "vitest";
import { Channel } from "../../../shared/events";
import { useLabStore } from "../../stores/lab";
import { useWorkspaceStore } from "../../stores/workspace";
import { createConnectedStores, mountView, settled } from "../../testing/mount";
import { TestBridge } from "../../testing/test-bridge";
import ConsoleView from "./ConsoleView.vue";

let bridge: TestBridge;
let view: ReturnType<typeof mountView>;
let stores: Awaited<ReturnType<typeof createConnectedStores>>;

beforeEach(async () => {
  bridge = new TestBridge();
  stores = await createConnectedStores(bridge);
  view = mountView(ConsoleView, stores, bridge);
});

const open = () => view.findAll(".open .text").map((line) => line.text());

function prints(...lines: string[]): void {
  const status = useLabStore(stores.pinia).sessions.program;
  const openLines = lines.map((text) => ({ channel: Channel.OUTPUT, text }));
  bridge.emit({ type: "session", status: { ...status, openLines } });
}

it("shows what a program has printed of a line that has no end yet, in its session alone", async () => {
  const workspace = useWorkspaceStore(stores.pinia);
  workspace.show({ kind: "program", program: "two-tasks" });
  await settled();
  expect(view.find(".none").exists()).toBe(true);
  prints("Loading ..");
  await settled();
  expect(open()).toEqual(["Loading .."]);
  expect(view.find(".none").exists()).toBe(false);

  workspace.show({ kind: "playground" });
  await settled();
  expect(open()).toEqual([]);
  workspace.show({ kind: "program", program: "two-tasks" });
  prints();
  await settled();
  expect(open()).toEqual([]);
});
