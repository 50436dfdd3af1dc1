import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { createRing } from "../event-ring";
import { isolationArguments } from "../isolation";
import { RING_BYTES } from "../limits";
import type { ProgramLimits } from "../limits";
import { CONTROL_BYTES, ControlWord } from "../protocol";
import type { FromRunner, Language, RunnerData, ToRunner } from "../protocol";

interface ThreadEvents {
  onMessage(message: FromRunner): void;
  /** It ended without having been asked to. */
  onGone(error: Error | null): void;
}

/** The number that this signal of CPython's has in WebAssembly. */
const SIGINT = 2;

/** CPython's stack is JavaScript's: deep recursion must meet Python's own limit before V8's. */
const PYTHON_STACK_MB = 16;

/**
 * Where Node can look into a thread's heap, the supervisor ends a program that is past its limit; V8's
 * own limit is this many times higher, for the newer versions of V8 that meet it take the whole
 * process along. On older ones V8 ends the thread.
 */
const HEADROOM = 3;
const CAN_LOOK_INTO_HEAPS = "getHeapStatistics" in Worker.prototype;

/** A thread that runs programs of one language, and the memory that it shares with this one. */
export class RunnerThread {
  readonly language: Language;
  readonly ring: SharedArrayBuffer;
  /** How much its heap may hold, in megabytes. */
  readonly heapMb: number;
  readonly pythonMb: number;
  /** Whether a program may run in it: CPython is loaded. */
  isLoaded = false;
  readonly #control: Int32Array;
  readonly #worker: Worker;
  #pings = 0;
  #isEnding = false;

  constructor(language: Language, limits: ProgramLimits, events: ThreadEvents) {
    this.language = language;
    this.heapMb = limits.heapMb;
    this.pythonMb = limits.pythonMb;
    this.ring = createRing(RING_BYTES);
    const control = new SharedArrayBuffer(CONTROL_BYTES);
    this.#control = new Int32Array(control);
    const folder = fileURLToPath(new URL(".", import.meta.url));
    const workerData: RunnerData = {
      ring: this.ring,
      control,
      pythonMb: limits.pythonMb,
      pyodide: join(folder, "pyodide"),
    };
    const entry = new URL(`./${language}-runner.mjs`, import.meta.url);
    const execArgv = isolationArguments(folder);
    const resourceLimits = {
      maxOldGenerationSizeMb: limits.heapMb * (CAN_LOOK_INTO_HEAPS ? HEADROOM : 1),
      ...(language === "python" ? { stackSizeMb: PYTHON_STACK_MB } : {}),
    };
    this.#worker = new Worker(entry, { workerData, resourceLimits, execArgv });
    this.#worker.on("message", (message: FromRunner) => {
      if (message.type === "loaded") this.isLoaded = true;
      events.onMessage(message);
    });
    let failure: Error | null = null;
    this.#worker.on("error", (error) => (failure = error));
    this.#worker.on("exit", () => {
      if (!this.#isEnding) events.onGone(failure);
    });
  }

  send(message: ToRunner): void {
    this.#worker.postMessage(message);
    this.#wake();
  }

  /** Asks whether it yields. `hasAnswered` says so once it does. */
  ping(): void {
    this.#pings += 1;
    Atomics.store(this.#control, ControlWord.PING, this.#pings);
    // CPython looks at the shared word; the TypeScript thread needs a message to have a turn.
    if (this.language === "typescript") this.send({ type: "ping" });
    else this.#wake();
  }

  hasAnswered(): boolean {
    return Atomics.load(this.#control, ControlWord.PONG) === this.#pings;
  }

  /**
   * Resolves as soon as the thread can be interrupted, with how much of its heap is in use, in bytes;
   * null where Node does not tell. Rejects if the thread ends before.
   */
  async heapUsed(): Promise<number | null> {
    if (!CAN_LOOK_INTO_HEAPS) return null;
    const { used_heap_size: used } = await this.#worker.getHeapStatistics();
    return used;
  }

  /** Interrupts CPython, as Ctrl+C does. */
  interrupt(): void {
    Atomics.store(this.#control, ControlWord.STOPPING, 1);
    this.signal(SIGINT);
  }

  /** Sends CPython a signal, which its interpreter takes between two instructions. */
  signal(number: number): void {
    Atomics.store(this.#control, ControlWord.SIGNAL, number);
    this.#wake();
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    await this.#worker.terminate();
  }

  #wake(): void {
    Atomics.add(this.#control, ControlWord.MAILBOX, 1);
    Atomics.notify(this.#control, ControlWord.MAILBOX);
  }
}
