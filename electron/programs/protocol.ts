/**
 * What is said between the lab, the process that holds a program, and the thread that runs it. All
 * of it is plain data, so that any transport that clones can carry it.
 */
import type { EventBatch } from "../../shared/batch";
import type { LoopLook, StepOutcome } from "../../shared/loop-look";
import type { Language, OpenLine, ProgramEnd, SourceProblem } from "../../shared/own-program";
import type { SessionTime } from "../../shared/session-time";
import type { ProgramLimits } from "./limits";

export type { Language, OpenLine, ProgramEnd };

/** Whether a program's loop is held, and how fast its clock goes. */
export type ProgramTiming = Pick<SessionTime, "paused" | "dial">;

/** A program, and how it is to run. */
export interface ProgramSpec {
  readonly language: Language;
  readonly source: string;
  /** What errors call it: `program.py`. */
  readonly file: string;
  readonly clock: "real" | "virtual";
  /** How it begins. A virtual clock has no dial. */
  readonly time: ProgramTiming;
  readonly limits: ProgramLimits;
  /** Where `fetchPost` gets its posts. */
  readonly postsUrl: string;
}

/** What can be done to the tasks of a program that runs. */
type TaskCommand =
  | { readonly do: "create"; readonly coroutine: string; readonly args: readonly unknown[] }
  | { readonly do: "await"; readonly task: number }
  | { readonly do: "cancel"; readonly task: number; readonly message: string | null }
  /** Every pending one but `main`. */
  | { readonly do: "cancel-all" };

/** What can be done to the loop of a program that runs. */
type LoopCommand =
  | { readonly do: "steer"; readonly time: ProgramTiming }
  | { readonly do: "step" }
  | { readonly do: "look" };

export type ProgramCommand = TaskCommand | LoopCommand;

/** A task's number, whether a cancel was accepted, or how many were; what a step or a look found; an error's sentence. */
export type CommandAnswer =
  { readonly value: number | boolean | StepOutcome | LoopLook } | { readonly error: string };

/** An answer as the program gets it. */
export type HttpAnswer =
  | {
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly text: string;
      readonly url: string;
    }
  | { readonly error: string; readonly code: string };

/** Where a program stands that does not yield. */
export interface Blocking {
  /** From 1 on; null where it could not be found out. */
  readonly line: number | null;
  readonly functionName: string | null;
  /** For how long it has not yielded, in seconds. */
  readonly seconds: number;
}

export interface HttpRequest {
  readonly id: number;
  readonly url: string;
  readonly task: number;
}

/** From the lab to the process. */
export type ToHost =
  | { readonly type: "prepare"; readonly language: Language }
  | { readonly type: "start"; readonly program: ProgramSpec }
  | { readonly type: "stop" }
  | CheckRequest
  | { readonly type: "command"; readonly id: number; readonly command: ProgramCommand }
  | { readonly type: "http-answer"; readonly id: number; readonly answer: HttpAnswer }
  /** A line for the console, from the lab. */
  | { readonly type: "remark"; readonly text: string };

/** Asks CPython what is wrong with a source. Nothing of it runs. */
export interface CheckRequest {
  readonly type: "check";
  readonly id: number;
  readonly source: string;
  readonly file: string;
}

/** Null while a program keeps CPython busy. */
export interface CheckAnswer {
  readonly type: "checked";
  readonly id: number;
  readonly problems: readonly SourceProblem[] | null;
}

/** From the process to the lab. */
export type FromHost =
  /** It has begun, and listens. */
  | { readonly type: "ready" }
  /** What programs of a language need is there, or will not be. */
  | { readonly type: "prepared"; readonly language: Language }
  | CheckAnswer
  /** The program is about to run. `coroutines`: the names of those that can be created from outside. */
  | { readonly type: "started"; readonly coroutines: readonly string[] }
  | { readonly type: "events"; readonly batch: EventBatch }
  | { readonly type: "blocking"; readonly blocking: Blocking | null }
  | OpenLines
  /** Whether its time goes on, if it is not paused: a TypeScript program has none of its own while no loop runs. */
  | { readonly type: "clock"; readonly runs: boolean }
  /** It was paused, and goes on without having been asked to: its clean-up begins. */
  | { readonly type: "resumed" }
  | { readonly type: "answer"; readonly id: number; readonly answer: CommandAnswer }
  | ({ readonly type: "http" } & HttpRequest)
  | { readonly type: "http-abort"; readonly id: number }
  | ({ readonly type: "ended" } & EndOfProgram);

export interface EndOfProgram {
  readonly end: ProgramEnd;
  /** Its thread cannot be ended: the process is of no more use. */
  readonly isSpent: boolean;
}

/** All lines that have no end yet. */
export interface OpenLines {
  readonly type: "open-lines";
  readonly lines: readonly OpenLine[];
}

/** From the process's main thread to the thread that runs the program. */
export type ToRunner =
  | { readonly type: "start"; readonly program: ProgramSpec }
  | CheckRequest
  | { readonly type: "stop" }
  | { readonly type: "ping" }
  | { readonly type: "command"; readonly id: number; readonly command: ProgramCommand }
  | { readonly type: "http-answer"; readonly id: number; readonly answer: HttpAnswer };

/** From that thread. */
export type FromRunner =
  | { readonly type: "loaded" }
  | CheckAnswer
  | { readonly type: "started"; readonly coroutines: readonly string[] }
  /** Where a Python program stood when it was asked. */
  | { readonly type: "line"; readonly line: number | null; readonly functionName: string | null }
  | OpenLines
  | { readonly type: "ended"; readonly end: ProgramEnd }
  | Extract<FromHost, { type: "clock" | "resumed" | "answer" | "http" | "http-abort" }>;

/** What the thread is started with. */
export interface RunnerData {
  readonly ring: SharedArrayBuffer;
  readonly control: SharedArrayBuffer;
  readonly pythonMb: number;
  /** The folder with CPython's files. */
  readonly pyodide: string;
}

/** Words of `RunnerData.control`. */
export const ControlWord = {
  /** Raised after every message, to wake a thread that waits without a turn for its host. */
  MAILBOX: 0,
  /** The last question whether the program yields, and the last one it answered. */
  PING: 1,
  PONG: 2,
  /** The number of a signal for CPython; it takes it out. */
  SIGNAL: 3,
  /** Not 0 once the program was asked to stop: it may raise an interrupt of its own, which is none. */
  STOPPING: 4,
} as const;

export const CONTROL_BYTES = 5 * Int32Array.BYTES_PER_ELEMENT;
