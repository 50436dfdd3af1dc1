import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { FromWorker, ToWorker } from "./messages";
import type { typeScriptTools } from "./typescript-tools";

/** A worker in the test's hands. */
class TestWorker extends EventTarget {
  static all: TestWorker[] = [];
  readonly heard: ToWorker[] = [];
  isEnded = false;

  constructor() {
    super();
    TestWorker.all.push(this);
  }

  postMessage(message: ToWorker): void {
    this.heard.push(structuredClone(message));
  }

  terminate(): void {
    this.isEnded = true;
  }

  /** Answers the last question. */
  answer(reply: { answer: unknown } | { error: string }): void {
    const question = this.heard.findLast(({ type }) => type === "question");
    const id = question?.type === "question" ? question.id : 0;
    this.dispatchEvent(new MessageEvent("message", { data: { id, ...reply } as FromWorker }));
  }
}

let tools: typeof typeScriptTools;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal("Worker", TestWorker);
  vi.resetModules();
  TestWorker.all = [];
  tools = (await import("./typescript-tools")).typeScriptTools;
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("asks one worker for all editors, each with a source of its own", () => {
  const one = tools();
  const other = tools();
  void one.check("1");
  void other.check("2");
  const [worker, ...more] = TestWorker.all;
  expect(more).toEqual([]);
  const files = worker!.heard.map(
    (message) => message.type === "question" && message.question.file,
  );
  expect(new Set(files).size).toBe(2);
});

it("makes suggestions of answers, and nothing of a question that failed", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const editor = tools();
  const context = new CompletionContext(EditorState.create({ doc: "cre" }), 3, false);
  const found = editor.complete(context);
  const suggestions = [{ name: "createTask", type: "function", boost: 20 }];
  TestWorker.all[0]!.answer({ answer: { from: 0, suggestions } });
  expect(await found).toMatchObject({ from: 0, options: [{ label: "createTask", boost: 20 }] });
  const problems = editor.check("cre");
  TestWorker.all[0]!.answer({ error: "no" });
  expect(await problems).toEqual([]);
  expect(warn).toHaveBeenCalledOnce();
});

it("lets the worker go some time after the last editor, and starts another one later", () => {
  const one = tools();
  one.close();
  vi.advanceTimersByTime(60_000);
  const two = tools();
  vi.advanceTimersByTime(600_000);
  expect(TestWorker.all.map(({ isEnded }) => isEnded)).toEqual([false]);
  two.close();
  vi.advanceTimersByTime(600_000);
  expect(TestWorker.all.map(({ isEnded }) => isEnded)).toEqual([true]);
  tools();
  expect(TestWorker.all).toHaveLength(2);
});
