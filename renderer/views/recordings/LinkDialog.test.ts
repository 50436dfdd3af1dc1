import { afterEach, beforeEach, expect, it } from "vitest";
import type { VueWrapper } from "@vue/test-utils";
import { WHOLE_VIEW } from "../../../shared/recording/view";
import { useArrivalsStore } from "../../stores/arrivals";
import { useWorkspaceStore } from "../../stores/workspace";
import { createConnectedStores, mountView, settled } from "../../testing/mount";
import { TestBridge } from "../../testing/test-bridge";
import LinkDialog from "./LinkDialog.vue";

const TEXT = `tasklab://recording?file=%2Frun.tasklab&search=${"x".repeat(1_000)}`;
const PATH = "/home/ada/<b>run</b>.tasklab";

let bridge: TestBridge;
let view: VueWrapper;
let arrivals: ReturnType<typeof useArrivalsStore>;
let workspace: ReturnType<typeof useWorkspaceStore>;

beforeEach(async () => {
  bridge = new TestBridge();
  const file = { file: 1, name: "run.tasklab", path: PATH };
  const seen = { ...WHOLE_VIEW, at: { time: 0.7, seq: 41 } };
  const opens = { kind: "file", file, view: seen } as const;
  const waiting = [{ kind: "link", text: TEXT, opens } as const];
  bridge.on("arrivals.take", () => ({ arrival: waiting.shift() ?? null }));
  const stores = await createConnectedStores(bridge);
  arrivals = useArrivalsStore(stores.pinia);
  workspace = useWorkspaceStore(stores.pinia);
  await arrivals.take();
  view = mountView(LinkDialog, stores, bridge);
  await settled();
});
afterEach(() => view.unmount());

const dialog = () => document.querySelector<HTMLElement>("[role=dialog]");
const button = (name: string) =>
  [...dialog()!.querySelectorAll("button")].find(
    ({ textContent }) => textContent!.trim() === name,
  )!;

it("says what would be opened, from where, and how it would be looked at, as text", () => {
  expect(dialog()!.textContent).toContain(
    `the recording in the file ${PATH}, looked at as it was at 0.700 s`,
  );
  expect(dialog()!.textContent).toContain("The link came from outside of Tasklab");
  expect(dialog()!.querySelector("b")).toBeNull();
  expect(dialog()!.textContent).toContain(TEXT.slice(0, 300));
  expect(dialog()!.textContent).not.toContain(TEXT);
});

it("says no for who presses Enter or Escape without reading", async () => {
  expect(document.activeElement).toBe(button("Do not open"));
  dialog()!.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  await settled();
  expect(arrivals.question).toBeNull();
  expect(bridge.calls.map(({ name }) => name)).not.toContain("recordings.openGiven");
  expect(workspace.view).toEqual({ kind: "playground" });
});
