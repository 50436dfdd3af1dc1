import { receiveMessageOnPort } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import type { PyodideAPI } from "pyodide";
import { RingWriter } from "../event-ring";
import { ControlWord } from "../protocol";
import type { CheckRequest, FromRunner, ProgramSpec, RunnerData, ToRunner } from "../protocol";

const SIGINT = 2;
/** What a turn tells CPython: bits. */
const MESSAGES = 1;
const INTERRUPT = 2;
/** The longest a blocking wait lasts before CPython looks around, in milliseconds. */
const LOOK_AROUND_MS = 100;

/** A proxy with a buffer behind it. */
interface BufferProxy {
  getBuffer(type: "u8"): { readonly data: Uint8Array; release(): void };
}

/**
 * What CPython can ask of its thread. The thread never returns to its host while a program runs: it
 * waits on a shared word, and takes its messages from the port itself.
 */
export class PythonHost {
  readonly #port: MessagePort;
  readonly #words: Int32Array;
  readonly #ring: RingWriter;
  readonly #python: PyodideAPI;
  readonly #messages: ToRunner[] = [];
  #seen = 0;
  /** Where the events are laid out in CPython's memory. */
  #buffer = 0;

  constructor({ control, ring }: RunnerData, port: MessagePort, python: PyodideAPI) {
    this.#port = port;
    this.#words = new Int32Array(control);
    this.#ring = new RingWriter(ring);
    this.#python = python;
    python.setInterruptBuffer(new Int32Array(control, ControlWord.SIGNAL * 4, 1));
  }

  /**
   * Resolves with the program to run.
   * @param check told of a source that is to be read meanwhile
   */
  async program(check: (request: CheckRequest) => void): Promise<ProgramSpec> {
    for (;;) {
      const [message] = await new Promise<[ToRunner]>((resolve) =>
        this.#port.once("message", (...values: [ToRunner]) => resolve(values)),
      );
      if (message.type === "start") return message.program;
      if (message.type === "check") check(message);
    }
  }

  // --- Called by CPython ---

  /** `buffer` is where events will be laid out. */
  share(buffer: BufferProxy): void {
    const view = buffer.getBuffer("u8");
    this.#buffer = view.data.byteOffset;
    view.release();
  }

  /** Hands over `length` bytes of events. */
  flush(length: number): void {
    // The memory may have grown, and lie elsewhere.
    const { HEAPU8 } = (this.#python as unknown as { _module: { HEAPU8: Uint8Array } })._module;
    this.#ring.appendRecords(HEAPU8.subarray(this.#buffer, this.#buffer + length));
  }

  /**
   * Hands over events, then waits until there is something to do.
   * @param milliseconds for how long at most; -1 for no limit
   */
  turn(length: number, milliseconds: number): number {
    if (length > 0) this.flush(length);
    this.#answerPing();
    let signs = this.#signs();
    if (signs !== 0 || milliseconds === 0) return signs;
    const deadline = milliseconds < 0 ? Infinity : performance.now() + milliseconds;
    for (;;) {
      const left = deadline - performance.now();
      if (left <= 0) return signs;
      Atomics.wait(this.#words, ControlWord.MAILBOX, this.#seen, left);
      this.#answerPing();
      signs = this.#signs();
      if (signs !== 0) return signs;
    }
  }

  /** The next message that arrived, as JSON. */
  take(): string | undefined {
    const message = this.#messages.shift();
    return message === undefined ? undefined : JSON.stringify(message);
  }

  /** The answer to HTTP request `id`, as JSON; waits a little for it. */
  takeAnswer(id: number): string | undefined {
    this.#collect();
    const isIt = (message: ToRunner): boolean =>
      message.type === "http-answer" && message.id === id;
    const index = this.#messages.findIndex(isIt);
    if (index < 0) {
      this.block(LOOK_AROUND_MS);
      return undefined;
    }
    const [message] = this.#messages.splice(index, 1);
    return JSON.stringify((message as Extract<ToRunner, { type: "http-answer" }>).answer);
  }

  /** Waits, while nothing else runs, until the time is over or something arrives. */
  block(milliseconds: number): void {
    const value = Atomics.load(this.#words, ControlWord.MAILBOX);
    if (Atomics.load(this.#words, ControlWord.SIGNAL) !== 0) return;
    Atomics.wait(this.#words, ControlWord.MAILBOX, value, milliseconds);
  }

  takeInterrupt(): boolean {
    return Atomics.compareExchange(this.#words, ControlWord.SIGNAL, SIGINT, 0) === SIGINT;
  }

  isStopping(): boolean {
    return Atomics.load(this.#words, ControlWord.STOPPING) !== 0;
  }

  /** @param message as JSON */
  post(message: string): void {
    this.#port.postMessage(JSON.parse(message) as FromRunner);
  }

  #signs(): number {
    this.#collect();
    return (this.#messages.length > 0 ? MESSAGES : 0) | (this.takeInterrupt() ? INTERRUPT : 0);
  }

  #collect(): void {
    const now = Atomics.load(this.#words, ControlWord.MAILBOX);
    if (now === this.#seen) return;
    this.#seen = now;
    for (;;) {
      const received = receiveMessageOnPort(this.#port) as { message: ToRunner } | undefined;
      if (received === undefined) return;
      this.#messages.push(received.message);
    }
  }

  #answerPing(): void {
    const ping = Atomics.load(this.#words, ControlWord.PING);
    Atomics.store(this.#words, ControlWord.PONG, ping);
  }
}
