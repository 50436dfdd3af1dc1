import { flushPromises } from "@vue/test-utils";
import { afterEach, beforeEach, expect, it } from "vitest";
import { defineComponent } from "vue";
import { MENU_ACTIONS } from "../../shared/menu";
import { useWorkspaceStore } from "../stores/workspace";
import { createConnectedStores, mountView } from "../testing/mount";
import { TestBridge } from "../testing/test-bridge";
import { useActions } from "./use-actions";
import { useMenu } from "./use-menu";

type Stores = Awaited<ReturnType<typeof createConnectedStores>>;
type Workspace = ReturnType<typeof useWorkspaceStore>;

let stores: Stores;
let view: ReturnType<typeof mountView>;
let workspace: Workspace;
let action: ReturnType<typeof useActions>["action"];

const Listener = defineComponent({
  setup: () => {
    useMenu();
    ({ action } = useActions());
    return () => null;
  },
});

beforeEach(async () => {
  const bridge = new TestBridge();
  stores = await createConnectedStores(bridge);
  view = mountView(Listener, stores, bridge);
  workspace = useWorkspaceStore(stores.pinia);
});

afterEach(() => view.unmount());

async function arrive(data: unknown, source: MessageEventSource | null = window): Promise<void> {
  window.dispatchEvent(new MessageEvent("message", { data, source }));
  await new Promise((resolve) => setTimeout(resolve));
  await flushPromises();
}
const choose = (id: string) => arrive({ type: "tasklab:menu", action: id });

it("does what is chosen in the menu", async () => {
  await choose("settings");
  expect(workspace.view.kind).toBe("settings");
});

it("closes the list of actions first", async () => {
  await choose("palette");
  expect(workspace.paletteOpen).toBe(true);
  await choose("shortcuts");
  expect([workspace.paletteOpen, workspace.view.kind]).toEqual([false, "shortcuts"]);
});

it("knows every action of the menu", () => {
  expect(MENU_ACTIONS.filter((id) => action(id) === undefined)).toEqual([]);
});

it("hears nobody but the window itself, and nothing that is not in the menu", async () => {
  await arrive({ type: "tasklab:menu", action: "settings" }, null);
  for (const data of [null, "tasklab:menu", { action: "settings" }]) await arrive(data);
  await choose("go-console");
  await choose("__proto__");
  expect(workspace.view.kind).toBe("playground");
});
