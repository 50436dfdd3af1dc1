import {
  awaits,
  cancel,
  coroutine,
  fails,
  finallyDoes,
  gather,
  inspect,
  later,
  mark,
  now,
  outcome,
  program,
  returns,
  shield,
  sleep,
  slot,
  spawn,
  taskGroup,
  timeout,
  tries,
  waitFor,
} from "./build";
import type { Program } from "./program";

/** Nobody sets the event. */
const never = { kind: "eventWait" } as const;

/**
 * Programs that are compared on every run, whatever the seed: what people get wrong about asyncio,
 * and what this scheduler once got wrong.
 */
export const FIXED_PROGRAMS: Readonly<Record<string, Program>> = {
  "creating a task runs nothing": program(
    spawn(0, [mark(), returns(1)]),
    inspect(0),
    awaits(slot(0)),
  ),
  "a task cancelled before its first step never runs, not even its finally": program(
    spawn(0, [finallyDoes([mark()], [mark()])]),
    cancel(0),
    inspect(0),
    tries([awaits(slot(0))]),
    inspect(0),
  ),
  "cancel answers before the loop steps, and a done task refuses": program(
    spawn(0, [awaits(sleep(1))]),
    awaits(sleep(0)),
    cancel(0),
    inspect(0),
    tries([awaits(slot(0))]),
    inspect(0),
    cancel(0),
  ),
  "a swallowed cancel leaves its count": program(
    spawn(0, [tries([awaits(sleep(1))]), returns(2)]),
    awaits(sleep(0)),
    cancel(0),
    awaits(slot(0)),
    inspect(0),
  ),
  "a task that cancels itself and returns ends cancelled": program(
    spawn(0, [cancel("self", "me"), returns(1)]),
    tries([awaits(slot(0))]),
    inspect(0),
    outcome(0),
  ),
  "two cancels throw once, with the first message": program(
    spawn(0, [tries([awaits(sleep(1))]), tries([awaits(sleep(1))])]),
    awaits(sleep(0)),
    cancel(0, "first"),
    cancel(0, "second"),
    awaits(slot(0)),
    inspect(0),
  ),
  "uncancel at zero clears what was not delivered": program(
    spawn(0, [
      cancel("self"),
      now({ op: "uncancel", target: "self" }),
      awaits(sleep(1)),
      returns(1),
    ]),
    awaits(slot(0)),
    inspect(0),
  ),
  "cancelling a waiting task cancels what it waits for": program(
    spawn(0, [awaits(sleep(1))]),
    spawn(1, [awaits(slot(0))]),
    awaits(sleep(0)),
    awaits(sleep(0)),
    cancel(1, "stop"),
    tries([awaits(slot(1))]),
    inspect(0),
    inspect(1),
  ),
  "awaiting a cancelled task cancels the awaiter, without a count": program(
    spawn(0, [awaits(sleep(1))]),
    spawn(1, [awaits(slot(0))]),
    awaits(sleep(0)),
    cancel(0, "stop"),
    tries([awaits(slot(1))]),
    inspect(1),
  ),
  "a pending task has neither result nor error": program(outcome("main")),
  "a gather of two sleeps of nothing runs two tasks": program(
    awaits(gather([sleep(0), sleep(0)])),
    now({ op: "tasks" }),
  ),
  "the same task twice is one": program(
    spawn(0, [awaits(sleep(1)), returns(1)]),
    awaits(gather([slot(0), sleep(0, 2), slot(0)])),
  ),
  "as-completed of two sleeps of nothing runs two tasks": program(
    later({ op: "asCompleted", of: [sleep(0), sleep(0)], timeout: 1, limit: 1, futures: false }),
  ),
  "a task that gather made is not said to be destroyed": program(
    tries([awaits({ kind: "barrierWait" })]),
    spawn(0, [awaits(gather([sleep(1)]))]),
  ),
  "a cancelled gather has no message but the cancel's": program(
    now({ op: "future", slot: 5 }),
    now({ op: "setResult", slot: 5, value: "text" }),
    spawn(0, [awaits(gather([sleep(1), slot(5)], true))]),
  ),
  "the first error leaves a gather, and the others go on": program(
    spawn(0, [awaits(sleep(2)), mark()]),
    tries([awaits(gather([slot(0), coroutine(awaits(sleep(1)), fails())]))]),
    awaits(slot(0)),
  ),
  "cancelling a gather throws even if it returns errors": program(
    spawn(0, [awaits(gather([sleep(1), coroutine(fails())], true))]),
    awaits(sleep(0.5)),
    cancel(0, "stop"),
    tries([awaits(slot(0))]),
  ),
  "a shielded task goes on": program(
    spawn(0, [awaits(sleep(1)), mark(), returns(1)]),
    spawn(1, [awaits(shield(slot(0)))]),
    awaits(sleep(0)),
    cancel(1),
    tries([awaits(slot(1))]),
    awaits(slot(0)),
  ),
  "the error of a shield that was settled by hand is forgotten when the inner task is cancelled":
    program(
      now({ op: "ensureFuture", slot: 0, of: shield(sleep(-1)) }),
      spawn(1, [
        now({ op: "setException", slot: 0, error: { type: "AppError", message: "boom" } }),
      ]),
    ),
  "a shield that was settled by hand refuses the result that comes at the same time": program(
    now({ op: "ensureFuture", slot: 0, of: shield(sleep(-1)) }),
    spawn(1, [now({ op: "setResult", slot: 0, value: 1 })]),
    awaits(sleep(1)),
  ),
  "a group cancels siblings and body, and throws all errors, the body's last": program(
    tries([
      taskGroup(
        spawn(0, [awaits(sleep(1)), fails("first")], { group: 0 }),
        spawn(1, [finallyDoes([awaits(sleep(5))], [fails("second")])], { group: 0 }),
        finallyDoes([awaits(sleep(5))], [fails("body")]),
      ),
    ]),
  ),
  "a child cancelled alone is silent": program(
    taskGroup(spawn(0, [awaits(sleep(1))], { group: 0 }), awaits(sleep(0)), cancel(0)),
  ),
  "a group cancelled from outside throws the cancel": program(
    spawn(0, [taskGroup(spawn(1, [awaits(sleep(5))], { group: 0 }))]),
    awaits(sleep(1)),
    cancel(0, "stop"),
    tries([awaits(slot(0))]),
  ),
  "creating a task in a group too late is an error": program(
    taskGroup(mark()),
    tries([spawn(0, [mark()], { group: 0 })]),
  ),
  "a timeout becomes an error only at the scope's end": program(
    tries([timeout(1, tries([awaits(sleep(5))], [awaits(sleep(1))], true))], [inspect("self")]),
  ),
  "a cancel from outside wins over a timeout at the same time": program(
    spawn(0, [timeout(1, awaits(sleep(5)))]),
    now({ op: "callLater", handle: 0, delay: 1, body: [cancel(0, "outside")] }),
    tries([awaits(slot(0))]),
    inspect(0),
  ),
  "waitFor waits for the clean-up": program(
    tries([
      awaits(waitFor(coroutine(finallyDoes([awaits(sleep(5))], [awaits(sleep(2)), mark()])), 1)),
    ]),
  ),
  "waitFor without time never starts a coroutine, and takes what is done": program(
    tries([awaits(waitFor(coroutine(mark()), 0))]),
    now({ op: "future", slot: 5 }),
    now({ op: "setResult", slot: 5, value: 1 }),
    awaits(waitFor(slot(5), 0)),
  ),
  "done-callbacks run in order, and one that throws stops nobody": program(
    spawn(0, [returns(1)]),
    now({ op: "onDone", target: 0, body: [fails()], inContext: false }),
    now({ op: "onDone", target: 0, body: [mark()], inContext: false }),
    awaits(slot(0)),
    awaits(sleep(0)),
  ),
  "a context is copied for a task, and shared with what is awaited": program(
    now({ op: "setVariable", value: 1 }),
    spawn(0, [now({ op: "readVariable" }), now({ op: "setVariable", value: 2 })]),
    now({ op: "setVariable", value: 3 }),
    awaits(slot(0)),
    now({ op: "readVariable" }),
    awaits(coroutine(now({ op: "setVariable", value: 4 }))),
    now({ op: "readVariable" }),
  ),
  "an eager task may be done at once": program(
    spawn(0, [mark(), returns(1)], { eager: true }),
    inspect(0),
    awaits(slot(0)),
  ),
  "a task that awaits itself is told so": program(
    spawn(0, [tries([awaits(slot(0))]), returns(1)]),
    awaits(slot(0)),
  ),
  "a lock goes round in order, and skips who was cancelled": program(
    ...[0, 1, 2].map((at) =>
      spawn(at, [later({ op: "with", what: "lock0", body: [awaits(sleep(1)), mark()] })]),
    ),
    awaits(sleep(0)),
    cancel(1),
    awaits(gather([slot(0), slot(1), slot(2)], true)),
  ),
  "a cancelled get loses no item": program(
    spawn(0, [awaits({ kind: "get", queue: "queue" })]),
    spawn(1, [awaits({ kind: "get", queue: "queue" })]),
    awaits(sleep(0)),
    now({ op: "putNowait", queue: "queue", item: 7 }),
    cancel(0),
    awaits(gather([slot(0), slot(1)], true)),
  ),
  "a queue that is shut down drains first": program(
    now({ op: "putNowait", queue: "queue", item: 7 }),
    now({ op: "shutdown", queue: "queue", immediate: false }),
    awaits({ kind: "get", queue: "queue" }),
    tries([awaits({ kind: "get", queue: "queue" })]),
    tries([awaits({ kind: "put", queue: "queue", item: 1 })]),
  ),
  "what is left over is cancelled in the order of creation": program(
    spawn(0, [finallyDoes([awaits(sleep(5))], [awaits(sleep(1)), mark()])]),
    spawn(1, [finallyDoes([awaits(sleep(3))], [mark()])]),
    awaits(sleep(1)),
  ),
  "an error in the clean-up of what is left over is reported": program(
    spawn(0, [finallyDoes([awaits(sleep(5))], [fails()])]),
    awaits(sleep(0)),
  ),
  "an error that nobody looked at is reported": program(spawn(0, [fails()]), awaits(sleep(0))),
  "nothing can happen any more": program(awaits(never)),
  "nothing can happen any more, not even while closing": program(
    finallyDoes([awaits(never)], [awaits(never)]),
  ),
  "an error that nobody looked at is reported though what gathers it never ends": program(
    spawn(0, [fails()]),
    spawn(1, [tries([awaits(never)]), awaits(gather([slot(0), never], true))]),
    awaits(never),
  ),
  "an error that nobody looked at is reported though a task group never ends": program(
    spawn(0, [fails()]),
    taskGroup(
      spawn(1, [tries([awaits(never)]), awaits(never)], { group: 0 }),
      tries([awaits(never)]),
      awaits(never),
    ),
  ),
  "a task group that CPython closes silences what its tasks gather": program(
    spawn(0, [fails()]),
    taskGroup(
      spawn(1, [tries([awaits(never)]), awaits(gather([slot(0), never], true))], { group: 0 }),
      tries([awaits(never)]),
      awaits(never),
    ),
  ),
};
