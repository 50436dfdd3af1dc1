import type { VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, expect, it } from "vitest";
import { REAL_TIME } from "../../../shared/session-time";
import type { SessionTime } from "../../../shared/session-time";
import { useWorkspaceStore } from "../../stores/workspace";
import { createConnectedStores, drawn, mountView, settled } from "../../testing/mount";
import { Script } from "../../testing/script";
import { TestBridge, testDescription } from "../../testing/test-bridge";
import TimeControls from "./TimeControls.vue";

const session = "playground";
let bridge: TestBridge;
let view: VueWrapper;

beforeEach(async () => {
  bridge = new TestBridge()
    .on("time.pause", () => ({}))
    .on("time.resume", () => ({}))
    .on("time.step", () => ({ ran: null, requests: 0 }))
    .on("time.dial", () => ({}));
  const stores = await createConnectedStores(bridge);
  // What follows the session's events.
  useWorkspaceStore(stores.pinia);
  view = mountView(TimeControls, stores, bridge);
});
afterEach(() => view.unmount());

const goes = (time: Partial<SessionTime>, phase: "running" | "stopping" | "empty" = "running") => {
  const status = testDescription().sessions.playground;
  bridge.emit({
    type: "session",
    status: { ...status, phase, time: { ...REAL_TIME, ...time } },
  });
  return settled();
};
const button = (word: string) => view.findAll("button").find((one) => one.text().startsWith(word))!;
const scrubberIn = () => view.get<HTMLInputElement>("input[type=range]");
const sent = () => bridge.calls.filter(({ name }) => name.startsWith("time."));

it("pauses, and then resumes and steps", async () => {
  expect(button("Step").attributes("disabled")).toBeDefined();
  await button("Pause").trigger("click");
  await goes({ paused: true, at: 1 });
  await button("Step").trigger("click");
  await button("Resume").trigger("click");
  expect(sent()).toEqual([
    { name: "time.pause", input: { session } },
    { name: "time.step", input: { session } },
    { name: "time.resume", input: { session } },
  ]);
});

it("cannot step where nothing runs, nor pause what is being stopped", async () => {
  await goes({ paused: true }, "empty");
  expect(button("Step").attributes("disabled")).toBeDefined();
  expect(button("Resume").attributes("disabled")).toBeUndefined();
  await goes({}, "stopping");
  expect(button("Pause").attributes("disabled")).toBeDefined();
});

it("steps back into what was recorded, says that it is not now in place of the dial, and forth again", async () => {
  bridge.emit(new Script().frame({ type: "snapshot" }));
  bridge.emit(new Script().created(1, "main").at(1).started(1).at(2).sleeps(1, 5).frame());
  await drawn();
  await button("Back").trigger("click");
  const sign = () => view.find("[role=group][aria-label='Not now']");
  expect(sign().text()).toContain("not now: 0.000 s");
  expect(view.find("input[type=radio]").exists()).toBe(false);
  const scrubber = scrubberIn();
  expect(scrubber.attributes("aria-valuetext")).toBe("Not now: 0.000 s. main was created.");
  await scrubber.setValue("2");
  expect(sign().text()).toContain("not now: 1.000 s");
  expect(scrubber.attributes("aria-valuetext")).toContain("main is in its step 1.");
  await scrubber.trigger("keydown", { key: "Home" });
  expect(sign().text()).toContain("0.000 s");
  await button("Step").trigger("click");
  expect(sign().exists()).toBe(false);
  await button("Back").trigger("click");
  await scrubberIn().trigger("keydown", { key: "End" });
  expect(sign().exists()).toBe(false);
  // None of it did anything to the session.
  expect(sent()).toEqual([]);
});

it("shows what stands on the dial, and turns it", async () => {
  const marks = () => view.findAll<HTMLInputElement>("input[type=radio]");
  expect(marks().map(({ element }) => element.checked)).toEqual([false, false, true, false, false]);
  await marks()[4]!.setValue();
  expect(sent()).toEqual([{ name: "time.dial", input: { session, dial: "jump" } }]);
  await goes({ dial: "jump" });
  expect(marks()[4]!.element.checked).toBe(true);
  expect(view.findAll("label")[0]!.attributes("title")).toContain("keep their real time");
});
