import { numbered } from "./program";
import type {
  AsyncOperation,
  Awaitable,
  Block,
  Program,
  Slot,
  Statement,
  SyncOperation,
  SyncStatement,
  Target,
  Value,
} from "./program";

/*
 * Short ways to write programs by hand. Numbers come at the end, from `program`.
 */

export function program(...main: Block): Program {
  return numbered({ main });
}

/** A statement that never suspends. */
export function now(operation: SyncOperation): SyncStatement {
  return { ...operation, n: 0 };
}

/** A statement that may. */
export function later(operation: AsyncOperation): Statement {
  return { ...operation, n: 0 };
}

export const slot = (number: Slot): Awaitable => ({ kind: "slot", slot: number });

export const sleep = (delay: number, result: Value = null): Awaitable => ({
  kind: "sleep",
  delay,
  result,
});

export const coroutine = (...body: Block): Awaitable => ({ kind: "coroutine", body });

export const gather = (of: Awaitable[], returnExceptions = false): Awaitable => ({
  kind: "gather",
  of,
  returnExceptions,
});

export const shield = (of: Awaitable): Awaitable => ({ kind: "shield", of });

export const waitFor = (of: Awaitable, timeout: number | null): Awaitable => ({
  kind: "waitFor",
  of,
  timeout,
});

export const awaits = (value: Awaitable): Statement => later({ op: "await", value });

export const returns = (value: Value): Statement => later({ op: "return", value });

type SpawnOptions = Partial<Extract<SyncOperation, { op: "spawn" }>>;

export const spawn = (at: Slot, body: Block, options: SpawnOptions = {}): SyncStatement =>
  now({
    op: "spawn",
    slot: at,
    body,
    name: null,
    eager: false,
    inContext: false,
    group: null,
    ...options,
  });

export const cancel = (target: Target, message: string | null = null): SyncStatement =>
  now({ op: "cancel", target, message });

export const inspect = (target: Target): SyncStatement => now({ op: "inspect", target });

export const outcome = (target: Target): SyncStatement => now({ op: "outcome", target });

export const mark = (): SyncStatement => now({ op: "mark" });

export const fails = (message = "boom"): SyncStatement =>
  now({ op: "raise", error: { type: "AppError", message } });

export const tries = (body: Block, then: Block = [], reraise = false): Statement =>
  later({
    op: "try",
    body,
    handlers: [{ catches: "everything", body: then, reraise }],
    finally: null,
  });

export const finallyDoes = (body: Block, then: Block): Statement =>
  later({ op: "try", body, handlers: [], finally: then });

export const timeout = (delay: number | null, ...body: Block): Statement =>
  later({ op: "timeout", scope: 0, delay, absolute: false, body });

export const taskGroup = (...body: Block): Statement => later({ op: "taskGroup", group: 0, body });
