import { expect, it } from "vitest";
import { defineComponent } from "vue";
import { useWorkspaceStore } from "../stores/workspace";
import { createConnectedStores, mountView, settled } from "../testing/mount";
import { TestBridge } from "../testing/test-bridge";
import { usePreparedLanguage } from "./use-prepared-language";

const Listener = defineComponent({
  setup: () => {
    usePreparedLanguage();
    return () => null;
  },
});

async function page() {
  const bridge = new TestBridge();
  bridge
    .on("lessons.list", () => ({
      lessons: [],
      problems: [],
      progress: { language: "python", lessons: {} },
      folder: "/own",
    }))
    .on("programs.prepare", () => ({}));
  const stores = await createConnectedStores(bridge);
  const view = mountView(Listener, stores, bridge);
  await settled();
  const prepared = () => bridge.calls.filter(({ name }) => name === "programs.prepare");
  return { view, prepared, workspace: useWorkspaceStore(stores.pinia) };
}

it("makes CPython ready while somebody reads a lesson in Python", async () => {
  const { view, prepared, workspace } = await page();
  workspace.show({ kind: "lesson", lesson: "one" });
  await expect
    .poll(prepared)
    .toEqual([{ name: "programs.prepare", input: { language: "python" } }]);
  view.unmount();
});

it("makes nothing ready for what runs no program", async () => {
  const { view, prepared, workspace } = await page();
  workspace.show({ kind: "lesson", lesson: null });
  workspace.show({ kind: "settings" });
  await settled();
  expect(prepared()).toEqual([]);
  view.unmount();
});
