import { getRunningLoop, run, virtualClock, WaitKind, Task as TaskClass } from "../index";
import type { Coroutine, ExceptionContext, Future, Observer, Resource, Task } from "../index";

const KIND_NAMES = new Map<WaitKind, string>(
  Object.entries(WaitKind).map(([name, kind]) => [kind, name.toLowerCase()]),
);

export interface Recording<T> {
  /** What the observer saw and what the program said, in order; each with the loop's time. */
  readonly trace: string[];
  /** What `main` gave or threw. */
  readonly outcome: { readonly value: T } | { readonly error: unknown };
  /** What the exception handler was told. */
  readonly reports: ExceptionContext[];
}

export type Say = (...words: unknown[]) => void;

/**
 * Runs `main` under a virtual clock and records all that an observer can see.
 *
 * The main task is named `main`. A step is written as `> name`; what the program says in it stands
 * below, without a name.
 */
export async function record<T>(main: (say: Say) => Coroutine<T>): Promise<Recording<T>> {
  const trace: string[] = [];
  const reports: ExceptionContext[] = [];
  const add = (time: number, ...words: string[]) => trace.push([time, ...words].join(" "));
  const say: Say = (...words) => add(getRunningLoop().time(), "-", words.map(String).join(" "));
  function* prepared(): Coroutine<T> {
    getRunningLoop().setExceptionHandler((_loop, context) => {
      reports.push(context);
    });
    return yield* main(say);
  }
  try {
    const value = await run(prepared(), { clock: virtualClock(), observer: tracer(add) });
    return { trace, reports, outcome: { value } };
  } catch (error) {
    return { trace, reports, outcome: { error } };
  }
}

/** The lines of a trace, written as one indented text. */
export function lines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function tracer(add: (time: number, ...words: string[]) => void): Observer {
  const by = (task: Task<unknown> | null) => (task === null ? "" : `by ${nameOf(task)}`);
  const line = (time: number, ...words: string[]) =>
    add(time, ...words.filter((word) => word !== ""));
  return {
    taskCreated: (task, creator, time) => line(time, nameOf(task), "created", by(creator)),
    taskReady: (task, wokenBy, time) => line(time, nameOf(task), "ready", by(wokenBy)),
    stepStarted: (task, time) => line(time, ">", nameOf(task)),
    taskWaiting: (task, kind, subject, until, time) =>
      line(
        time,
        nameOf(task),
        "waits for",
        KIND_NAMES.get(kind) ?? "?",
        subjectName(subject),
        Number.isNaN(until) ? "" : `until ${until}`,
      ),
    cancelRequested: (task, requestedBy, message, time) =>
      line(
        time,
        nameOf(task),
        "cancel",
        message === undefined ? "" : `"${message}"`,
        by(requestedBy),
      ),
    cancelDelivered: (task, time) => line(time, nameOf(task), "CancelledError"),
    taskDone: (task, time) => line(time, nameOf(task), "done", outcomeOf(task)),
    taskRenamed: (task, time) => line(time, nameOf(task), "renamed"),
  };
}

/** The first task of a run is the main one. */
function nameOf(task: Task<unknown>): string {
  return task.getName() === "Task-1" ? "main" : task.getName();
}

function subjectName(subject: Future<unknown> | Resource | null): string {
  return subject instanceof TaskClass ? nameOf(subject) : "";
}

function outcomeOf(task: Task<unknown>): string {
  if (task.cancelled()) return "cancelled";
  // Not `exception()`: whoever watches must not count as having looked at the error.
  return /exception=/.test(String(task)) ? "failed" : "";
}
