import {
  Barrier,
  BoundedSemaphore,
  Condition,
  ContextVar,
  currentTask,
  Event,
  ExceptionGroup,
  Future,
  LifoQueue,
  Lock,
  PriorityQueue,
  Queue,
  Semaphore,
  Task,
  TimeoutError,
} from "../../index";
import type { Context, EventLoop, Handle, TaskGroup, Timeout, Token } from "../../index";
import type { Holdable, QueueName, Slot, Target } from "../program";

export type DoneCallback = (future: Future<unknown>) => void;

/** What a coroutine of the program has for itself: its creator and its context token. */
export interface Frame {
  readonly parent: Task<unknown> | null;
  token: Token<number> | null;
}

export function newFrame(parent: Task<unknown> | null): Frame {
  return { parent, token: null };
}

const DEFAULT_NAME = /^Task-(\d+)$/;

/** What Python names differently because its errors form another tree. */
const ERROR_NAMES: Readonly<Record<string, string>> = {
  RangeError: "ValueError",
  ReferenceError: "LookupError",
};

/** What is said when objects go: in CPython whenever the collector comes by, here when the run ends. */
const FAREWELL = /was never retrieved|was destroyed/;

const NEVER_AWAITED = /was never awaited$/;

/** Where a message here says more, or names what is called otherwise; see CONFORMANCE.md. */
function inPythonsWords(message: string): string {
  return message.replace(/^(invalid state|Task cannot await on itself): <.*>$/s, "$1");
}

/** One run of one program: its slots, its primitives and its trace. */
export class World {
  readonly trace: string[] = [];
  readonly diagnostics: string[] = [];
  readonly tasks: Task<unknown>[] = [];
  readonly names = new Map<Future<unknown>, string>();
  readonly slots = new Map<Slot, Future<unknown>>();
  readonly groups = new Map<number, TaskGroup>();
  readonly scopes = new Map<number, Timeout>();
  readonly handles = new Map<number, Handle>();
  readonly callbacks = new Map<Future<unknown>, DoneCallback>();
  readonly variable = new ContextVar("variable", 0);
  readonly event = new Event();
  readonly barrier = new Barrier(2);
  readonly condition = new Condition();
  readonly holdables: Readonly<Record<Holdable, Lock | Semaphore | Condition>> = {
    lock0: new Lock(),
    lock1: new Lock(),
    semaphore1: new Semaphore(1),
    semaphore2: new Semaphore(2),
    bounded: new BoundedSemaphore(1),
    condition: this.condition,
  };
  readonly queues: Readonly<Record<QueueName, Queue<number>>> = {
    queue1: new Queue<number>(1),
    queue: new Queue<number>(),
    priority: new PriorityQueue<number>(2),
    lifo: new LifoQueue<number>(2),
  };
  readonly loop: EventLoop;
  /** Whether the program's coroutines are made by `coroutine`. */
  readonly ownStacks: boolean;
  context: Context | null = null;
  main: Task<unknown> | null = null;
  #firstNumber = 1;

  constructor(loop: EventLoop, ownStacks: boolean) {
    this.loop = loop;
    this.ownStacks = ownStacks;
    loop.setExceptionHandler((_loop, details) => {
      const { message, exception } = details;
      // Here a generator that nobody started cannot be told from one that is still wanted.
      if (NEVER_AWAITED.test(message)) return;
      const subject = details.task ?? details.future;
      const said = message
        .replace(/^(Exception in callback) .*$/s, "$1")
        .replace("during run() shutdown", "during asyncio.run() shutdown")
        .replace(/^\w+Error(?= exception in shielded)/, (name) => ERROR_NAMES[name] ?? name);
      const entry = [said, this.describe(exception)];
      if (subject !== undefined) entry.push(this.label(subject));
      if (FAREWELL.test(message)) this.diagnostics.push(JSON.stringify(entry));
      else this.record(0, "exception handler", ...entry);
    });
  }

  /** The first task of the program: default names are counted from its own. */
  begin(main: Task<unknown>): void {
    this.main = main;
    this.#firstNumber = Number(DEFAULT_NAME.exec(main.getName())?.[1]);
  }

  record(n: number, what: string, ...details: unknown[]): void {
    const task = currentTask(this.loop);
    const who = task === null ? "-" : this.label(task);
    this.trace.push(JSON.stringify([this.loop.time(), who, n, what, ...details]));
  }

  recordStep(task: Task<unknown>, what: string): void {
    this.trace.push(JSON.stringify([this.loop.time(), this.label(task), 0, what]));
  }

  /** Does something that may be refused, and records its result or its error. */
  attempt(n: number, what: string, action: () => unknown): void {
    let result: unknown;
    try {
      result = action();
    } catch (error) {
      this.record(n, what, this.describe(error));
      return;
    }
    this.record(n, what, this.show(result));
  }

  label(future: Future<unknown>): string {
    if (!(future instanceof Task)) return this.names.get(future) ?? "a future";
    const name = future.getName();
    const number = DEFAULT_NAME.exec(name)?.[1];
    return number === undefined ? name : `Task-${Number(number) - this.#firstNumber + 1}`;
  }

  show(value: unknown): unknown {
    if (value === undefined) return null;
    if (value instanceof Future) return this.label(value);
    if (value instanceof Error) return this.describe(value);
    if (Array.isArray(value)) return value.map((item) => this.show(item));
    return value;
  }

  describe(error: unknown): unknown {
    if (error === undefined || error === null) return null;
    if (!(error instanceof Error)) return ["not an error", String(error)];
    const name = ERROR_NAMES[error.name] ?? error.name;
    if (error instanceof ExceptionGroup) {
      return [name, error.message, ...error.exceptions.map((inner) => this.describe(inner))];
    }
    if (error instanceof TimeoutError && error.cause !== undefined) {
      return [name, error.message, this.describe(error.cause)];
    }
    return [name, inPythonsWords(error.message)];
  }

  target(frame: Frame, target: Target): Future<unknown> | null {
    if (target === "self") return currentTask(this.loop);
    if (target === "parent") return frame.parent;
    if (target === "main") return this.main;
    return this.slots.get(target) ?? null;
  }

  targetTask(frame: Frame, target: Target): Task<unknown> | null {
    const found = this.target(frame, target);
    return found instanceof Task ? found : null;
  }

  /** A future that was made by hand: the only kind whose result may be set. */
  plainFuture(slot: Slot): Future<unknown> | null {
    const found = this.slots.get(slot);
    return found === undefined || found instanceof Task ? null : found;
  }
}
