import { mount } from "@vue/test-utils";
import type { VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EventKind, Outcome, WaitReason } from "../../../shared/events";
import { SessionModel } from "../../model/session-model";
import { batchOf } from "./testing";
import TimelineView from "./TimelineView.vue";

/** `main`, which created `slow` (asleep, asked to cancel) and `quick` (done). */
function modelOf(): SessionModel {
  const model = new SessionModel("playground");
  const batch = batchOf([
    [EventKind.TASK_CREATED, 0, 1, 0, 0, "main"],
    [EventKind.STEP_STARTED, 0.001, 1],
    [EventKind.TASK_CREATED, 0.002, 2, 0, 1, "slow"],
    [EventKind.TASK_CREATED, 0.003, 3, 0, 1, "quick"],
    [EventKind.TASK_WAITING, 0.004, 1, WaitReason.GATHER, 0, "gather(2)"],
    [EventKind.STEP_STARTED, 0.005, 2],
    [EventKind.TASK_WAITING, 0.006, 2, WaitReason.SLEEP, 0, "sleep(60)"],
    [EventKind.STEP_STARTED, 0.007, 3],
    [EventKind.TASK_DONE, 0.01, 3, Outcome.RESULT, 0, "42"],
    [EventKind.CANCEL_REQUESTED, 0.5, 2, 0, 0, "too slow"],
  ]);
  model.take({
    type: "snapshot",
    session: "playground",
    epoch: 0,
    seq: batch.length,
    now: 1,
    firstRetained: 0,
    evicted: { events: 0, tasks: 0 },
    dropped: 0,
    batch,
  });
  model.changed();
  return model;
}

describe("TimelineView", () => {
  let view: VueWrapper;
  beforeEach(() => {
    view = mount(TimelineView, {
      props: { model: modelOf(), now: () => 1, selected: null },
      attachTo: document.body,
    });
  });
  afterEach(() => view.unmount());

  const timeline = () => view.get("[role=application]");
  const press = async (...keys: string[]) => {
    for (const key of keys) await timeline().trigger("keydown", { key });
  };
  const spoken = () => view.get("[aria-live]").text();

  it("says what it is and how many tasks it shows", () => {
    expect(timeline().attributes("aria-label")).toBe("Timeline, 3 tasks");
    expect(timeline().attributes("tabindex")).toBe("0");
    const help = timeline().attributes("aria-describedby")!;
    expect(view.get(`#${help}`).text()).toContain("Up and down arrows");
  });

  it("speaks a sentence for the interval that the arrow keys reach", async () => {
    await press("ArrowDown");
    expect(spoken()).toBe("main: waiting for gather(2); since 0.004 s, 996 ms so far. 3 of 3.");
    await press("ArrowLeft");
    expect(spoken()).toBe("main: running; from 0.001 s to 0.004 s, 3 ms. 2 of 3.");
    await press("Home", "Home");
    expect(spoken()).toContain("scheduled, not yet run");
  });

  it("speaks of cancels where they were requested, and of results", async () => {
    await press("ArrowDown", "ArrowDown");
    expect(spoken()).toContain("cancel requested at 0.500 s, “too slow”");
    await press("ArrowDown");
    expect(spoken()).toBe("quick: done at 0.010 s, 42.");
  });

  it("begins at the selected task", async () => {
    await view.setProps({ selected: 3 });
    await press("ArrowLeft");
    expect(spoken()).toContain("quick");
  });

  it("selects the task on which Enter is pressed", async () => {
    await press("ArrowDown", "ArrowDown", "Enter");
    expect(view.emitted("select")).toEqual([[2]]);
  });

  it("leaves keys alone that it has no use for", async () => {
    const event = new KeyboardEvent("keydown", { key: "c", bubbles: true, cancelable: true });
    timeline().element.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  });

  it("shows in its buttons whether it follows, fits or was moved by hand", async () => {
    const pressed = () => view.findAll("button[aria-pressed=true]").map((button) => button.text());
    expect(pressed()).toEqual(["Follow"]);
    await press("f");
    expect(pressed()).toEqual(["Fit"]);
    await timeline().trigger("keydown", { key: "ArrowRight", shiftKey: true });
    expect(pressed()).toEqual([]);
    await press("l");
    expect(pressed()).toEqual(["Follow"]);
  });

  it("selects the task whose lane is clicked", async () => {
    const at = { clientX: 300, clientY: 26 + 28 + 10, button: 0 };
    await timeline().trigger("pointerdown", at);
    await timeline().trigger("pointerup", at);
    expect(view.emitted("select")).toEqual([[2]]);
  });

  it("leaves the wheel to the list unless it zooms or goes sideways", () => {
    const wheel = (init: WheelEventInit) => {
      const event = new WheelEvent("wheel", { bubbles: true, cancelable: true, ...init });
      // A DOM without layout leaves out what its wheel events take from mouse events.
      for (const [name, value] of Object.entries({ clientX: 100, clientY: 50, ...init })) {
        Object.defineProperty(event, name, { value });
      }
      timeline().element.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(wheel({ deltaY: 100 })).toBe(false);
    expect(wheel({ deltaY: 100, ctrlKey: true })).toBe(true);
    expect(wheel({ deltaY: 100, shiftKey: true })).toBe(true);
    expect(wheel({ deltaX: 50, deltaY: 3 })).toBe(true);
  });
});
