import { beforeEach, expect, it } from "vitest";
import { LabError } from "../../shared/result";
import { createConnectedStores, drawn, settled } from "../testing/mount";
import { Script } from "../testing/script";
import { TestBridge } from "../testing/test-bridge";
import { useRunsStore } from "./runs";
import { useSettingsStore } from "./settings";
import { useTasksStore } from "./tasks";
import { useWorkspaceStore } from "./workspace";

let bridge: TestBridge;
let pinia: Awaited<ReturnType<typeof createConnectedStores>>["pinia"];

beforeEach(async () => {
  bridge = new TestBridge();
  ({ pinia } = await createConnectedStores(bridge));
});

it("says in the row why a command on its task was refused", async () => {
  const tasks = useTasksStore(pinia);
  bridge.on("tasks.await", () => {
    throw new LabError("not-found", "There is no task 7.");
  });
  await tasks.awaitTask(7);
  expect(tasks.noteOf(7)).toEqual({ tone: "error", text: "There is no task 7." });
  expect(tasks.noteOf(8)).toBeNull();
});

it("says what cancel() returned when it did nothing", async () => {
  const tasks = useTasksStore(pinia);
  bridge.on("tasks.cancel", ({ task }) => ({ accepted: task === 1 }));
  await tasks.cancelTask(1);
  expect(tasks.noteOf(1)).toBeNull();
  await tasks.cancelTask(2);
  expect(tasks.noteOf(2)?.text).toBe("cancel() returned false: the task is done.");
});

it("sends a cancel's message only if there is one", async () => {
  const tasks = useTasksStore(pinia);
  bridge.on("tasks.cancel", () => ({ accepted: true }));
  await tasks.cancelTask(1, "too slow");
  await tasks.cancelTask(1);
  expect(bridge.calls.slice(-2).map(({ input }) => input)).toEqual([
    { session: "playground", task: 1, message: "too slow" },
    { session: "playground", task: 1 },
  ]);
});

it("remembers which task awaits another at the user's wish", async () => {
  const tasks = useTasksStore(pinia);
  bridge.on("tasks.await", () => ({ awaiter: 9 }));
  await tasks.awaitTask(3);
  expect(tasks.awaiterOf(3)).toBe(9);
});

it("shows a program's session when it is run", async () => {
  const workspace = useWorkspaceStore(pinia);
  bridge.on("programs.run", () => ({ epoch: 1 }));
  await useRunsStore(pinia).run("two");
  expect(workspace.view).toEqual({ kind: "program", program: "two" });
  await settled();
  expect(bridge.requests.at(-1)).toEqual({ type: "attach", session: "program", from: null });
});

it("forgets selection and notes when another run begins, wherever it was started", async () => {
  const workspace = useWorkspaceStore(pinia);
  const tasks = useTasksStore(pinia);
  bridge.on("tasks.await", () => ({ awaiter: 9 }));
  bridge.emit(new Script().frame({ type: "snapshot" }));
  await drawn();
  workspace.select(4);
  await tasks.awaitTask(4);
  bridge.emit(new Script().created(1, "main").frame());
  await drawn();
  expect(workspace.selected).toBe(4);
  bridge.emit(new Script().frame({ type: "snapshot", epoch: 1 }));
  await drawn();
  expect(workspace.selected).toBeNull();
  expect(tasks.awaiterOf(4)).toBeNull();
});

it("keeps the session in view while settings are looked at", () => {
  const workspace = useWorkspaceStore(pinia);
  workspace.show({ kind: "program", program: "two" });
  workspace.show({ kind: "settings" });
  expect(workspace.session).toBe("program");
});

it("changes one setting at a time, and keeps a refusal's reason", async () => {
  const settings = useSettingsStore(pinia);
  bridge.on("settings.update", ({ settings: { baseUrl } }) => {
    throw new LabError("bad-input", `Not an address: ${baseUrl}.`);
  });
  await settings.update("baseUrl", "nowhere");
  expect(bridge.calls.at(-1)!.input).toEqual({ settings: { baseUrl: "nowhere" } });
  expect(settings.outcomes.baseUrl).toEqual({
    kind: "refused",
    message: "Not an address: nowhere.",
  });
});
