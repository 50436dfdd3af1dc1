import type { VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createConnectedStores, mountView, settled } from "../../testing/mount";
import { TestBridge, testDescription } from "../../testing/test-bridge";
import PalettePane from "./PalettePane.vue";

let bridge: TestBridge;
let view: VueWrapper;

beforeEach(async () => {
  bridge = new TestBridge()
    .on("tasks.create", () => ({ firstTask: 2, lastTask: 2 }))
    .on("tasks.awaitDirectly", () => ({ queued: 0 }));
  view = mountView(PalettePane, await createConnectedStores(bridge), bridge);
});
afterEach(() => view.unmount());

const field = (id: string) => view.get<HTMLInputElement>(`#palette-${id}`);
const names = () =>
  bridge.calls.map(({ name }) => name).filter((name) => name.startsWith("tasks."));

it("makes its fields from the coroutine's description", async () => {
  expect(field("argument-seconds").element.value).toBe("1");
  await view.findAll("[role=radio]")[1]!.trigger("click");
  expect(field("argument-seconds").element.value).toBe("0.5");
  expect(field("argument-message").element.value).toBe("no");
});

it("creates with Enter and awaits directly with Shift and Enter", async () => {
  await field("argument-seconds").trigger("keydown", { key: "Enter" });
  await settled();
  await field("name").trigger("keydown", { key: "Enter", shiftKey: true });
  await settled();
  expect(names()).toEqual(["tasks.create", "tasks.awaitDirectly"]);
});

it("says next to the field what is wrong with it, for screen readers too", async () => {
  const seconds = field("argument-seconds");
  await seconds.setValue("soon");
  await seconds.trigger("blur");
  expect(seconds.attributes("aria-invalid")).toBe("true");
  const message = view.get(`#${seconds.attributes("aria-describedby")!}`);
  expect(message.text()).toBe("A number from 0 to 60 s, please.");
  await seconds.setValue("2");
  expect(seconds.attributes("aria-invalid")).toBeUndefined();
});

it("steps a number with the arrow keys", async () => {
  await field("argument-seconds").trigger("keydown", { key: "ArrowUp" });
  expect(field("argument-seconds").element.value).toBe("1.1");
  await field("count").trigger("keydown", { key: "ArrowUp", shiftKey: true });
  expect(field("count").element.value).toBe("11");
});

it("moves the choice with the arrow keys, and has one tab stop", async () => {
  await view.get("[role=radiogroup]").trigger("keydown", { key: "ArrowRight" });
  await settled();
  const radios = view.findAll("[role=radio]");
  expect(radios.map((radio) => radio.attributes("aria-checked"))).toEqual(["false", "true"]);
  expect(radios.map((radio) => radio.attributes("tabindex"))).toEqual(["-1", "0"]);
  expect(document.activeElement).toBe(radios[1]!.element);
});

it("shows that main awaits, and how much is queued behind", async () => {
  bridge.emit({
    type: "session",
    status: {
      ...testDescription().sessions.playground,
      awaiting: { coroutine: "sleep(2)", since: 0, queued: 2 },
    },
  });
  await settled();
  const text = view.get("[aria-label=main]").text();
  expect(text).toContain("main awaits sleep(2): what you do next is queued.");
  expect(text).toContain("2 actions in the queue");
});
