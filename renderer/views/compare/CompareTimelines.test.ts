import { mount } from "@vue/test-utils";
import type { VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nextTick } from "vue";
import asyncio from "../../model/__tests__/runs/asyncio.tasklab.jsonl?raw";
import lock from "../../model/__tests__/runs/lock.tasklab.jsonl?raw";
import { Script } from "../../testing/script";
import { modelOfRecording } from "../../testing/recorded";
import { SessionModel } from "../../model/session-model";
import CompareTimelines from "./CompareTimelines.vue";

describe("CompareTimelines", () => {
  let view: VueWrapper;
  const left = { title: "with a lock", model: modelOfRecording(lock) };
  const right = { title: "asyncio", model: modelOfRecording(asyncio) };

  beforeEach(() => {
    view = mount(CompareTimelines, { props: { left, right }, attachTo: document.body });
  });
  afterEach(() => view.unmount());

  const difference = () => view.get('[aria-label="Difference"]').text();
  const stage = () => view.get("[role=application]");
  const press = (key: string) => stage().trigger("keydown", { key });
  const spoken = () => view.get("[aria-live]").text();
  const legs = (side: string) =>
    view.findAll(`[aria-label="Critical path of ${side}"] li`).map((leg) => leg.text());
  const selected = () => view.findAll(".name.selected").map((name) => name.text());

  it("says which run was faster, by how much, and of what", () => {
    expect(difference()).toBe("A is 500 ms faster: 1.75 s against 2.25 s, 1.3 times as fast.");
    expect(stage().attributes("aria-label")).toBe(
      "Two runs on one axis: A with 5 tasks, B with 5 tasks",
    );
    const help = stage().attributes("aria-describedby")!;
    expect(view.get(`#${help}`).text()).toContain("Plus and minus zoom both runs");
  });

  it("tells the critical path of each, leg by leg", () => {
    expect(legs("A").length).toBe(5);
    expect(legs("A")[2]).toMatch(/woken by holder, having waited for lock.acquire\(\) for 1.00 s/);
    expect(legs("B").length).toBe(6);
  });

  it("goes from task to task by key, and selects the counterpart in the other run", async () => {
    await press("ArrowDown");
    expect(spoken()).toBe(
      "A, Task-1: ran 0 ms, ready 0 ms, waited 1.75 s. It is on the critical path.",
    );
    for (let row = 0; row < 4; row += 1) await press("ArrowDown");
    expect(spoken()).toMatch(/^A, aside: .*waited 100 ms\.$/);
    await press("ArrowDown");
    expect(spoken()).toMatch(/^B, Task-1: /);
    await press("ArrowUp");
    expect(spoken()).toMatch(/^A, aside: /);
  });

  it("lists the tasks of both, with what one of them took more", async () => {
    await view.findAll("[role=tab]")[1]!.trigger("mousedown", { button: 0 });
    const rows = view.findAll("tbody tr").map((row) => row.text());
    expect(rows[0]).toMatch(/Task-1.*1\.75 s.*2\.25 s.*500 ms more.*both/);
    expect(rows.find((row) => row.startsWith("aside"))).toMatch(/–.*only in A/);
  });

  it("selects a task of the path that is chosen", async () => {
    await view.get('[aria-label="Critical path of A"] li:nth-child(2) button').trigger("click");
    await nextTick();
    expect(view.get('[aria-label="Critical path of A"] .selected').text()).toContain("holder");
    expect(selected().length).toBeLessThanOrEqual(2);
  });

  it("leaves the lists out where they are not wanted", async () => {
    await view.setProps({ details: false });
    expect(view.find("[role=tab]").exists()).toBe(false);
    expect(difference()).toContain("faster");
  });

  it("measures a run that goes on, as it goes on", async () => {
    const model = new SessionModel("program");
    model.take(new Script().frame({ type: "snapshot", session: "program", now: 0 }));
    const script = new Script().at(0).created(1, "main").started(1).sleeps(1, 9);
    model.take(script.frame({ session: "program", now: 3 }));
    model.changed();
    await view.setProps({ right: { title: "live", model } });
    expect(difference()).toBe(
      "A is 1.25 s faster: 1.75 s against 3.00 s, 1.7 times as fast. B had not ended yet.",
    );
  });
});
