import { beforeEach, describe, expect, it } from "vitest";
import { LabError } from "../../shared/result";
import { createConnectedStores } from "../testing/mount";
import { TestBridge } from "../testing/test-bridge";
import { usePaletteStore } from "./palette";
import { useWorkspaceStore } from "./workspace";

let bridge: TestBridge;
let palette: ReturnType<typeof usePaletteStore>;
let workspace: ReturnType<typeof useWorkspaceStore>;

beforeEach(async () => {
  bridge = new TestBridge()
    .on("tasks.create", ({ count }) => ({ firstTask: 2, lastTask: 1 + count }))
    .on("tasks.awaitDirectly", () => ({ queued: 0 }));
  const { pinia } = await createConnectedStores(bridge);
  palette = usePaletteStore(pinia);
  workspace = useWorkspaceStore(pinia);
});

const created = () => bridge.calls.filter(({ name }) => name === "tasks.create");

describe("creating tasks", () => {
  it("sends what stands in the form, checked and typed", async () => {
    palette.choose("fail-after");
    palette.setArgument("seconds", "0,25");
    palette.draft.name = " mine ";
    palette.draft.count = "3";
    await palette.createTasks();
    expect(created()[0]!.input).toEqual({
      session: "playground",
      coroutine: "fail-after",
      args: { seconds: 0.25, message: "no" },
      count: 3,
      name: "mine",
    });
    expect(palette.answer).toEqual({ tone: "info", text: "3 tasks scheduled." });
  });

  it("selects the first task if none is", async () => {
    await palette.createTasks();
    expect(workspace.selected).toBe(2);
    workspace.select(9);
    await palette.createTasks();
    expect(workspace.selected).toBe(9);
  });

  it("sends nothing while a field is wrong, and says what would be right", async () => {
    palette.setArgument("seconds", "soon");
    palette.draft.count = "0";
    await palette.createTasks();
    expect(created()).toEqual([]);
    expect(palette.errors).toEqual({
      "args.seconds": "A number from 0 to 60 s, please.",
      count: "A whole number from 1 to 100,000, please.",
    });
    expect(palette.argument("seconds")).toBe("soon");
  });

  it("puts the lab's refusal next to the field it is about", async () => {
    bridge.on("tasks.create", () => {
      throw new LabError("bad-input", "Too long.", "args.seconds");
    });
    await palette.createTasks();
    expect(palette.errors).toEqual({ "args.seconds": "Too long." });
    expect(palette.answer).toBeNull();
  });

  it("puts a refusal about no field next to the buttons", async () => {
    bridge.on("tasks.create", () => {
      throw new LabError("conflict", "The session is stopping.");
    });
    await palette.createTasks();
    expect(palette.answer).toEqual({ tone: "error", text: "The session is stopping." });
  });

  it("says so when it is queued", async () => {
    bridge.on("tasks.create", () => ({ queued: 2 }));
    await palette.createTasks();
    expect(palette.answer?.text).toBe("main is busy: this is action 2 in the queue.");
  });
});

it("keeps what was typed for each coroutine", () => {
  palette.setArgument("seconds", "7");
  palette.choose("fail-after");
  expect(palette.argument("seconds")).toBe("0.5");
  palette.setArgument("message", "oh");
  palette.choose("sleep");
  expect(palette.argument("seconds")).toBe("7");
  palette.choose("fail-after");
  expect(palette.argument("message")).toBe("oh");
});

it("awaits directly no more than a thousand at once", async () => {
  palette.draft.count = "1001";
  await palette.awaitDirectly();
  expect(palette.errors["count"]).toBe("A whole number from 1 to 1,000, please.");
  palette.draft.count = "2";
  await palette.awaitDirectly();
  expect(bridge.calls.at(-1)).toEqual({
    name: "tasks.awaitDirectly",
    input: { session: "playground", coroutine: "sleep", args: { seconds: 1 }, count: 2 },
  });
});

it("checks a field when it is left, and forgets its error when it is mended", () => {
  palette.setArgument("seconds", "x");
  palette.check("args.seconds");
  expect(palette.errors["args.seconds"]).toBeDefined();
  palette.setArgument("seconds", "2");
  expect(palette.errors).toEqual({});
});
