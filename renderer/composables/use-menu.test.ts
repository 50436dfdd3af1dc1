import { flushPromises } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defineComponent } from "vue";
import { MENU_ACTIONS } from "../../shared/menu";
import type { MenuState } from "../../shared/menu";
import { useCodeStore } from "../stores/code";
import { useLabStore } from "../stores/lab";
import { useWorkspaceStore } from "../stores/workspace";
import { createConnectedStores, mountView } from "../testing/mount";
import { TestBridge, testDescription } from "../testing/test-bridge";
import { useActions } from "./use-actions";
import { useMenu } from "./use-menu";

type Stores = Awaited<ReturnType<typeof createConnectedStores>>;
type Workspace = ReturnType<typeof useWorkspaceStore>;

/** Far longer than it takes. */
const PATIENCE = { timeout: 15_000 };

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

describe("on the desktop", () => {
  let told: MenuState[];

  class DesktopTestBridge extends TestBridge {
    tellMenu(state: MenuState): void {
      told.push(structuredClone(state));
    }
  }

  beforeEach(async () => {
    view.unmount();
    told = [];
    const bridge = new DesktopTestBridge().on("sources.open", ({ document }) => ({
      document,
      name: "mine.py",
      language: "python",
      place: null,
      text: "",
      version: "1",
      draft: null,
    }));
    stores = await createConnectedStores(bridge);
    view = mountView(Listener, stores, bridge);
    workspace = useWorkspaceStore(stores.pinia);
  });

  const last = (): MenuState => told.at(-1)!;
  const runs = (phase: "running" | "empty"): void => {
    const { playground } = testDescription().sessions;
    useLabStore(stores.pinia).setStatus({ ...playground, phase });
  };

  it("tells the menu what can be done when the page opens", () => {
    expect(told).toHaveLength(1);
    expect(last().inEditor).toBe(false);
    expect(last().enabled).toEqual(MENU_ACTIONS.filter((id) => action(id)?.enabled === true));
    expect(last().enabled).toContain("settings");
  });

  it("tells it when something can be done no longer, and again", async () => {
    runs("running");
    await vi.waitFor(() => expect(last().enabled).toContain("save-recording"), PATIENCE);
    runs("empty");
    await vi.waitFor(() => expect(last().enabled).not.toContain("save-recording"), PATIENCE);
    runs("running");
    await vi.waitFor(() => expect(last().enabled).toContain("save-recording"), PATIENCE);
  });

  it("says nothing twice, however much changes in the page", async () => {
    runs("running");
    await vi.waitFor(() => expect(last().enabled).toContain("save-recording"), PATIENCE);
    const before = told.length;
    for (let change = 0; change < 50; change += 1) runs("running");
    runs("empty");
    await vi.waitFor(() => expect(last().enabled).not.toContain("save-recording"), PATIENCE);
    expect(told).toHaveLength(before + 1);
  });

  it("tells it whether a program is edited", async () => {
    await useCodeStore(stores.pinia).open("file:mine.py");
    await vi.waitFor(() => expect(last().inEditor).toBe(true), PATIENCE);
    workspace.show({ kind: "settings" });
    await vi.waitFor(() => expect(last().inEditor).toBe(false), PATIENCE);
  });
});
