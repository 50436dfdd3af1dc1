import { afterEach, beforeEach, expect, it } from "vitest";
import type { ProgramEnd } from "../../../shared/own-program";
import type { SessionStatus } from "../../../shared/session";
import { Channel } from "../../../shared/events";
import { LabError } from "../../../shared/result";
import { createConnectedStores, drawn, mountView, settled } from "../../testing/mount";
import { Script } from "../../testing/script";
import { TestBridge, testDescription } from "../../testing/test-bridge";
import { useCodeStore } from "../../stores/code";
import { useWorkspaceStore } from "../../stores/workspace";
import CodePane from "./CodePane.vue";

const DOCUMENT = "library:both.py";
const TRACEBACK =
  'Traceback\n  File "both.py", line 2, in main\n    1 / 0\nZeroDivisionError: division by zero';

let bridge: TestBridge;

beforeEach(() => {
  bridge = new TestBridge()
    .on("sources.open", ({ document }) => ({
      document,
      name: "both.py",
      language: "python",
      place: null,
      text: "import asyncio\n1 / 0\n",
      version: "v1",
      draft: null,
    }))
    .on("sources.look", () => ({ version: "v1" }))
    .on("sources.keepDraft", () => ({}))
    .on("sources.dropDraft", () => ({}))
    .on("programs.source", () => ({ source: "import asyncio\n1 / 0\n" }))
    .on("programs.check", () => ({ problems: [] }));
});
afterEach(() => {
  document.body.innerHTML = "";
});

async function open() {
  const stores = await createConnectedStores(bridge);
  useWorkspaceStore(stores.pinia).show({ kind: "code", document: DOCUMENT });
  const pane = mountView(CodePane, stores, bridge, { document: DOCUMENT });
  await settled();
  return { pane, code: useCodeStore(stores.pinia) };
}

/** What the lab says of a run of the program. */
function ran(epoch: number, more: Partial<SessionStatus>): void {
  const status: SessionStatus = {
    ...testDescription().sessions.program,
    epoch,
    phase: "running",
    source: { language: "python", file: "both.py", title: "both.py" },
    ...more,
  };
  bridge.emit({ type: "session", status });
}

const ended: ProgramEnd = { outcome: "failed", sentence: "ZeroDivisionError", exitCode: 1 };

it("shows the program, and what of it is unsaved", async () => {
  const { pane, code } = await open();
  expect(pane.find("h2").text()).toBe("both.py");
  const save = pane.findAll("button").find((button) => button.text() === "Save")!;
  expect(save.attributes("disabled")).toBeDefined();
  code.type("print(1)\n");
  await settled();
  expect(pane.text()).toContain("unsaved");
  expect(save.attributes("disabled")).toBeUndefined();
});

it("does not take a program for saved before the lab has said so", async () => {
  const { pane, code } = await open();
  const save = pane.findAll("button").find((button) => button.text() === "Save")!;
  let finish = (): void => undefined;
  bridge.on("sources.save", async () => {
    await new Promise<void>((resolve) => (finish = resolve));
    return { version: "v2" };
  });
  code.type("print(1)\n");
  await settled();
  await save.trigger("click");
  await settled();
  expect(pane.text()).toContain("saving…");
  expect(save.attributes("disabled")).toBeUndefined();
  finish();
  await settled();
  expect(save.attributes("disabled")).toBeDefined();
});

it("says how the run stands, and where it failed or blocks", async () => {
  const { pane } = await open();
  const run = () => pane.find('[aria-label="Run"]').text();
  expect(run()).toBe("Not run yet.");
  ran(1, {});
  await settled();
  expect(run()).toBe("Running.");
  ran(1, { blocking: { line: 2, functionName: null, since: 1 } });
  await settled();
  expect(run()).toBe("Line 2 does not yield: nothing else can run.");
  const frame = new Script().printed(0, Channel.ERROR, TRACEBACK);
  bridge.emit(frame.frame({ type: "snapshot", session: "program", epoch: 1 }));
  ran(1, { phase: "ended", end: ended });
  await drawn();
  expect(run()).toBe("Ended with an error in line 2.");
  expect(pane.find('[aria-label="Problems"]').text()).toContain(
    "Line 2: ZeroDivisionError: division by zero",
  );
});

it("takes no other program's run for this one's", async () => {
  const { pane } = await open();
  ran(1, { source: { language: "python", file: "other.py", title: "other.py" } });
  await settled();
  expect(pane.find('[aria-label="Run"]').text()).toBe("Below is the run of “other.py”.");
});

it("asks what is to be done with a file that somebody else has changed", async () => {
  const { pane, code } = await open();
  bridge.on("sources.look", () => ({ version: "v2" }));
  await code.look();
  await settled();
  expect(pane.find('[role="alert"]').text()).toContain("Another program has changed this file.");
  await code.keepMine();
  await settled();
  expect(pane.find('[role="alert"]').exists()).toBe(false);
});

it("keeps what could not be kept once the lab is there again", async () => {
  const { code } = await open();
  bridge.on("sources.keepDraft", () => {
    throw new LabError("storage", "The disk is full.");
  });
  code.type("print(1)\n");
  await code.keep();
  expect(code.keepProblem).not.toBeNull();
  bridge.on("sources.keepDraft", () => ({}));
  bridge.lose();
  bridge.open();
  await expect.poll(() => code.keepProblem).toBeNull();
});

it("says why a program cannot be opened", async () => {
  bridge.on("sources.open", () => {
    throw new LabError("bad-input", "both.py is not UTF-8.");
  });
  const { pane } = await open();
  expect(pane.find('[role="alert"]').text()).toContain("both.py is not UTF-8.");
});
