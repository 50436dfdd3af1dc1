/** Every bound of a program in one place, each with what it trades. */

/** JavaScript objects of a TypeScript program, in megabytes. More runs larger programs; a laptop shows several at once. */
const MAX_HEAP_MB = 256;

/** WebAssembly memory of CPython with a Python program in it, in megabytes; the interpreter itself takes about 40. Past it, Python raises `MemoryError`. */
const MAX_PYTHON_MB = 512;

/** Memory of the whole process, in megabytes: what neither of the bounds above counts, such as array buffers. Looked at a few times a second, so a program can be past it for a moment. */
const MAX_PROCESS_MB = 1_024;

/** Events of one program. The lab keeps as many; a program that makes more is likely to make them for ever. */
const MAX_EVENTS = 2_000_000;

/** Lines that one program may print. More can be read by nobody. */
const MAX_OUTPUT_LINES = 100_000;

/** Characters that one program may print. */
const MAX_OUTPUT_CHARACTERS = 10_000_000;

/** Bytes of the ring through which events leave the program's thread. A full one makes the program wait; about 100,000 events fit. */
export const RING_BYTES = 4_194_304;

/** How often events are taken out of the ring, in milliseconds. One frame of a 60 Hz screen. */
export const DRAIN_INTERVAL_MS = 16;

/** Events in one message to the parent: more costs less each, fewer keeps a stop from waiting behind them. */
export const MAX_BATCH_EVENTS = 16_384;

/** How often a program is asked whether it still yields, in milliseconds. */
export const HEARTBEAT_MS = 200;

/** A program that does not yield for so long is called blocking, in milliseconds. With the heartbeat and the look at its line, it is told within a second. */
export const BLOCKING_AFTER_MS = 500;

/** What happens to a program after it was asked to stop, each in milliseconds from then on. */
export interface StopTimes {
  /** One that does not yield is interrupted where it stands, if its language can be. */
  readonly interruptAgain: number;
  /** One that does not yield is ended: it would hear of the stop too late anyway. */
  readonly endBlocked: number;
  /** One that yields is ended: so long it may clean up. */
  readonly end: number;
  /** The whole process is killed: its own watch has failed. */
  readonly kill: number;
}

/** With `EXIT_MS`, the last of them is within the second that Stop promises. */
export const STOP_TIMES: StopTimes = {
  interruptAgain: 150,
  endBlocked: 400,
  end: 700,
  kill: 850,
};

/** How long the thread of a program may take to end, in milliseconds, before the whole process is given up: it can be in the middle of sweeping its heap. */
export const END_THREAD_MS = 300;

/** How long the process may take to begin, in milliseconds, before it is given up. A machine under load takes seconds; one on which it cannot begin at all says nothing. */
export const START_MS = 30_000;

/** How long a process that was killed may take to be gone, in milliseconds, before it is taken for gone: what it had sent until then is heard. */
export const EXIT_MS = 100;

/** After so many milliseconds in which nothing was asked of it, the process is ended. Longer spares the next Python program the half second that CPython takes to load; shorter gives its memory, some 200 MB, back sooner. */
export const IDLE_MS = 600_000;

/** Time to reach the site that tutorials use, in milliseconds, before the lab's own server answers in its place. */
export const REACH_SITE_MS = 3_000;

/** The bounds that a caller may set otherwise. */
export interface ProgramLimits {
  readonly heapMb: number;
  readonly pythonMb: number;
  readonly processMb: number;
  readonly events: number;
  readonly outputLines: number;
  readonly outputCharacters: number;
  readonly stop: StopTimes;
}

export const PROGRAM_LIMITS: ProgramLimits = {
  heapMb: MAX_HEAP_MB,
  pythonMb: MAX_PYTHON_MB,
  processMb: MAX_PROCESS_MB,
  events: MAX_EVENTS,
  outputLines: MAX_OUTPUT_LINES,
  outputCharacters: MAX_OUTPUT_CHARACTERS,
  stop: STOP_TIMES,
};
