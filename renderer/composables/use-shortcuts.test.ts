import { flushPromises } from "@vue/test-utils";
import { afterEach, beforeEach, expect, it } from "vitest";
import { defineComponent } from "vue";
import { useLabStore } from "../stores/lab";
import { useWorkspaceStore } from "../stores/workspace";
import { createConnectedStores, mountView } from "../testing/mount";
import { TestBridge } from "../testing/test-bridge";
import { useShortcuts } from "./use-shortcuts";

type Stores = Awaited<ReturnType<typeof createConnectedStores>>;
const Listener = defineComponent({ setup: () => (useShortcuts(), () => null) });

let stores: Stores;
let view: ReturnType<typeof mountView>;

beforeEach(async () => {
  const bridge = new TestBridge();
  stores = await createConnectedStores(bridge);
  view = mountView(Listener, stores, bridge);
});

afterEach(() => view.unmount());

async function press(key: string, init: KeyboardEventInit = {}): Promise<KeyboardEvent> {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
  event.getModifierState = () => false;
  document.body.dispatchEvent(event);
  await new Promise((resolve) => setTimeout(resolve));
  await flushPromises();
  return event;
}
const ctrl = (key: string) => press(key, { ctrlKey: true });
const shown = () => useWorkspaceStore(stores.pinia).view.kind;

it("runs an action whose two strokes follow each other, and leaves the list that the first one opens", async () => {
  await ctrl("k");
  expect(useWorkspaceStore(stores.pinia).paletteOpen).toBe(true);
  await press("Control", { ctrlKey: true });
  await ctrl("s");
  expect(shown()).toBe("shortcuts");
  expect(useWorkspaceStore(stores.pinia).paletteOpen).toBe(false);
});

it("begins anew after anything else was done", async () => {
  await ctrl("k");
  document.body.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  useWorkspaceStore(stores.pinia).paletteOpen = false;
  await ctrl("s");
  expect(shown()).toBe("playground");
});

it("goes by the keys of the user's own, and not by those they took the place of", async () => {
  const lab = useLabStore(stores.pinia);
  lab.settings = { ...lab.settings, keys: { settings: "Alt+Z Alt+Y", lessons: "" } };
  await press("l", { altKey: true, code: "KeyL" });
  expect(shown()).toBe("playground");
  expect((await press("z", { altKey: true, code: "KeyZ" })).defaultPrevented).toBe(true);
  await press("y", { altKey: true, code: "KeyY" });
  expect(shown()).toBe("settings");
});
