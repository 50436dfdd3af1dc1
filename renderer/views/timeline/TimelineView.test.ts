import { mount } from "@vue/test-utils";
import type { VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EventKind, Outcome, WaitReason } from "../../../shared/events";
import { PastSession } from "../../model/past-session";
import type { SessionModel } from "../../model/session-model";
import { followedModelOf } from "./testing";
import type { TestEvent } from "./testing";
import TimelineView from "./TimelineView.vue";

/** `main`, which created `slow` (asleep, asked to cancel) and `quick` (done). */
const STORY: readonly TestEvent[] = [
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
];

describe("TimelineView", () => {
  let view: VueWrapper;
  let model: SessionModel;
  beforeEach(() => {
    localStorage.clear();
    model = followedModelOf(STORY);
    view = mount(TimelineView, {
      props: { model, seen: model, now: () => 1, selected: null },
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

  it("speaks of the instant that is shown, and says what comes later than that", async () => {
    const past = new PastSession(model);
    past.moveTo({ time: 0.2, seq: 9 });
    await view.setProps({ seen: past, cursor: 0.2 });
    await press("ArrowDown");
    expect(spoken()).toBe("main: waiting for gather(2); since 0.004 s, 196 ms so far. 3 of 3.");
    past.moveTo({ time: 0.002, seq: 3 });
    await press("ArrowLeft", "ArrowRight");
    expect(spoken()).toContain("Later than 0.002 s, the instant that is shown");
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

  it("says in its menu which arrows are shown, and keys show and hide them", async () => {
    await press("2");
    expect(spoken()).toBe("Arrows “woken by” are shown.");
    await view.get("button[aria-haspopup=menu]").trigger("click");
    const checked = () =>
      view.findAll("[role=menuitemcheckbox][aria-checked=true]").map((item) => item.text());
    expect(checked()).toEqual(["Woken by2"]);
    await view.get("[role=menu]").trigger("keydown", { key: "1" });
    expect(checked()).toEqual(["Created by1", "Woken by2"]);
    await view.get("[role=menu]").trigger("keydown", { key: "Escape" });
    expect(view.find("[role=menu]").exists()).toBe(false);
  });

  it("follows what led to a task back to the one that did it, and returns", async () => {
    await view.setProps({ selected: 3 });
    await press("Backspace");
    expect(view.emitted("select")).toEqual([[1]]);
    expect(spoken()).toContain("created by main at 0.003 s. main: running");
    await view.setProps({ selected: 1 });
    await press("Backspace");
    expect(spoken()).toBe("No other task led to this of main.");
    await timeline().trigger("keydown", { key: "Backspace", shiftKey: true });
    expect(view.emitted("select")?.at(-1)).toEqual([3]);
  });

  it("moves the cursor from event to event, and to where the axis is pressed", async () => {
    await press("[");
    expect(view.emitted("update:cursor")).toEqual([[0.5]]);
    expect(spoken()).toContain("slow: cancel requested at 0.500 s, “too slow”");
    await press("[");
    expect(view.emitted("update:cursor")?.at(-1)).toEqual([0.01]);
    await view.setProps({ selected: 1 });
    await press("{");
    expect(view.emitted("update:cursor")?.at(-1)).toEqual([0.004]);
    await timeline().trigger("pointerdown", { clientX: 0, clientY: 10, button: 0 });
    expect(view.emitted("update:cursor")?.at(-1)).toEqual([expect.any(Number)]);
    await press("Escape");
    expect(view.emitted("update:cursor")?.at(-1)).toEqual([null]);
  });

  it("selects the range of intervals by key, says what is in it, and lets go of it", async () => {
    await view.setProps({ selected: 1 });
    await press("ArrowDown", "ArrowLeft", "r");
    expect(spoken()).toBe("Range of 3 ms, from 0.001000 s to 0.004000 s. main: ran 3 ms, 100 %.");
    await press("ArrowRight", "r");
    expect(view.get("section[aria-label='Selected range']").text()).toContain("waited");
    await press("Escape");
    expect(view.find("section[aria-label='Selected range']").exists()).toBe(false);
  });

  it("selects a range by dragging with Shift", async () => {
    const at = (clientX: number) => ({ clientX, clientY: 50, button: 0, shiftKey: true });
    await timeline().trigger("pointerdown", at(100));
    await timeline().trigger("pointermove", at(300));
    await timeline().trigger("pointerup", at(300));
    expect(view.find("section[aria-label='Selected range']").exists()).toBe(true);
    expect(view.emitted("select")).toBeUndefined();
  });

  it("stands on the task that is selected elsewhere", async () => {
    await press("ArrowDown");
    await view.setProps({ selected: 2 });
    await press("ArrowLeft");
    expect(spoken()).toContain("slow: ");
  });

  it("folds idle gaps and says so", async () => {
    await press("g");
    expect(spoken()).toBe("Idle gaps are folded.");
    await press("G");
    expect(spoken()).toBe("Idle gaps have their full length.");
  });

  it("collapses a task with all under it, says what it stands for, and expands it", async () => {
    await press("ArrowDown");
    await timeline().trigger("keydown", { key: "ArrowUp", shiftKey: true });
    expect(spoken()).toBe("main is collapsed: 2 tasks below.");
    expect(timeline().attributes("aria-label")).toBe("Timeline, 1 task");
    await press("ArrowLeft");
    expect(spoken()).toContain("Collapsed, with 2 tasks below.");
    await timeline().trigger("keydown", { key: "ArrowDown", shiftKey: true });
    expect(spoken()).toBe("main is expanded.");
    expect(timeline().attributes("aria-label")).toBe("Timeline, 3 tasks");
  });

  it("collapses the parent of a task without children, which is selected then", async () => {
    await view.setProps({ selected: 3 });
    await timeline().trigger("keydown", { key: "ArrowUp", shiftKey: true });
    expect(view.emitted("select")).toEqual([[1]]);
    await timeline().trigger("keydown", { key: "Backspace" });
    expect(spoken()).toContain("main: running");
  });

  it("finds tasks, goes from one to the next, and says which", async () => {
    await press("/");
    const field = view.get<HTMLInputElement>("[role=search] input");
    expect(document.activeElement).toBe(field.element);
    await field.setValue("by:main");
    await field.trigger("keydown", { key: "Enter" });
    expect(view.emitted("select")?.at(-1)).toEqual([2]);
    expect(spoken()).toContain("1 of 2. slow: ");
    await view.setProps({ selected: 2 });
    expect(view.get("[role=search] [role=status]").text()).toBe("1 of 2");
    await press("n");
    expect(view.emitted("select")?.at(-1)).toEqual([3]);
    await view.setProps({ selected: 3 });
    await press("N");
    expect(view.emitted("select")?.at(-1)).toEqual([2]);
    await field.trigger("keydown", { key: "Escape" });
    expect(view.find("[role=search]").exists()).toBe(false);
    expect(document.activeElement).toBe(timeline().element);
  });

  it("pins the spawn site of a task, says what its tasks did, and lets go of it", async () => {
    await view.setProps({ selected: 3 });
    await press("p");
    expect(spoken()).toBe(
      "Pinned: quick, created by main. 1 task, all done; ran 3 ms, ready 4 ms, waited 0 s.",
    );
    expect(view.get("[aria-label='Pinned spawn sites']").text()).toContain(
      "quick, created by main",
    );
    await press("P");
    expect(spoken()).toBe("quick, created by main: not pinned any more.");
    expect(view.find("[aria-label='Pinned spawn sites']").exists()).toBe(false);
  });

  /** Shows the session as it was at `time`, before event `seq`. */
  async function lookAt(time: number, seq: number) {
    const seen = new PastSession(model);
    seen.moveTo({ time, seq });
    await view.setProps({ seen, cursor: time });
  }

  it("adds up what the tasks of a pinned site did up to the instant that is shown", async () => {
    await view.setProps({ selected: 2 });
    await press("p");
    const legend = () => view.get("[aria-label='Pinned spawn sites']").text();
    expect(legend()).toContain("994 ms");
    await lookAt(0.25, 9);
    expect(legend()).toContain("244 ms");
    await lookAt(0.001, 2);
    expect(legend()).toContain("no task yet");
    await view.setProps({ seen: model, cursor: null });
    expect(legend()).toContain("994 ms");
  });

  it("tells of a range up to the instant that is shown", async () => {
    await view.setProps({ selected: 2 });
    await press("ArrowDown", "r");
    const card = () => view.get("section[aria-label='Selected range']").text();
    expect(card()).toContain("994 ms");
    await lookAt(0.25, 9);
    expect(card()).toContain("244 ms");
    await lookAt(0.001, 2);
    expect(card()).toContain("had not come so far at the instant that is shown");
  });
});
