/**
 * A concurrent program as data. Two interpreters run it: `interpreter/` over this scheduler and
 * `oracle/interpreter.py` over CPython's asyncio. Both leave a trace, and the traces must be equal.
 *
 * Names are slots, so that every program is valid: an operation on a slot that is still empty is
 * skipped, and both sides record that it was.
 */

/** Slots 0 to 4 hold tasks (and what `ensureFuture` gave), 5 and 6 hold futures made by hand. */
export type Slot = number;

export interface ErrorData {
  type: "AppError" | "OtherError" | "TimeoutError" | "CancelledError";
  message: string;
}

export type LockName = "lock0" | "lock1";
export type SemaphoreName = "semaphore1" | "semaphore2" | "bounded";
export type Holdable = LockName | SemaphoreName | "condition";
export type QueueName = "queue1" | "queue" | "priority" | "lifo";
export type Value = number | string | null;

/** An expression whose value can be awaited. An empty slot stands for `sleep(0)`; `wait` leaves it out. */
export type Awaitable =
  | { kind: "slot"; slot: Slot }
  | { kind: "coroutine"; body: Block }
  | { kind: "sleep"; delay: number; result: Value }
  | { kind: "gather"; of: Awaitable[]; returnExceptions: boolean }
  | {
      kind: "wait";
      slots: Slot[];
      returnWhen: "FIRST_COMPLETED" | "FIRST_EXCEPTION" | "ALL_COMPLETED";
      timeout: number | null;
    }
  | { kind: "waitFor"; of: Awaitable; timeout: number | null }
  | { kind: "shield"; of: Awaitable }
  | { kind: "acquire"; what: Holdable }
  | { kind: "eventWait" }
  | { kind: "conditionWait" }
  /** Waits until a predicate, which counts its calls, has been asked `calls` times. */
  | { kind: "conditionWaitFor"; calls: number }
  | { kind: "barrierWait" }
  | { kind: "barrierReset" }
  | { kind: "barrierAbort" }
  | { kind: "put"; queue: QueueName; item: number }
  | { kind: "get"; queue: QueueName }
  | { kind: "join"; queue: QueueName };

/** Whom an operation means: a slot, the task that runs it, the task that created that one, or `main`. */
export type Target = Slot | "self" | "parent" | "main";

export interface Handler {
  catches:
    "AppError" | "TimeoutError" | "CancelledError" | "ExceptionGroup" | "Error" | "everything";
  body: Block;
  reraise: boolean;
}

/** Statements that never suspend: callbacks consist of these. */
export type SyncOperation =
  | { op: "mark" }
  | { op: "raise"; error: ErrorData }
  | {
      op: "spawn";
      slot: Slot;
      body: Block;
      name: string | null;
      eager: boolean;
      /** Runs in the context that `copyContext` left, instead of a fresh copy. */
      inContext: boolean;
      /** Through the group in this slot, if there is one, instead of the loop. */
      group: number | null;
    }
  | { op: "future"; slot: Slot }
  | { op: "ensureFuture"; slot: Slot; of: Awaitable }
  | { op: "setResult"; slot: Slot; value: Value }
  | { op: "setException"; slot: Slot; error: ErrorData }
  | { op: "cancel"; target: Target; message: string | null }
  | { op: "uncancel"; target: Target }
  | { op: "inspect"; target: Target }
  | { op: "outcome"; target: Target }
  | { op: "rename"; target: Target; name: string }
  | { op: "onDone"; target: Target; body: SyncBlock; inContext: boolean }
  | { op: "offDone"; target: Target }
  | { op: "callSoon"; handle: number; body: SyncBlock }
  | { op: "callLater"; handle: number; delay: number; body: SyncBlock }
  | { op: "cancelHandle"; handle: number }
  | { op: "tasks" }
  /** Ends the run with an error, as if somebody outside had stopped the loop. */
  | { op: "stop" }
  | { op: "reschedule"; scope: number; delay: number | null }
  | { op: "inspectScope"; scope: number }
  | { op: "release"; what: Holdable }
  | { op: "inspectHoldable"; what: Holdable }
  | { op: "event"; action: "set" | "clear" | "isSet" }
  | { op: "notify"; count: number | "all" }
  | { op: "inspectBarrier" }
  | { op: "putNowait"; queue: QueueName; item: number }
  | { op: "getNowait"; queue: QueueName }
  | { op: "taskDone"; queue: QueueName }
  | { op: "shutdown"; queue: QueueName; immediate: boolean }
  | { op: "inspectQueue"; queue: QueueName }
  | { op: "setVariable"; value: number }
  | { op: "readVariable" }
  | { op: "resetVariable" }
  | { op: "copyContext" };

export type AsyncOperation =
  | { op: "await"; value: Awaitable }
  | { op: "return"; value: Value }
  | { op: "repeat"; times: number; body: Block }
  | { op: "try"; body: Block; handlers: Handler[]; finally: Block | null }
  | { op: "timeout"; scope: number; delay: number | null; absolute: boolean; body: Block }
  | { op: "taskGroup"; group: number; body: Block }
  | { op: "with"; what: Holdable; body: Block }
  | {
      op: "asCompleted";
      of: Awaitable[];
      timeout: number | null;
      limit: number;
      /** Takes the futures themselves, in the order in which they are done, instead of their results. */
      futures: boolean;
    };

/** `n` is the statement's number in the printed program; trace events refer to it. */
export type SyncStatement = SyncOperation & { n: number };
export type Statement = (SyncOperation | AsyncOperation) & { n: number };
export type SyncBlock = SyncStatement[];
export type Block = Statement[];

export interface Program {
  main: Block;
}

/** What one side recorded: one JSON array an event, as text, so that two traces compare as strings. */
export type Trace = string[];

/** Gives every statement its number, in the order in which it is printed. */
export function numbered(program: Program): Program {
  let next = 1;
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const copy: Record<string, unknown> = {};
    if ("op" in value) copy["n"] = next++;
    for (const [key, member] of entries) if (key !== "n") copy[key] = visit(member);
    return copy;
  };
  return visit(program) as Program;
}
