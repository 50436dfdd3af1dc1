/**
 * The few things of the outside that the scheduler needs. Found on `globalThis`, by the names that
 * Node, Electron, pages and workers share, so that the folder runs unchanged in each of them.
 */
export interface Host {
  /** Seconds since some fixed instant; never goes backwards. */
  now(): number;
  /** Runs `callback` as soon as the host has had a turn. */
  soon(callback: () => void): void;
  /** Runs `callback` after at least about `seconds`. Returns what `cancelTimer` takes. */
  startTimer(seconds: number, callback: () => void): unknown;
  cancelTimer(timer: unknown): void;
  /** Tells a developer about something that nobody handled. */
  report(text: string, error?: unknown): void;
}

interface Port {
  onmessage: (() => void) | null;
  postMessage(message: null): void;
}

interface HostGlobals {
  readonly performance: { now(): number };
  readonly setTimeout: (callback: () => void, milliseconds: number) => unknown;
  readonly clearTimeout: (timer: unknown) => void;
  readonly setImmediate?: (callback: () => void) => unknown;
  readonly MessageChannel?: new () => { readonly port1: Port; readonly port2: Port };
  readonly console: { error(...values: unknown[]): void };
}

const globals = globalThis as unknown as HostGlobals;

/** A host timer takes whole milliseconds in 31 bits; a longer wait looks again once a day. */
const LONGEST_TIMER_SECONDS = 24 * 3600;

/** A macrotask: a promise's callback would keep the host from its own work. */
function macrotask(): (callback: () => void) => void {
  const { setImmediate, MessageChannel, setTimeout } = globals;
  if (setImmediate !== undefined) return (callback) => void setImmediate(callback);
  if (MessageChannel === undefined) return (callback) => void setTimeout(callback, 0);
  // `setTimeout(0)` waits four milliseconds in a page; a message does not.
  const { port1, port2 } = new MessageChannel();
  const queue: (() => void)[] = [];
  port1.onmessage = () => queue.shift()?.();
  return (callback) => {
    queue.push(callback);
    port2.postMessage(null);
  };
}

const settled = Promise.resolve();

/**
 * Ends the macrotask with `callback`, as a microtask: an error that is thrown and caught there costs
 * half as much, because the engine does not prepare to report it to the host.
 */
function inMicrotask(callback: () => void): () => void {
  return () => void settled.then(callback);
}

const queueMacrotask = macrotask();
/** Bound once: a look-up of both names costs a fifth of a reading. */
const milliseconds = globals.performance.now.bind(globals.performance);

export const host: Host = {
  now: () => milliseconds() / 1000,
  soon: (callback) => queueMacrotask(inMicrotask(callback)),
  startTimer: (seconds, callback) =>
    globals.setTimeout(
      inMicrotask(callback),
      Math.ceil(Math.min(seconds, LONGEST_TIMER_SECONDS) * 1000),
    ),
  cancelTimer: (timer) => globals.clearTimeout(timer),
  report: (text, error) => {
    if (error === undefined) globals.console.error(text);
    else globals.console.error(text, error);
  },
};

/** What the scheduler uses of the platform's `AbortSignal`. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** The platform's own `AbortSignal` type, in a program that has one. */
export type HostAbortSignal = typeof globalThis extends {
  AbortSignal: { readonly prototype: infer Signal };
}
  ? Signal
  : AbortSignalLike;

export interface AbortControllerLike {
  readonly signal: HostAbortSignal;
  abort(reason?: unknown): void;
}

export function createAbortController(): AbortControllerLike {
  const { AbortController } = globalThis as unknown as {
    readonly AbortController: new () => AbortControllerLike;
  };
  return new AbortController();
}
