import type { VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useLayoutStore } from "../../stores/layout";
import { useNoticesStore } from "../../stores/notices";
import { createConnectedStores, mountView, settled } from "../../testing/mount";
import { TestBridge } from "../../testing/test-bridge";
import MessageCorner from "./MessageCorner.vue";

let view: VueWrapper;
let notices: ReturnType<typeof useNoticesStore>;
let layout: ReturnType<typeof useLayoutStore>;

beforeEach(async () => {
  const bridge = new TestBridge();
  const stores = await createConnectedStores(bridge);
  notices = useNoticesStore(stores.pinia);
  layout = useLayoutStore(stores.pinia);
  view = mountView(MessageCorner, stores, bridge);
});
afterEach(() => view.unmount());

it("has a live region before there is a notice: one that comes with its words is not read out", async () => {
  const region = view.get("[role=status][aria-label=Notices]");
  expect(region.text()).toBe("");
  notices.show("info", "Saved as “run”.");
  await settled();
  expect(region.text()).toContain("Saved as “run”.");
  // Without it, a dialog that is open hides the region from screen readers.
  expect(region.attributes("aria-live")).toBe("polite");
});

it("stays above the timeline's buttons where no panel is below the timeline", async () => {
  expect(view.get(".corner").classes()).not.toContain("above-buttons");
  layout.showsBottom = false;
  await settled();
  expect(view.get(".corner").classes()).toContain("above-buttons");
});

it("does what a notice offers, and closes no dialog beside which it is pressed", async () => {
  const pressedOutside = vi.fn<(event: Event) => void>();
  document.addEventListener("pointerdown", pressedOutside);
  const undo = vi.fn<() => void>();
  notices.show("info", "Deleted.", { label: "Undo", run: undo });
  await settled();
  const button = view.findAll("button").find((one) => one.text() === "Undo")!;
  await button.trigger("pointerdown");
  await button.trigger("click");
  document.removeEventListener("pointerdown", pressedOutside);
  expect(undo).toHaveBeenCalledOnce();
  expect(pressedOutside).not.toHaveBeenCalled();
  expect(view.text()).toBe("");
});
