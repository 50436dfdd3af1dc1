import { afterEach, describe, expect, it, vi } from "vitest";
import { defineComponent } from "vue";
import type { LabDescription } from "../../shared/contract";
import { useConnectionStore } from "../stores/connection";
import { createStores, mountView, settled } from "../testing/mount";
import { TestBridge, testDescription } from "../testing/test-bridge";
import { useArrivals } from "./use-arrivals";

const Listener = defineComponent({
  setup: () => {
    useArrivals();
    return () => null;
  },
});

let view: ReturnType<typeof mountView>;
afterEach(() => view.unmount());

function openOn(host: LabDescription["host"]): TestBridge {
  const bridge = new TestBridge({ ...testDescription(), host });
  bridge.on("arrivals.take", () => ({ arrival: null }));
  const stores = createStores(bridge);
  view = mountView(Listener, stores, bridge);
  useConnectionStore(stores.pinia).start();
  return bridge;
}

const timesTaken = ({ calls }: TestBridge) =>
  calls.filter(({ name }) => name === "arrivals.take").length;

describe("on the desktop", () => {
  it("takes what waited for the page, once the lab has said what there is", async () => {
    const bridge = openOn("desktop");
    await settled();
    expect(timesTaken(bridge)).toBe(0);
    bridge.open();
    await vi.waitFor(() => expect(timesTaken(bridge)).toBe(1));
    const asked = bridge.calls.map(({ name }) => name);
    expect(asked.indexOf("arrivals.take")).toBeGreaterThan(asked.indexOf("sources.list"));
  });

  it("takes what comes later, and what came while the connection was lost", async () => {
    const bridge = openOn("desktop");
    bridge.open();
    await vi.waitFor(() => expect(timesTaken(bridge)).toBe(1));
    bridge.emit({ type: "arrival" });
    await vi.waitFor(() => expect(timesTaken(bridge)).toBe(2));
    bridge.lose();
    await settled();
    expect(timesTaken(bridge)).toBe(2);
    bridge.open();
    await vi.waitFor(() => expect(timesTaken(bridge)).toBe(3));
  });
});

it("asks for nothing in a browser: no system hands anything to its page", async () => {
  const bridge = openOn("browser");
  bridge.open();
  await vi.waitFor(() => expect(bridge.calls.map(({ name }) => name)).toContain("lessons.list"));
  await settled();
  expect(timesTaken(bridge)).toBe(0);
});
