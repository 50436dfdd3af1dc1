import {
  asCompleted,
  CancelledError,
  coroutine,
  ExceptionGroup,
  taskGroup,
  timeout,
  TimeoutError,
  timeoutAt,
} from "../../index";
import type { Coroutine, Timeout } from "../../index";
import type { Block, Handler, Statement } from "../program";
import { make } from "./awaitables";
import { AppError } from "./program-errors";
import { runSync } from "./sync-statements";
import type { Frame, World } from "./world";

/** How a block ended: it came to its end, or a `return` was met. */
type Ending = { readonly value: unknown } | null;

/** A coroutine of a program: a plain generator, or one that `coroutine` gives a stack of its own. */
export function runCoroutine(world: World, frame: Frame, body: Block): Coroutine<unknown> {
  return world.ownStacks ? runOnOwnStack(world, frame, body) : runOnNativeStack(world, frame, body);
}

const runOnOwnStack = coroutine(function* (world: World, frame: Frame, body: Block) {
  return yield* runOnNativeStack(world, frame, body);
});

function* runOnNativeStack(world: World, frame: Frame, body: Block): Coroutine<unknown> {
  const ending = yield* runBlock(world, frame, body);
  return ending?.value ?? null;
}

function* runBlock(world: World, frame: Frame, body: Block): Coroutine<Ending> {
  for (const statement of body) {
    const ending = yield* runStatement(world, frame, statement);
    if (ending !== null) return ending;
  }
  return null;
}

function* runStatement(world: World, frame: Frame, s: Statement): Coroutine<Ending> {
  const { n } = s;
  switch (s.op) {
    case "await": {
      world.record(n, "await");
      try {
        const value = yield* make(world, frame, s.value);
        world.record(n, "got", world.show(value));
      } catch (error) {
        world.record(n, "raised", world.describe(error));
        throw error;
      }
      return null;
    }
    case "return":
      world.record(n, "return");
      return { value: s.value };
    case "repeat":
      for (let time = 0; time < s.times; time++) {
        const ending = yield* runBlock(world, frame, s.body);
        if (ending !== null) return ending;
      }
      return null;
    case "try":
      try {
        return yield* runTry(world, frame, s);
      } finally {
        if (s.finally !== null) {
          world.record(n, "finally");
          yield* runBlock(world, frame, s.finally);
        }
      }
    case "timeout":
      return yield* runTimeout(world, frame, s);
    case "taskGroup":
      return yield* scope(world, n, () =>
        taskGroup(function* (group) {
          world.groups.set(s.group, group);
          return yield* runBlock(world, frame, s.body);
        }),
      );
    case "with":
      world.record(n, "acquire");
      return yield* leaving(world, n, () =>
        world.holdables[s.what].with(function* () {
          world.record(n, "acquired");
          return yield* runBlock(world, frame, s.body);
        }),
      );
    case "asCompleted":
      yield* runAsCompleted(world, frame, s);
      return null;
    default:
      runSync(world, frame, s);
      return null;
  }
}

function* runTry(
  world: World,
  frame: Frame,
  s: Extract<Statement, { op: "try" }>,
): Coroutine<Ending> {
  try {
    return yield* runBlock(world, frame, s.body);
  } catch (error) {
    const handler = s.handlers.find(({ catches }) => isCaught(error, catches));
    if (handler === undefined) throw error;
    world.record(s.n, "caught", world.describe(error));
    const ending = yield* runBlock(world, frame, handler.body);
    if (ending === null && handler.reraise) throw error;
    return ending;
  }
}

function isCaught(error: unknown, catches: Handler["catches"]): boolean {
  switch (catches) {
    case "AppError":
      return error instanceof AppError;
    case "TimeoutError":
      return error instanceof TimeoutError;
    case "CancelledError":
      return error instanceof CancelledError;
    case "ExceptionGroup":
      return error instanceof ExceptionGroup;
    case "Error":
      // In Python a CancelledError is no Exception.
      return !(error instanceof CancelledError);
    case "everything":
      return true;
  }
}

function* runTimeout(
  world: World,
  frame: Frame,
  s: Extract<Statement, { op: "timeout" }>,
): Coroutine<Ending> {
  let entered: Timeout | null = null;
  const body = function* (limit: Timeout): Coroutine<Ending> {
    entered = limit;
    world.scopes.set(s.scope, limit);
    return yield* runBlock(world, frame, s.body);
  };
  const open = s.absolute ? timeoutAt : timeout;
  return yield* scope(
    world,
    s.n,
    () => open(s.delay, body),
    () => [entered?.expired()],
  );
}

/** Runs a scope, and records that it was entered and how it was left. */
function* scope(
  world: World,
  n: number,
  open: () => Coroutine<Ending>,
  details?: () => unknown[],
): Coroutine<Ending> {
  world.record(n, "enter");
  return yield* leaving(world, n, open, details);
}

function* leaving(
  world: World,
  n: number,
  open: () => Coroutine<Ending>,
  details: () => unknown[] = () => [],
): Coroutine<Ending> {
  let ending: Ending;
  try {
    ending = yield* open();
  } catch (error) {
    world.record(n, "left by", world.describe(error), ...details());
    throw error;
  }
  world.record(n, "left", ...details());
  return ending;
}

function* runAsCompleted(
  world: World,
  frame: Frame,
  s: Extract<Statement, { op: "asCompleted" }>,
): Coroutine<void> {
  const { n } = s;
  world.record(n, "as completed");
  const children = s.of.map((child) => make(world, frame, child));
  let taken = 0;
  const iterator = asCompleted(children, { timeout: s.timeout });
  for (;;) {
    try {
      let value: unknown;
      if (s.futures) {
        value = yield* iterator.nextDone();
        if (value === null) break;
      } else {
        const next = iterator.next();
        if (next.done === true) break;
        value = yield* next.value;
      }
      world.record(n, "completed", world.show(value));
    } catch (error) {
      if (error instanceof CancelledError) throw error;
      world.record(n, "failed", world.describe(error));
    }
    taken += 1;
    if (taken >= s.limit) break;
  }
  world.record(n, "taken", taken);
}
