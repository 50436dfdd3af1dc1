import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Channel, Outcome } from "../../../shared/events";
import type { CommandInput } from "../../../shared/contract";
import { NO_MARKS } from "../../../shared/lesson";
import type { Cell, CellMarks, Lesson, LessonProgress } from "../../../shared/lesson";
import { REAL_TIME } from "../../../shared/session-time";
import { Script } from "../../testing/script";
import { createConnectedStores, drawn, mountView, settled } from "../../testing/mount";
import { TestBridge } from "../../testing/test-bridge";
import { useWorkspaceStore } from "../../stores/workspace";
import LessonPane from "./LessonPane.vue";

const text = (words: string) => [{ kind: "text", text: words } as const];

const CELL: Cell = {
  id: "greet",
  title: "A greeting",
  sources: { python: "print('hello')", typescript: "print('hello');" },
  output: ["hello", "world"],
  seconds: 0,
  predict: { kind: "order" },
  question: null,
  beside: null,
};

const QUESTION: Cell = {
  ...CELL,
  id: "asked",
  title: "A question",
  predict: null,
  question: {
    ask: text("Which line comes first?"),
    options: [
      { text: text("The world"), claim: { first: "world" }, why: text("It does not.") },
      { text: text("The greeting"), claim: { first: "hello" }, why: text("It does.") },
    ],
  },
};

const LESSON: Lesson = {
  id: "1-1-first",
  title: "A first lesson",
  course: "Greetings",
  summary: "About greetings.",
  minutes: 5,
  origin: "lab",
  cells: [
    { id: "greet", isQuestion: false },
    { id: "asked", isQuestion: true },
  ],
  blocks: [
    { kind: "paragraph", of: [{ kind: "text", text: "<b>What</b> is printed?" }] },
    {
      kind: "paragraph",
      of: [{ kind: "code", text: { python: "create_task", typescript: "createTask" } }],
    },
    { kind: "cell", cell: CELL },
    { kind: "cell", cell: QUESTION },
  ],
};

/** A lab that keeps the progress, as the real one does. */
function labWithLessons() {
  const bridge = new TestBridge();
  let progress: LessonProgress = { language: "python", lessons: {} };
  const { blocks: _, ...entry } = LESSON;
  const change = (cell: string, marks: (now: CellMarks) => CellMarks) => {
    const cells = progress.lessons[LESSON.id] ?? {};
    const next = marks(cells[cell] ?? NO_MARKS);
    progress = { ...progress, lessons: { [LESSON.id]: { ...cells, [cell]: next } } };
    bridge.emit({ type: "lessons" });
  };
  const marked = ({ cell, mark }: CommandInput<"lessons.mark">): Record<never, never> => {
    change(cell, (now) => {
      if (mark.kind === "ran") return { ...now, ran: [mark.language] };
      if (mark.kind === "predicted") return { ...now, predicted: mark.isRight };
      if (mark.kind === "answered") {
        return { ...now, answer: { option: mark.option, isRight: mark.isRight } };
      }
      return { ...now, drafts: mark.text === null ? {} : { [mark.language]: mark.text } };
    });
    return {};
  };
  bridge
    .on("lessons.list", () => ({ lessons: [entry], problems: [], progress, folder: "/own" }))
    .on("lessons.read", () => ({ lesson: LESSON }))
    .on("lessons.mark", marked)
    .on("lessons.setLanguage", ({ language }) => {
      progress = { ...progress, language };
      return {};
    })
    .on("programs.runSource", () => ({ epoch: 7 }));
  return { bridge, progress: () => progress };
}

/** The run of epoch 7, as the lab tells of it. */
function runs(bridge: TestBridge, ...lines: string[]): void {
  const script = new Script().at(0).created(1, "Task-1", 0, "main()").ready(1).started(1);
  for (const line of lines) script.printed(1, Channel.OUTPUT, line);
  script.done(1, Outcome.RESULT, "None");
  const frame = script.frame({ session: "program", epoch: 7 });
  bridge.emit({ ...new Script().frame({ session: "program" }), type: "snapshot", epoch: 7 });
  bridge.emit(frame);
  bridge.emit({
    type: "session",
    status: {
      id: "program",
      epoch: 7,
      phase: "ended",
      program: null,
      source: { language: "python", file: "greet.py", title: "A greeting" },
      end: { outcome: "finished", sentence: "", exitCode: 0 },
      blocking: null,
      coroutines: [],
      awaiting: null,
      time: REAL_TIME,
      recording: null,
    },
  });
}

let lab: ReturnType<typeof labWithLessons>;
let view: ReturnType<typeof mountView>;

beforeEach(async () => {
  lab = labWithLessons();
  const stores = await createConnectedStores(lab.bridge);
  useWorkspaceStore(stores.pinia).show({ kind: "lesson", lesson: LESSON.id });
  view = mountView(LessonPane, stores, lab.bridge, { lesson: LESSON.id });
  await settled();
});
afterEach(() => view.unmount());

const button = (name: string) => {
  const found = view
    .findAll<HTMLButtonElement>("button")
    .find((one) => one.attributes("aria-label") === name || one.text() === name);
  if (found === undefined) throw new Error(`There is no button "${name}".`);
  return found;
};
const cell = (title: string) => view.get(`section[aria-label="Program: ${title}"]`);

describe("a lesson's page", () => {
  it("shows what its file says as text, in the language that was chosen", async () => {
    expect(view.get(".lesson-text").text()).toContain("<b>What</b> is printed?");
    expect(view.find(".lesson-text b").exists()).toBe(false);
    expect(view.get(".inline-code").text()).toBe("create_task");
    await button("TypeScript").trigger("click");
    expect(view.get(".inline-code").text()).toBe("createTask");
    expect(lab.progress().language).toBe("typescript");
    expect(view.text()).toContain("0 of 2 programs done");
  });

  it("runs a cell, lays what came over the prediction, and keeps that", async () => {
    const lines = () =>
      cell("A greeting")
        .findAll(".lines .text")
        .map((line) => line.text());
    expect(lines()).toEqual(["world", "hello"]);
    await button("Run and compare").trigger("click");
    expect(lab.bridge.calls.at(-1)).toMatchObject({
      name: "programs.runSource",
      input: { source: "print('hello')", language: "python", file: "greet.py" },
    });
    runs(lab.bridge, "hello", "world");
    await drawn();
    const { text: told } = { text: cell("A greeting").text() };
    expect(told).toContain("0 of 2 lines stand where they came.");
    expect(told).toContain("you expected “world”, and “hello” came");
    expect(told).toContain("Ended after");
    expect(lab.progress().lessons[LESSON.id]?.["greet"]).toMatchObject({
      ran: ["python"],
      predicted: false,
    });
    expect(view.text()).toContain("1 of 2 programs done");

    await button("Predict again").trigger("click");
    await button("Move up: hello").trigger("click");
    await button("Run and compare").trigger("click");
    runs(lab.bridge, "hello", "world");
    await drawn();
    expect(cell("A greeting").text()).toContain("All 2 lines came as you said.");
  });

  it("explains a run", async () => {
    await button("Run A greeting").trigger("click");
    runs(lab.bridge, "hello", "world");
    await drawn();
    await button("Explain this run").trigger("click");
    expect(cell("A greeting").text()).toContain("main is the first to run.");
    expect(cell("A greeting").text()).toContain("Hide the explanation");
  });

  it("grades a question by what the run left, and gives every answer its reason", async () => {
    const [world] = cell("A question").findAll<HTMLInputElement>("input");
    expect(button("Run and grade").element.disabled).toBe(true);
    await world!.setValue(true);
    await button("Run and grade").trigger("click");
    runs(lab.bridge, "hello", "world");
    await drawn();
    const told = cell("A question").text();
    expect(told).toContain("It does not.");
    expect(told).toContain("It does.");
    const signs = cell("A question").findAll("label [role='img']");
    expect(signs.map((sign) => sign.attributes("aria-label"))).toEqual(["wrong", "right"]);
    expect(lab.progress().lessons[LESSON.id]?.["asked"]?.answer).toEqual({
      option: 0,
      isRight: false,
    });
  });

  it("has Run stand for the cell that was used last", async () => {
    const { useCellRunsStore } = await import("../../stores/cell-runs");
    const runsOfCells = useCellRunsStore();
    expect(runsOfCells.current?.title).toBe("A greeting");
    await cell("A question").trigger("focusin");
    expect(runsOfCells.current?.title).toBe("A question");
  });

  it("lets commands explain the cell that was used last", async () => {
    const { useCellRunsStore } = await import("../../stores/cell-runs");
    const cells = useCellRunsStore();
    await button("Run A greeting").trigger("click");
    expect(cells.current?.hasRun()).toBe(false);
    runs(lab.bridge, "hello", "world");
    await drawn();
    expect(cells.current?.hasRun()).toBe(true);
    cells.current?.explain();
    await settled();
    expect(document.activeElement?.textContent).toContain("Hide the explanation");
  });
});
