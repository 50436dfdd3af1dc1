import { afterEach, beforeEach, expect, it } from "vitest";
import { LabError } from "../../../shared/result";
import type { SessionStatus } from "../../../shared/session";
import { useRewindStore } from "../../stores/rewind";
import { useWorkspaceStore } from "../../stores/workspace";
import { createConnectedStores, drawn, mountView, settled } from "../../testing/mount";
import { Script } from "../../testing/script";
import { TestBridge, testDescription } from "../../testing/test-bridge";
import NewTask from "./NewTask.vue";

let bridge: TestBridge;
let rewind: ReturnType<typeof useRewindStore>;
let view: ReturnType<typeof mountView>;
const running: SessionStatus = {
  ...testDescription().sessions.program,
  epoch: 1,
  phase: "running",
  source: { language: "python", file: "mine.py", title: "mine" },
  coroutines: ["main", "nap", "walk"],
};

beforeEach(async () => {
  bridge = new TestBridge();
  const stores = await createConnectedStores(bridge);
  rewind = useRewindStore(stores.pinia);
  useWorkspaceStore(stores.pinia).show({ kind: "program", program: "two" });
  view = mountView(NewTask, stores, bridge);
  bridge.emit({ type: "session", status: running });
  await settled();
});
afterEach(() => view.unmount());

const trigger = () => view.find<HTMLButtonElement>("button");
const inForm = <E extends Element>(selector: string) =>
  document.querySelector<E>(`.form-card${selector}`)!;

async function open(): Promise<void> {
  await trigger().trigger("click");
  await settled();
}

async function type(text: string): Promise<void> {
  const input = inForm<HTMLInputElement>(" #new-task-arguments");
  input.value = text;
  input.dispatchEvent(new Event("input"));
  inForm("").dispatchEvent(new Event("submit"));
  await settled();
}

const created = () => bridge.calls.filter(({ name }) => name === "programs.createTask");

it("creates a task of the coroutine that is chosen, with what was typed", async () => {
  bridge.on("programs.createTask", () => ({ task: 4 }));
  await open();
  const select = inForm<HTMLSelectElement>(" select");
  expect([...select.options].map(({ text }) => text)).toEqual(["nap", "walk", "main"]);
  select.value = "walk";
  select.dispatchEvent(new Event("change"));
  await type('1, "far"');
  expect(created()).toMatchObject([{ input: { coroutine: "walk", args: [1, "far"] } }]);
});

it("says what is wrong with what was typed, and asks nobody", async () => {
  await open();
  await type("far");
  expect(inForm(" [role=alert]").textContent).toContain("as JSON");
  expect(created()).toEqual([]);
});

it("shows why the program refused", async () => {
  bridge.on("programs.createTask", () => {
    throw new LabError("conflict", "TypeError: nap() takes no arguments");
  });
  await open();
  await type("1");
  expect(inForm(" [role=alert]").textContent).toContain("takes no arguments");
});

it("closes with the program, and is not there without coroutines", async () => {
  await open();
  bridge.emit({ type: "session", status: { ...running, phase: "ended" } });
  await settled();
  expect(document.querySelector(".form-card")).toBeNull();
  expect(trigger().element.disabled).toBe(true);
  bridge.emit({ type: "session", status: { ...running, coroutines: [] } });
  await settled();
  expect(view.find("button").exists()).toBe(false);
});

it("can create none while the program is seen as it was, and says why", async () => {
  bridge.emit(new Script().frame({ type: "snapshot", session: "program" }));
  bridge.emit(
    new Script().created(1, "main").started(1).at(2).sleeps(1, 3).frame({ session: "program" }),
  );
  await drawn();
  rewind.toTime(1);
  await settled();
  expect(trigger().element.disabled).toBe(true);
  expect(trigger().attributes("title")).toContain("return to now");
  rewind.toNow();
  await settled();
  expect(trigger().element.disabled).toBe(false);
});
