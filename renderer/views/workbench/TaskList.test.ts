import type { VueWrapper } from "@vue/test-utils";
import { mount } from "@vue/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { shallowRef } from "vue";
import { Outcome } from "../../../shared/events";
import { createConnectedStores, drawn, settled } from "../../testing/mount";
import { Script } from "../../testing/script";
import { TestBridge } from "../../testing/test-bridge";
import { HOST } from "../../stores/host";
import { useWorkspaceStore } from "../../stores/workspace";
import { ROW_SCROLL } from "./row-scroll";
import TaskList from "./TaskList.vue";

let bridge: TestBridge;
let view: VueWrapper;
let workspace: ReturnType<typeof useWorkspaceStore>;
const reveal = vi.fn();

beforeEach(async () => {
  reveal.mockReset();
  bridge = new TestBridge()
    .on("tasks.await", () => ({ awaiter: 9 }))
    .on("tasks.cancel", () => ({ accepted: true }));
  const { pinia, stream } = await createConnectedStores(bridge);
  workspace = useWorkspaceStore(pinia);
  bridge.emit(new Script().frame({ type: "snapshot" }));
  view = mount(TaskList, {
    attachTo: document.body,
    global: {
      plugins: [pinia],
      provide: {
        [HOST as symbol]: { bridge, stream },
        [ROW_SCROLL as symbol]: {
          top: shallowRef(0),
          height: shallowRef(300),
          hovered: shallowRef(null),
          scrollBy: () => {},
          reveal,
        },
      },
    },
  });
});
afterEach(() => view.unmount());

async function follow(script: Script) {
  bridge.emit(script.frame());
  await drawn();
}

const rowOf = (task: number) => view.get(`[data-task="${task}"]`);
const cells = (task: number) =>
  rowOf(task)
    .findAll("[role]")
    .map((cell) => cell.text());
const press = (key: string) => view.get("[role=treegrid]").trigger("keydown", { key });
const commands = () => bridge.calls.filter(({ name }) => name.startsWith("tasks."));

it("shows each task's state in words, done() and cancelled(), and what it gave", async () => {
  await follow(
    new Script()
      .created(1, "main")
      .started(1)
      .sleeps(1, 2)
      .created(2, "a", 1)
      .started(2)
      .done(2, Outcome.RESULT, '"data"')
      .created(3, "b", 1)
      .cancelRequested(3)
      .done(3, Outcome.CANCELLED),
  );
  expect(cells(1).slice(0, 4)).toEqual(["main", "pending: waiting for sleep(2)", "false", "false"]);
  expect(cells(2).slice(0, 4)).toEqual(["a", "done: result", "true", "false"]);
  expect(cells(2)[7]).toBe('"data"');
  expect(cells(3).slice(0, 4)).toEqual(["b", "cancelled", "true", "true"]);
  expect(cells(3)[7]).toBe("CancelledError");
  expect(rowOf(2).attributes("aria-level")).toBe("2");
});

it("awaits and cancels the task of the row whose button is pressed", async () => {
  await follow(new Script().created(1, "main").created(2, "a", 1));
  await view.get('[aria-label="Await a"]').trigger("click");
  await view.get('[aria-label="Cancel a"]').trigger("click");
  expect(commands()).toEqual([
    { name: "tasks.await", input: { session: "playground", task: 2 } },
    { name: "tasks.cancel", input: { session: "playground", task: 2 } },
  ]);
});

it("says in the row what awaiting gave", async () => {
  await follow(new Script().created(1, "a"));
  await view.get('[aria-label="Await a"]').trigger("click");
  await follow(new Script(1).done(1, Outcome.ERROR, "Error: no such post"));
  expect(cells(1)[7]).toBe("await gave Error: no such post");
});

it("is worked by keys: arrows choose, A awaits, C and Delete cancel, Enter inspects", async () => {
  await follow(new Script().created(1, "main").created(2, "a", 1).created(3, "b", 1));
  await press("ArrowDown");
  await press("ArrowDown");
  expect(workspace.selected).toBe(2);
  expect(reveal).toHaveBeenLastCalledWith(1);
  expect(view.get("[role=treegrid]").attributes("aria-activedescendant")).toBe("task-row-2");
  await press("a");
  await press("C");
  await press("End");
  await press("Delete");
  expect(commands().map(({ name, input }) => [name, (input as { task: number }).task])).toEqual([
    ["tasks.await", 2],
    ["tasks.cancel", 2],
    ["tasks.cancel", 3],
  ]);
  await press("Enter");
  expect(view.emitted("inspect")).toHaveLength(1);
});

it("collapses and expands a task with children, by its button and by Left and Right", async () => {
  await follow(new Script().created(1, "main").created(2, "a", 1).created(3, "a's child", 2));
  expect(rowOf(1).attributes("aria-expanded")).toBe("true");
  expect(rowOf(3).attributes("aria-expanded")).toBeUndefined();
  await view.get('[aria-label="Collapse main"]').trigger("click");
  expect(view.findAll("[data-task]")).toHaveLength(1);
  expect(rowOf(1).attributes("aria-expanded")).toBe("false");
  expect(rowOf(1).text()).toContain("+2");
  await press("ArrowDown");
  await press("ArrowRight");
  expect(view.findAll("[data-task]")).toHaveLength(3);
  await press("End");
  await press("ArrowLeft");
  expect(workspace.selected).toBe(2);
  await press("ArrowLeft");
  expect(view.findAll("[data-task]")).toHaveLength(2);
});

it("holds only the rows in sight, and the chosen one, of a hundred thousand tasks", async () => {
  const script = new Script();
  for (let task = 1; task <= 100_000; task += 1) script.created(task, `t-${task}`);
  await follow(script);
  expect(view.get("[role=treegrid]").attributes("aria-rowcount")).toBe("100001");
  expect(view.findAll("[data-task]").length).toBeLessThan(40);
  await press("End");
  expect(rowOf(100_000).attributes("aria-selected")).toBe("true");
  expect(rowOf(100_000).attributes("aria-rowindex")).toBe("100001");
});

it("offers nothing to be done with the tasks of a recording, and says why", async () => {
  workspace.show({ kind: "recording" });
  await settled();
  bridge.emit(new Script().frame({ session: "recording", type: "snapshot" }));
  bridge.emit(new Script().created(1, "main").started(1).frame({ session: "recording" }));
  await drawn();
  for (const button of rowOf(1).findAll(".actions button")) {
    expect(button.attributes("disabled")).toBe("");
    expect(button.attributes("title")).toContain("This is a recording");
  }
  workspace.select(1);
  await press("a");
  await press("c");
  expect(commands()).toEqual([]);
  expect(rowOf(1).text()).toContain("This is a recording");
});
