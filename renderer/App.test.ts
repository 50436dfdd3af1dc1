import type { VueWrapper } from "@vue/test-utils";
import { mount } from "@vue/test-utils";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Channel } from "../shared/events";
import App from "./App.vue";
import { HOST } from "./stores/host";
import { createStores, drawn, settled } from "./testing/mount";
import { Script } from "./testing/script";
import { TestBridge, testDescription } from "./testing/test-bridge";

let bridge: TestBridge;
let view: VueWrapper;

beforeEach(async () => {
  bridge = new TestBridge()
    .on("programs.run", () => ({ epoch: 1 }))
    .on("session.stop", () => ({}))
    .on("tasks.create", () => ({ firstTask: 2, lastTask: 2 }));
  mountApp();
  bridge.open();
  await settled();
});

function mountApp(): void {
  const { pinia, stream } = createStores(bridge);
  view = mount(App, {
    attachTo: document.body,
    global: {
      plugins: [pinia],
      provide: { [HOST as symbol]: { bridge, stream } },
      // Draws on a canvas, which the test's page has not.
      stubs: { TimelineView: true },
    },
  });
}

afterEach(() => view.unmount());

const press = (key: string, init: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
  event.getModifierState = () => false;
  document.body.dispatchEvent(event);
  return settled();
};
const button = (name: string) =>
  view.findAll("button").find((one) => (one.attributes("aria-label") ?? one.text()) === name)!;
const called = () => bridge.calls.map(({ name }) => name);

it("says which lab it is, and how the connection stands", async () => {
  expect(view.get("footer").text()).toContain("connected");
  expect(view.get("footer").text()).toContain("browser · Node 20");
  bridge.lose();
  await settled();
  expect(view.get("[role=alert]").text()).toContain("The connection to the lab is lost.");
  bridge.open();
  await settled();
  expect(view.get("[role=alert]").text()).toBe("");
});

it("runs a program with one click, and again with a key", async () => {
  await button("Run Two tasks").trigger("click");
  await settled();
  expect(bridge.calls.at(-1)).toEqual({ name: "programs.run", input: { program: "two" } });
  await press("Enter", { ctrlKey: true });
  expect(called().filter((name) => name === "programs.run")).toHaveLength(2);
});

it("shows what the lab offers at once, so that nothing moves under a pointer", async () => {
  view.unmount();
  let answer = (): void => undefined;
  bridge.on("lessons.list", async () => {
    await new Promise<void>((resolve) => (answer = resolve));
    return { lessons: [], problems: [], progress: { language: "python", lessons: {} }, folder: "" };
  });
  mountApp();
  bridge.open();
  await settled();
  expect(button("Run Two tasks")).toBeUndefined();
  expect(view.get("nav").text()).toContain("Waiting for the lab…");
  answer();
  await settled();
  expect(button("Run Two tasks")).toBeDefined();
});

it("counts tasks by state in the status bar", async () => {
  bridge.emit(new Script().frame({ type: "snapshot" }));
  bridge.emit(new Script().created(1, "main").started(1).created(2, "a", 1).frame());
  await drawn();
  expect(view.get("footer").text()).toContain("2 tasks · 1 scheduled · 1 running");
});

it("shows printed lines in the console", async () => {
  bridge.emit(new Script().frame({ type: "snapshot" }));
  bridge.emit(new Script().created(1, "main").at(0.25).printed(1, Channel.OUTPUT, "hello").frame());
  await drawn();
  expect(view.get("[aria-label='Console lines']").text()).toMatch(
    /0\.250 s\s*Output:\s*main\s*hello/,
  );
});

it("opens all actions with a key, finds one and does it", async () => {
  await press("k", { ctrlKey: true });
  // It is loaded when it is first opened.
  const find = () => document.querySelector<HTMLInputElement>("[role=dialog] input");
  await expect.poll(find).not.toBeNull();
  const input = find()!;
  input.value = "task: sleep";
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await settled();
  const options = [...document.querySelectorAll<HTMLElement>("[role=option]")];
  expect(options.map((option) => option.textContent)).toEqual([
    expect.stringContaining("Create task: sleep"),
  ]);
  options[0]!.click();
  await settled();
  await settled();
  expect(called()).toContain("tasks.create");
  expect(document.querySelector("[role=dialog]")).toBeNull();
});

it("follows the theme that is set", async () => {
  bridge.emit({ type: "settings", settings: { ...testDescription().settings, theme: "light" } });
  await settled();
  expect(document.documentElement.dataset["theme"]).toBe("light");
});
