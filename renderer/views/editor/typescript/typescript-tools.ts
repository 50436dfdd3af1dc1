import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { infoElement } from "../info-element";
import type { LanguageTools } from "../language-tools";
import type { Answers, FromWorker, Question, ToWorker } from "./messages";

/** One worker for every editor of the page: what it has read of the language is read once. */
class TypeScriptWorker {
  readonly #worker = new Worker(new URL("./typescript-worker.ts", import.meta.url), {
    type: "module",
    name: "typescript",
  });
  readonly #waiting = new Map<number, (reply: FromWorker) => void>();
  #lastId = 0;

  constructor() {
    this.#worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
      this.#waiting.get(data.id)?.(data);
      this.#waiting.delete(data.id);
    });
    this.#worker.addEventListener("error", ({ message }) => {
      console.error(`The TypeScript worker failed: ${message}`);
      this.#fail(message);
    });
  }

  /** Null if the worker cannot say. */
  async ask<K extends Question["ask"]>(
    question: Question & { ask: K },
  ): Promise<Answers[K] | null> {
    const id = (this.#lastId += 1);
    const reply = await new Promise<FromWorker>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send({ type: "question", id, question });
    });
    if ("answer" in reply) return reply.answer as Answers[K];
    console.warn(`TypeScript had no answer: ${reply.error}`);
    return null;
  }

  forget(file: string): void {
    this.#send({ type: "forget", file });
  }

  end(): void {
    this.#worker.terminate();
    this.#fail("It was ended.");
  }

  #fail(error: string): void {
    for (const [id, answer] of this.#waiting) answer({ id, error });
    this.#waiting.clear();
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }
}

/** How long the worker, and the 170 MB that it takes, stays without an editor, in milliseconds: going back and forth is no reason to load it anew. */
const IDLE_MS = 120_000;

let worker: TypeScriptWorker | null = null;
let editors = 0;
let idleTimer = 0;
let lastFile = 0;

function enter(): TypeScriptWorker {
  clearTimeout(idleTimer);
  editors += 1;
  return (worker ??= new TypeScriptWorker());
}

function leave(): void {
  editors -= 1;
  if (editors > 0) return;
  idleTimer = window.setTimeout(() => {
    worker?.end();
    worker = null;
  }, IDLE_MS);
}

/** Completion, explanations and errors for one editor, by TypeScript itself. */
export function typeScriptTools(): LanguageTools {
  const typescript = enter();
  const file = `source-${(lastFile += 1)}`;

  async function complete({
    state,
    pos,
    explicit,
  }: CompletionContext): Promise<CompletionResult | null> {
    const source = state.doc.toString();
    const found = await typescript.ask({ ask: "complete", file, source, position: pos, explicit });
    if (found === null) return null;
    return {
      from: found.from,
      validFor: /^[\p{ID_Continue}$]*$/u,
      options: found.suggestions.map<Completion>(({ name, type, boost }) => ({
        label: name,
        type,
        boost,
        info: async () => {
          const facts = await typescript.ask({
            ask: "describe",
            file,
            source,
            position: pos,
            name,
          });
          return facts === null ? null : infoElement(facts);
        },
      })),
    };
  }

  return {
    complete,
    explain: (source, position) => typescript.ask({ ask: "explain", file, source, position }),
    check: async (source) => (await typescript.ask({ ask: "check", file, source })) ?? [],
    close: () => {
      typescript.forget(file);
      leave();
    },
  };
}
