import {
  awaits,
  cancel,
  fails,
  finallyDoes,
  gather,
  inspect,
  mark,
  now,
  outcome,
  program,
  returns,
  shield,
  sleep,
  slot,
  spawn,
  tries,
  waitFor,
} from "./build";
import type { Block, Program } from "./program";

/** The slots of a task and of a future made by hand. */
const TASK = 0;
const FUTURE = 5;
/** A task that itself waits for the task or the future. */
const WAITING = 1;

const makeFuture = now({ op: "future", slot: FUTURE });
const error = { type: "AppError", message: "boom" } as const;
const refuses: Block = [tries([awaits(sleep(2))], [mark(), awaits(sleep(1))]), returns(1)];

/** What is handed to `waitFor`, in the state in which it is then. */
const AWAITED: Readonly<Record<string, { at: number; made: Block }>> = {
  "a pending future": { at: FUTURE, made: [makeFuture] },
  "a future with a result": {
    at: FUTURE,
    made: [makeFuture, now({ op: "setResult", slot: FUTURE, value: 7 })],
  },
  "a future with an error": {
    at: FUTURE,
    made: [makeFuture, now({ op: "setException", slot: FUTURE, error })],
  },
  "a cancelled future": { at: FUTURE, made: [makeFuture, cancel(FUTURE, "early")] },
  "a task that has not begun": { at: TASK, made: [spawn(TASK, [mark(), returns(1)])] },
  "a task that waits": {
    at: TASK,
    made: [spawn(TASK, [awaits(sleep(2)), returns(1)]), awaits(sleep(0))],
  },
  "a task that waits for a future": {
    at: TASK,
    made: [makeFuture, spawn(TASK, [awaits(slot(FUTURE))]), awaits(sleep(0)), inspect(FUTURE)],
  },
  "a task that takes its time to clean up": {
    at: TASK,
    made: [
      spawn(TASK, [finallyDoes([awaits(sleep(2))], [mark(), awaits(sleep(1)), mark()])]),
      awaits(sleep(0)),
    ],
  },
  "a task that fails as it cleans up": {
    at: TASK,
    made: [spawn(TASK, [finallyDoes([awaits(sleep(2))], [fails()])]), awaits(sleep(0))],
  },
  "a task that refuses": { at: TASK, made: [spawn(TASK, refuses), awaits(sleep(0))] },
  "a task that is done": { at: TASK, made: [spawn(TASK, [returns(1)]), awaits(sleep(0))] },
  "a task that failed": { at: TASK, made: [spawn(TASK, [fails()]), awaits(sleep(0))] },
  "a task that was cancelled": {
    at: TASK,
    made: [spawn(TASK, [awaits(sleep(2))]), awaits(sleep(0)), cancel(TASK), awaits(sleep(0))],
  },
  "a task that is being cancelled": {
    at: TASK,
    made: [spawn(TASK, refuses), awaits(sleep(0)), cancel(TASK, "early")],
  },
};

/** How it is waited for. */
const WAITS: Readonly<Record<string, (at: number, limit: number) => Block>> = {
  "": (at, limit) => [tries([awaits(waitFor(slot(at), limit))])],
  ", by a task that is cancelled": (at, limit) => [
    spawn(WAITING, [tries([awaits(waitFor(slot(at), limit))], [mark()], true)]),
    awaits(sleep(0)),
    cancel(WAITING, "outer"),
    tries([awaits(slot(WAITING))]),
    inspect(WAITING),
  ],
  ", by two": (at, limit) => [
    spawn(WAITING, [awaits(waitFor(slot(at), limit))]),
    spawn(WAITING + 1, [awaits(waitFor(slot(at), limit))]),
    awaits(gather([slot(WAITING), slot(WAITING + 1)], true)),
  ],
  ", shielded": (at, limit) => [tries([awaits(waitFor(shield(slot(at)), limit))])],
};

const LIMITS = [0, -1, 1];

/** `waitFor`, handed a future or a task itself: in every state that it can be in, without time and with too little. */
export const WAIT_FOR_PROGRAMS: Readonly<Record<string, Program>> = Object.fromEntries(
  LIMITS.flatMap((limit) =>
    Object.entries(AWAITED).flatMap(([awaited, { at, made }]) =>
      Object.entries(WAITS).map(([how, waits]) => [
        `waits ${limit} s for ${awaited}${how}`,
        program(...made, ...waits(at, limit), inspect(at), tries([outcome(at)]), awaits(sleep(3))),
      ]),
    ),
  ),
);
