import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Arrival, LinkTarget } from "../../shared/arrivals";
import type { LessonEntry } from "../../shared/lesson";
import type { LibraryEntry, OpenedRecording } from "../../shared/library";
import { LINK_PROBLEMS } from "../../shared/links/app-link";
import { WHOLE_VIEW } from "../../shared/recording/view";
import { LabError } from "../../shared/result";
import { createConnectedStores } from "../testing/mount";
import { TestBridge } from "../testing/test-bridge";
import { useArrivalsStore } from "./arrivals";
import { useNoticesStore } from "./notices";
import { useViewStateStore } from "./view-state";
import { useWorkspaceStore } from "./workspace";

const ENTRY = { id: "demo", name: "demo", kind: "saved", problem: null } as LibraryEntry;
const LESSON = {
  id: "first",
  title: "The first one",
  course: "c",
  cells: [],
} as never as LessonEntry;
const EXAMPLE = {
  document: "example:both.py",
  name: "both.py",
  language: "python",
  title: "Both",
} as const;
const FILE = { file: 3, name: "run.tasklab", path: "/home/ada/run.tasklab" };
const OPENED = { name: "run", entry: null, info: {}, remarks: [] } as never as OpenedRecording;
const VIEW = { ...WHOLE_VIEW, task: 2, at: { time: 0.7, seq: 41 } };

let bridge: TestBridge;
let waiting: Arrival[];
let arrivals: ReturnType<typeof useArrivalsStore>;
let notices: ReturnType<typeof useNoticesStore>;
let workspace: ReturnType<typeof useWorkspaceStore>;
let viewState: ReturnType<typeof useViewStateStore>;

beforeEach(async () => {
  waiting = [];
  bridge = new TestBridge();
  bridge.on("arrivals.take", () => ({ arrival: waiting.shift() ?? null }));
  bridge.on("recordings.list", () => ({ recordings: [ENTRY], others: 0 }));
  bridge.on("recordings.open", () => ({ opened: OPENED }));
  bridge.on("recordings.openGiven", () => ({ opened: OPENED }));
  bridge.on("lessons.list", () => ({
    lessons: [LESSON],
    problems: [],
    progress: { language: "python", lessons: {} },
    folder: "",
  }));
  bridge.on("sources.list", () => ({ examples: [EXAMPLE], sources: [], drafts: [], others: 0 }));
  bridge.on("sources.open", ({ document }) => {
    const { name, language } = EXAMPLE;
    return { document, name, language, place: null, text: "x", version: "1", draft: null };
  });
  const { pinia } = await createConnectedStores(bridge);
  arrivals = useArrivalsStore(pinia);
  notices = useNoticesStore(pinia);
  workspace = useWorkspaceStore(pinia);
  viewState = useViewStateStore(pinia);
});

const link = (opens: LinkTarget): Arrival => ({ kind: "link", text: "tasklab://x", opens });
const LESSON_LINK = link({ kind: "lesson", lesson: "first" });
const opened = () => bridge.calls.filter(({ name }) => /open/i.test(name)).map(({ name }) => name);
const said = () => notices.notices.map(({ text }) => text);

describe("a file", () => {
  it("is opened without a question", async () => {
    waiting.push({ kind: "file", file: FILE });
    await arrivals.take();
    expect(bridge.calls.at(-2)).toMatchObject({ name: "recordings.openGiven", input: { file: 3 } });
    expect(workspace.view).toEqual({ kind: "recording" });
    expect(arrivals.question).toBeNull();
  });

  it("that cannot be opened leaves what was in view, and says why", async () => {
    bridge.on("recordings.openGiven", () => {
      throw new LabError("bad-input", "This is not a Tasklab recording.");
    });
    waiting.push({ kind: "file", file: FILE });
    await arrivals.take();
    expect(said()).toEqual(["This is not a Tasklab recording."]);
    expect(workspace.view).toEqual({ kind: "playground" });
  });
});

describe("a link", () => {
  it.each<[LinkTarget, string, number | null]>([
    [{ kind: "lesson", lesson: "first" }, "the lesson “The first one”", null],
    [{ kind: "example", example: "both.py" }, "the example “Both”, in the editor", null],
    [
      { kind: "recording", recording: "demo", view: VIEW },
      "the recording “demo” of this library",
      0.7,
    ],
    [
      { kind: "file", file: FILE, view: WHOLE_VIEW },
      "the recording in the file /home/ada/run.tasklab",
      null,
    ],
  ])("to %o is asked about, and nothing of it is done on a no", async (target, opens, at) => {
    waiting.push(link(target));
    await arrivals.take();
    expect(arrivals.question).toMatchObject({ text: "tasklab://x", opens, at });
    await arrivals.answer(false);
    expect(arrivals.question).toBeNull();
    expect(opened()).toEqual([]);
    expect(workspace.view).toEqual({ kind: "playground" });
  });

  it("opens what it names on a yes", async () => {
    waiting.push(LESSON_LINK);
    await arrivals.take();
    await arrivals.answer(true);
    expect(workspace.view).toEqual({ kind: "lesson", lesson: "first" });

    waiting.push(link({ kind: "example", example: "both.py" }));
    await arrivals.take();
    await arrivals.answer(true);
    expect(workspace.view).toEqual({ kind: "code", document: "example:both.py" });

    waiting.push(link({ kind: "recording", recording: "demo", view: VIEW }));
    await arrivals.take();
    await arrivals.answer(true);
    expect(workspace.view).toEqual({ kind: "recording" });
    expect(viewState.pending).toEqual(VIEW);

    waiting.push(link({ kind: "file", file: FILE, view: VIEW }));
    await arrivals.take();
    await arrivals.answer(true);
    expect(opened()).toEqual(["sources.open", "recordings.open", "recordings.openGiven"]);
  });

  it("to what is not here is no question", async () => {
    waiting.push(
      link({ kind: "lesson", lesson: "gone" }),
      link({ kind: "example", example: "gone.py" }),
      link({ kind: "recording", recording: "gone", view: VIEW }),
    );
    await arrivals.take();
    expect(arrivals.question).toBeNull();
    expect(said().join()).toMatch(/lesson.*“gone”.*example.*“gone.py”.*recording “gone”/s);
  });

  it.each(LINK_PROBLEMS)("that is not right (%s) says so in a sentence", async (problem) => {
    waiting.push({ kind: "wrong-link", problem });
    await arrivals.take();
    expect(said()).toEqual([expect.stringMatching(/^This .*link.*\.$/)]);
  });
});

it("lets what comes meanwhile wait until a question is answered", async () => {
  waiting.push(LESSON_LINK, { kind: "file", file: FILE });
  await arrivals.take();
  await arrivals.take();
  expect(waiting).toHaveLength(1);
  expect(opened()).toEqual([]);
  await arrivals.answer(false);
  await vi.waitFor(() => expect(opened()).toEqual(["recordings.openGiven"]));
});

it("takes each thing once, however often it is told that something came", async () => {
  waiting.push(LESSON_LINK, link({ kind: "example", example: "both.py" }));
  await Promise.all([arrivals.take(), arrivals.take()]);
  expect(waiting).toHaveLength(1);
});

it("takes what comes while the lab's last answer is still on its way", async () => {
  let answer = () => undefined as void;
  bridge.on("arrivals.take", async () => {
    const arrival = waiting.shift() ?? null;
    await new Promise<void>((resolve) => (answer = resolve));
    return { arrival };
  });
  const taking = arrivals.take();
  waiting.push(LESSON_LINK);
  void arrivals.take();
  answer();
  await vi.waitFor(() => expect(waiting).toHaveLength(0));
  answer();
  await taking;
  expect(arrivals.question).not.toBeNull();
});

it("takes nothing more from a lab that is gone", async () => {
  bridge.on("arrivals.take", () => {
    throw new LabError("disconnected", "The lab is gone.");
  });
  await arrivals.take();
  expect(said()).toEqual([]);
});
