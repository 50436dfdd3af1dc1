import type { VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  Advice,
  CancelOrigin,
  Channel,
  Outcome,
  RequestOutcome,
  ResourceKind,
  ResourceUse,
  WaitReason,
} from "../../../shared/events";
import { useWorkspaceStore } from "../../stores/workspace";
import { createConnectedStores, drawn, mountView, settled } from "../../testing/mount";
import { Script } from "../../testing/script";
import { TestBridge } from "../../testing/test-bridge";
import InspectorPanel from "./InspectorPanel.vue";

let bridge: TestBridge;
let view: VueWrapper;
let workspace: ReturnType<typeof useWorkspaceStore>;

beforeEach(async () => {
  bridge = new TestBridge();
  const stores = await createConnectedStores(bridge);
  workspace = useWorkspaceStore(stores.pinia);
  view = mountView(InspectorPanel, stores, bridge);
  bridge.emit(new Script().frame({ type: "snapshot" }));
  bridge.emit(
    new Script()
      .created(1, "main")
      .created(2, "slow", 1, "sleepFor(1)")
      .created(3, "fan", 1)
      .started(3)
      .awaits(3, 2)
      .at(1)
      .requested(2, 5, "GET /posts/1")
      .at(1.5)
      .answered(2, 5, RequestOutcome.ANSWERED, "200")
      .cancelRequested(2, "too slow")
      .frame(),
  );
  await drawn();
});
afterEach(() => view.unmount());

async function select(task: number) {
  workspace.select(task);
  await settled();
}

const factsShown = () =>
  Object.fromEntries(
    view.findAll(".facts dt").map((term) => [term.text(), term.element.nextElementSibling!]),
  );

it("shows who created a task, who awaits it, its cancels and its requests", async () => {
  await select(2);
  const facts = factsShown();
  expect(facts["coroutine"]!.textContent).toBe("sleepFor(1)");
  expect(facts["created by"]!.textContent.trim()).toMatch(/^main at 0\.000 s/);
  expect(facts["awaited by"]!.textContent).toContain("fan");
  expect(facts["cancels"]!.textContent).toContain("1 “too slow”");
  expect(view.get("[aria-label=Requests]").text()).toContain("GET /posts/1500 msanswered 200");
  expect(view.text()).toContain("function* sleepFor(seconds)");
});

it("follows links from task to task", async () => {
  await select(3);
  const link = view.findAll("button.link").find((button) => button.text() === "slow")!;
  await link.trigger("click");
  expect(workspace.selected).toBe(2);
});

it("shows what a task gave, and lets it be cancelled no more", async () => {
  await select(2);
  bridge.emit(new Script(9).done(2, Outcome.ERROR, "Error: no such post").frame());
  await drawn();
  expect(view.get("[aria-label=Outcome]").text()).toBe("Error: no such post");
  const cancel = view.findAll("button").find((button) => button.text() === "Cancel")!;
  expect(cancel.attributes("disabled")).toBeDefined();
});

it("sends the message with the cancel", async () => {
  bridge.on("tasks.cancel", () => ({ accepted: true }));
  await select(2);
  await view.get("[aria-label='Cancel message']").setValue("enough");
  await view.get("form").trigger("submit");
  expect(bridge.calls.at(-1)!.input).toEqual({
    session: "playground",
    task: 2,
    message: "enough",
  });
});

it("tells the story of a cancellation, with tasks as links", async () => {
  bridge.emit(
    new Script(9)
      .at(2)
      .cancelRequested(2, "again", CancelOrigin.TASK, 1)
      .started(2)
      .cancelDelivered(2)
      .at(2.5)
      .done(2, Outcome.CANCELLED)
      .frame(),
  );
  await drawn();
  await select(2);
  const story = view.get("[aria-label='Story of the cancellation']");
  const beats = story.findAll("li").map((beat) => beat.text());
  expect(beats[1]).toContain("2.000 s · requested by main");
  expect(beats.at(-1)).toContain("ended cancelled");
  expect(factsShown()["cancelling()"]!.textContent).toBe("2");
  await story.get("button.link").trigger("click");
  expect(workspace.selected).toBe(1);
});

it("shows who awaits the task, through others too, and says when it is a circle", async () => {
  bridge.emit(new Script(9).created(4, "far", 1).started(4).awaits(4, 3).frame());
  await drawn();
  await select(2);
  const lines = () => view.findAll("[aria-label='is awaited by'] li").map((line) => line.text());
  expect(lines()[0]).toContain("fan");
  expect(lines()[1]).toContain("far");
  bridge.emit(new Script(12).started(2).awaits(2, 4).frame());
  await drawn();
  expect(lines().at(-1)).toContain("a circle");
  expect(view.text()).toContain("It waits for itself, by way of others");
});

it("says in a sentence what the histogram of step times shows", async () => {
  bridge.emit(
    new Script(9)
      .at(2)
      .started(2)
      .at(2.25)
      .sleeps(2, 1)
      .at(3)
      .started(2)
      .at(3.25)
      .sleeps(2, 1)
      .frame(),
  );
  await drawn();
  await select(2);
  const sentence = view.get("[role=img][aria-label^=Histogram]").attributes("aria-label");
  expect(sentence).toContain("Histogram of 2 steps: most, 2 of them, took");
  expect(sentence).toContain("the longest took 250 ms");
});

it("shows the warnings about the task, with what to do", async () => {
  bridge.emit(
    new Script(9).printed(2, Channel.WARNING, "slow ran for 1 s.", Advice.SLOW_STEP).frame(),
  );
  await drawn();
  await select(2);
  expect(view.get("[aria-label=Warnings]").text()).toContain("Blocked the loop");
  await select(3);
  expect(view.find("[aria-label=Warnings]").exists()).toBe(false);
});

it("says so when there is no such task any more", async () => {
  await select(77);
  expect(view.text()).toContain("Task 77 is not there");
});

it("shows the lock that a task waits for, with its holder and who waits, each a link", async () => {
  const resume = new Script(9)
    .at(2)
    .resource(1, ResourceKind.LOCK, "Lock 1")
    .uses(2, ResourceUse.ACQUIRED, 1)
    .created(4, "early", 1)
    .created(5, "late", 1)
    .waitsAt(4, WaitReason.LOCK, 1)
    .at(3)
    .waitsAt(5, WaitReason.LOCK, 1)
    .at(4);
  bridge.emit(resume.frame());
  await drawn();
  await select(5);
  const card = view.get("[aria-label='Lock 1']");
  expect(card.get("[aria-label='held by']").text()).toMatch(/^slowfor \d+\.\d+ s$/);
  const waiters = card.findAll("[aria-label='wait for it, in order'] li");
  // The session's time runs on.
  expect(waiters.map((waiter) => waiter.text())).toEqual([
    expect.stringMatching(/^1earlyfor \d+\.\d+ s$/),
    expect.stringMatching(/^2latefor \d+\.\d+ s$/),
  ]);
  expect(waiters[1]!.attributes("aria-current")).toBe("true");
  await card.get("[aria-label='held by'] button").trigger("click");
  expect(workspace.selected).toBe(2);
});

it("shows the gather by way of which a task is awaited", async () => {
  bridge.emit(
    new Script(9).started(1).waits(1, WaitReason.GATHER, "gather(2)").members(1, 2, 2).frame(),
  );
  await drawn();
  await select(3);
  expect(view.get("ul[aria-label='is awaited by']").text()).toContain("maingather of 2");
  expect(factsShown()["awaited by"]!.textContent).toContain("main");
});

it("offers nothing to be done with a task of a recording, and says why", async () => {
  const recorded = { session: "recording" } as const;
  workspace.show({ kind: "recording" });
  await settled();
  bridge.emit(new Script().frame({ ...recorded, type: "snapshot" }));
  bridge.emit(new Script().created(1, "main").started(1).sleeps(1, 3).frame(recorded));
  await drawn();
  await select(1);
  const form = view.get("form");
  expect(form.findAll("button, input").map((one) => one.attributes("disabled"))).toEqual([
    "",
    "",
    "",
  ]);
  for (const button of form.findAll("button")) {
    expect(button.attributes("title")).toContain("This is a recording");
  }
  expect(view.get(".sentence.info").text()).toContain("This is a recording");
});
