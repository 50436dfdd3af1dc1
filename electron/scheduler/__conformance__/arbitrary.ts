import fc from "fast-check";
import { numbered } from "./program";
import type {
  Awaitable,
  Block,
  ErrorData,
  Handler,
  Holdable,
  LockName,
  Program,
  QueueName,
  SemaphoreName,
  Statement,
  SyncBlock,
  SyncStatement,
  Target,
} from "./program";

/** How often a program uses each group of features, relative to the others; 0 leaves it out. */
interface Profile {
  waiting: number;
  futures: number;
  callbacks: number;
  scopes: number;
  locks: number;
  queues: number;
  contexts: number;
  eager: number;
}

/**
 * A program that uses everything meets few deep situations of any one feature, so most programs
 * draw on few groups.
 */
const PROFILES: readonly Profile[] = [
  { waiting: 4, futures: 2, callbacks: 2, scopes: 2, locks: 2, queues: 2, contexts: 1, eager: 1 },
  { waiting: 5, futures: 0, callbacks: 0, scopes: 0, locks: 0, queues: 0, contexts: 0, eager: 0 },
  { waiting: 3, futures: 4, callbacks: 4, scopes: 0, locks: 0, queues: 0, contexts: 0, eager: 1 },
  { waiting: 2, futures: 0, callbacks: 1, scopes: 6, locks: 0, queues: 0, contexts: 0, eager: 1 },
  { waiting: 1, futures: 0, callbacks: 1, scopes: 1, locks: 7, queues: 0, contexts: 0, eager: 0 },
  { waiting: 1, futures: 0, callbacks: 1, scopes: 1, locks: 0, queues: 7, contexts: 0, eager: 0 },
  { waiting: 2, futures: 0, callbacks: 3, scopes: 1, locks: 0, queues: 0, contexts: 6, eager: 3 },
];

const DEPTH = 3;

/** Few values, so that several timers are due at the same time. All are exact in binary. */
const delay = fc.constantFrom(1, 0, 0.5, 2, 1.5, -1);
const limit = fc.constantFrom(1, 0.5, 2, 0, 1.5, -1);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(arbitrary, { nil: null, freq: 4 });
/** Low slots more often: they are the ones that a program fills first. */
const taskSlot = fc.constantFrom(0, 1, 0, 1, 2, 3);
const futureSlot = fc.constantFrom(5, 5, 6);
const slot = fc.oneof({ weight: 4, arbitrary: taskSlot }, { weight: 1, arbitrary: futureSlot });
/** Futures made by hand, and now and then what a gather or a shield gave. */
const settable = fc.oneof({ weight: 4, arbitrary: futureSlot }, { weight: 1, arbitrary: taskSlot });
const two = fc.constantFrom(0, 1);
const value = fc.constantFrom(1, 2, null, "text");
const message = fc.constantFrom("stop", "enough");
const lock = fc.constantFrom<LockName>("lock0", "lock1");
const semaphore = fc.constantFrom<SemaphoreName>("semaphore1", "semaphore2", "bounded");
const holdable: fc.Arbitrary<Holdable> = fc.oneof(
  lock,
  semaphore,
  fc.constant<Holdable>("condition"),
);
const queue = fc.constantFrom<QueueName>("queue1", "queue", "priority", "lifo");
const target: fc.Arbitrary<Target> = fc.oneof(
  { weight: 6, arbitrary: taskSlot },
  { weight: 1, arbitrary: futureSlot },
  { weight: 2, arbitrary: fc.constantFrom<Target>("self", "parent", "main") },
);
const error: fc.Arbitrary<ErrorData> = fc.record({
  type: fc.constantFrom<ErrorData["type"]>(
    "AppError",
    "OtherError",
    "AppError",
    "TimeoutError",
    "CancelledError",
  ),
  message: fc.constantFrom("boom", "crash"),
});

type Weighted<T> = { weight: number; arbitrary: fc.Arbitrary<T> };

function weighted<T>(choices: readonly Weighted<T>[]): fc.Arbitrary<T> {
  const used = choices.filter((choice) => choice.weight > 0);
  return fc.oneof(...used.map((choice) => ({ ...choice, weight: Math.ceil(choice.weight) })));
}

/** A record whose first member says what it is. */
function node<T extends object>(members: {
  [K in keyof T]: fc.Arbitrary<T[K]> | T[K];
}): fc.Arbitrary<T> {
  const model: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [key, member] of Object.entries(members)) {
    model[key] = member instanceof fc.Arbitrary ? member : fc.constant(member);
  }
  return fc.record(model) as fc.Arbitrary<T>;
}

type Operation<K extends Statement["op"]> = Extract<Statement, { op: K }>;
type Await<K extends Awaitable["kind"]> = Extract<Awaitable, { kind: K }>;

/** Builds the arbitraries of one profile. `depth` is how many more blocks may be nested. */
class Grammar {
  readonly #profile: Profile;
  readonly #blocks = new Map<string, fc.Arbitrary<Block>>();

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  program(): fc.Arbitrary<Program> {
    const { eager, futures } = this.#profile;
    const future = node<Operation<"future">>({ op: "future", n: 0, slot: 5 });
    return fc
      .tuple(
        fc.array(future, { maxLength: Math.min(futures, 1) }),
        fc.array(this.#spawn(DEPTH, eager), { minLength: 1, maxLength: 3, size: "max" }),
        fc.array(this.statement(DEPTH, true), { minLength: 1, maxLength: 8, size: "max" }),
      )
      .map(([made, spawned, rest]) => {
        const filled = spawned.map((statement, slot) => ({ ...statement, slot }));
        return numbered({ main: [...made, ...filled, ...rest] });
      });
  }

  /** @param mayReturn false inside `finally`, where Python warns of a `return` */
  block(depth: number, mayReturn: boolean): fc.Arbitrary<Block> {
    const key = `${depth} ${mayReturn}`;
    let block = this.#blocks.get(key);
    if (block === undefined) {
      block = fc.array(this.statement(depth, mayReturn), {
        minLength: 1,
        maxLength: depth > 1 ? 6 : 4,
        size: "max",
      });
      this.#blocks.set(key, block);
    }
    return block;
  }

  statement(depth: number, mayReturn: boolean): fc.Arbitrary<Statement> {
    const { scopes, locks } = this.#profile;
    const suspending: Weighted<Statement>[] = [
      {
        weight: 16,
        arbitrary: node<Operation<"await">>({ op: "await", n: 0, value: this.awaitable(depth) }),
      },
      { weight: 6, arbitrary: this.#guarded(depth) },
      {
        weight: mayReturn ? 1 : 0,
        arbitrary: node<Operation<"return">>({ op: "return", n: 0, value }),
      },
    ];
    if (depth > 0) {
      const body = this.block(depth - 1, mayReturn);
      suspending.push(
        { weight: 7, arbitrary: this.#try(depth, mayReturn) },
        {
          weight: 1,
          arbitrary: node<Operation<"repeat">>({ op: "repeat", n: 0, times: 2, body }),
        },
        {
          weight: scopes * 2,
          arbitrary: node<Operation<"timeout">>({
            op: "timeout",
            n: 0,
            scope: two,
            delay: maybe(limit),
            absolute: fc.boolean(),
            body,
          }),
        },
        {
          weight: scopes * 2,
          arbitrary: node<Operation<"taskGroup">>({ op: "taskGroup", n: 0, group: two, body }),
        },
        {
          weight: locks * 3,
          arbitrary: node<Operation<"with">>({ op: "with", n: 0, what: holdable, body }),
        },
        { weight: locks, arbitrary: this.#waitsForCondition(depth) },
        {
          weight: this.#profile.waiting,
          arbitrary: node<Operation<"asCompleted">>({
            op: "asCompleted",
            n: 0,
            of: fc.array(this.future(depth - 1), { maxLength: 3 }),
            timeout: maybe(limit),
            limit: fc.constantFrom(3, 1),
            futures: fc.boolean(),
          }),
        },
      );
    }
    return weighted<Statement>([...suspending, ...this.#plain(depth)]);
  }

  callback(depth: number): fc.Arbitrary<SyncBlock> {
    return fc.array(weighted(this.#plain(depth - 1)), { minLength: 1, maxLength: 3 });
  }

  /** What can be turned into a future: `gather`, `shield` and their like take these. */
  future(depth: number): fc.Arbitrary<Awaitable> {
    const choices: Weighted<Awaitable>[] = [
      { weight: 6, arbitrary: node<Await<"slot">>({ kind: "slot", slot }) },
      {
        weight: 2,
        arbitrary: node<Await<"sleep">>({ kind: "sleep", delay, result: value }),
      },
    ];
    if (depth > 0) {
      choices.push(
        {
          weight: 3,
          arbitrary: node<Await<"coroutine">>({
            kind: "coroutine",
            body: this.block(depth - 1, true),
          }),
        },
        { weight: 1, arbitrary: this.#gather(depth - 1) },
        ...this.#lockAwaitables().map((arbitrary) => ({
          weight: this.#profile.locks / 3,
          arbitrary,
        })),
        ...this.#queueAwaitables().map((arbitrary) => ({
          weight: this.#profile.queues / 3,
          arbitrary,
        })),
        {
          weight: 1,
          arbitrary: node<Await<"shield">>({ kind: "shield", of: this.future(depth - 1) }),
        },
      );
    }
    return weighted(choices);
  }

  awaitable(depth: number): fc.Arbitrary<Awaitable> {
    const { waiting, locks, queues } = this.#profile;
    return weighted<Awaitable>([
      { weight: 14, arbitrary: this.future(depth) },
      { weight: 10, arbitrary: node<Await<"sleep">>({ kind: "sleep", delay, result: value }) },
      { weight: waiting, arbitrary: this.#gather(depth) },
      {
        weight: waiting,
        arbitrary: node<Await<"waitFor">>({
          kind: "waitFor",
          of: this.awaitableLeaf(depth),
          timeout: maybe(limit),
        }),
      },
      {
        weight: waiting,
        arbitrary: node<Await<"shield">>({ kind: "shield", of: this.future(depth - 1) }),
      },
      {
        weight: waiting,
        arbitrary: node<Await<"wait">>({
          kind: "wait",
          slots: fc.array(slot, { minLength: 1, maxLength: 3 }),
          returnWhen: fc.constantFrom("FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"),
          timeout: maybe(limit),
        }),
      },
      ...this.#lockAwaitables().map((arbitrary) => ({ weight: locks, arbitrary })),
      ...this.#queueAwaitables().map((arbitrary) => ({ weight: queues * 2, arbitrary })),
    ]);
  }

  /** Anything that `waitFor` bounds, coroutines of primitives included. */
  awaitableLeaf(depth: number): fc.Arbitrary<Awaitable> {
    const { locks, queues } = this.#profile;
    return weighted<Awaitable>([
      { weight: 8, arbitrary: this.future(depth - 1) },
      ...this.#lockAwaitables().map((arbitrary) => ({ weight: locks, arbitrary })),
      ...this.#queueAwaitables().map((arbitrary) => ({ weight: queues, arbitrary })),
    ]);
  }

  #gather(depth: number): fc.Arbitrary<Awaitable> {
    return node<Await<"gather">>({
      kind: "gather",
      of: fc.array(this.future(depth - 1), { maxLength: 3 }),
      returnExceptions: fc.boolean(),
    });
  }

  #lockAwaitables(): fc.Arbitrary<Awaitable>[] {
    return [
      node<Await<"acquire">>({ kind: "acquire", what: holdable }),
      node<Await<"eventWait">>({ kind: "eventWait" }),
      fc.constantFrom<Awaitable>(
        { kind: "barrierWait" },
        { kind: "barrierWait" },
        { kind: "barrierWait" },
        { kind: "barrierReset" },
        { kind: "barrierAbort" },
        { kind: "conditionWait" },
      ),
    ];
  }

  #queueAwaitables(): fc.Arbitrary<Awaitable>[] {
    return [
      node<Await<"put">>({ kind: "put", queue, item: fc.nat(9) }),
      node<Await<"get">>({ kind: "get", queue }),
      node<Await<"join">>({ kind: "join", queue }),
    ];
  }

  /** An await whose error does not end the coroutine. */
  #guarded(depth: number): fc.Arbitrary<Statement> {
    const body = node<Operation<"await">>({ op: "await", n: 0, value: this.awaitable(depth) });
    return fc
      .tuple(body, fc.constantFrom<Handler["catches"]>("everything", "Error"))
      .map(([awaits, catches]) => ({
        op: "try",
        n: 0,
        body: [awaits],
        handlers: [{ catches, body: [], reraise: false }],
        finally: null,
      }));
  }

  /** Waiting for a condition while holding it: rare by chance, and the only way that works. */
  #waitsForCondition(depth: number): fc.Arbitrary<Statement> {
    const awaits = node<Operation<"await">>({
      op: "await",
      n: 0,
      value: fc.oneof(
        node<Await<"conditionWait">>({ kind: "conditionWait" }),
        node<Await<"conditionWaitFor">>({
          kind: "conditionWaitFor",
          calls: fc.constantFrom(1, 2, 3),
        }),
      ),
    });
    return fc
      .tuple(awaits, fc.array(this.statement(depth - 1, false), { maxLength: 2 }))
      .map(([first, rest]) => ({ op: "with", n: 0, what: "condition", body: [first, ...rest] }));
  }

  #try(depth: number, mayReturn: boolean): fc.Arbitrary<Statement> {
    const handler = fc.record<Handler>({
      catches: fc.constantFrom<Handler["catches"]>(
        "CancelledError",
        "everything",
        "Error",
        "AppError",
        "TimeoutError",
        "ExceptionGroup",
      ),
      body: fc.array(this.statement(depth - 1, mayReturn), { maxLength: 2 }),
      reraise: fc.boolean(),
    });
    return node<Operation<"try">>({
      op: "try",
      n: 0,
      body: this.block(depth - 1, mayReturn),
      handlers: fc.array(handler, { maxLength: 2 }),
      finally: fc.option(fc.array(this.statement(depth - 1, false), { maxLength: 2 }), {
        nil: null,
      }),
    });
  }

  #plain(depth: number): Weighted<SyncStatement>[] {
    const { futures, callbacks, scopes, locks, queues, contexts, eager } = this.#profile;
    const choices: Weighted<SyncStatement>[] = [
      { weight: 2, arbitrary: node<Operation<"mark">>({ op: "mark", n: 0 }) },
      { weight: 2, arbitrary: node<Operation<"raise">>({ op: "raise", n: 0, error }) },
      {
        weight: 9,
        arbitrary: node<Operation<"cancel">>({
          op: "cancel",
          n: 0,
          target,
          message: maybe(message),
        }),
      },
      { weight: 2, arbitrary: node<Operation<"uncancel">>({ op: "uncancel", n: 0, target }) },
      { weight: 3, arbitrary: node<Operation<"inspect">>({ op: "inspect", n: 0, target }) },
      { weight: 2, arbitrary: node<Operation<"outcome">>({ op: "outcome", n: 0, target }) },
      { weight: 1, arbitrary: node<Operation<"tasks">>({ op: "tasks", n: 0 }) },
      { weight: callbacks / 4, arbitrary: node<Operation<"stop">>({ op: "stop", n: 0 }) },
      {
        weight: 1,
        arbitrary: node<Operation<"rename">>({
          op: "rename",
          n: 0,
          target,
          name: fc.constantFrom("ann", "bob"),
        }),
      },
      {
        weight: futures * 2,
        arbitrary: node<Operation<"future">>({ op: "future", n: 0, slot: futureSlot }),
      },
      {
        weight: futures * 2,
        arbitrary: node<Operation<"setResult">>({ op: "setResult", n: 0, slot: settable, value }),
      },
      {
        weight: futures,
        arbitrary: node<Operation<"setException">>({
          op: "setException",
          n: 0,
          slot: settable,
          error,
        }),
      },
      {
        weight: callbacks,
        arbitrary: node<Operation<"cancelHandle">>({ op: "cancelHandle", n: 0, handle: two }),
      },
      {
        weight: callbacks,
        arbitrary: node<Operation<"offDone">>({ op: "offDone", n: 0, target }),
      },
      {
        weight: scopes,
        arbitrary: node<Operation<"reschedule">>({
          op: "reschedule",
          n: 0,
          scope: two,
          delay: maybe(limit),
        }),
      },
      {
        weight: scopes,
        arbitrary: node<Operation<"inspectScope">>({ op: "inspectScope", n: 0, scope: two }),
      },
      {
        weight: locks,
        arbitrary: node<Operation<"release">>({ op: "release", n: 0, what: holdable }),
      },
      {
        weight: locks,
        arbitrary: node<Operation<"inspectHoldable">>({
          op: "inspectHoldable",
          n: 0,
          what: fc.oneof(lock, semaphore),
        }),
      },
      {
        weight: locks,
        arbitrary: node<Operation<"event">>({
          op: "event",
          n: 0,
          action: fc.constantFrom("set", "clear", "isSet"),
        }),
      },
      {
        weight: locks * 2,
        arbitrary: node<Operation<"notify">>({
          op: "notify",
          n: 0,
          count: fc.constantFrom<number | "all">(1, "all", 2),
        }),
      },
      {
        weight: locks / 2,
        arbitrary: node<Operation<"inspectBarrier">>({ op: "inspectBarrier", n: 0 }),
      },
      {
        weight: queues,
        arbitrary: node<Operation<"putNowait">>({ op: "putNowait", n: 0, queue, item: fc.nat(9) }),
      },
      {
        weight: queues,
        arbitrary: node<Operation<"getNowait">>({ op: "getNowait", n: 0, queue }),
      },
      {
        weight: queues,
        arbitrary: node<Operation<"taskDone">>({ op: "taskDone", n: 0, queue }),
      },
      {
        weight: queues,
        arbitrary: node<Operation<"shutdown">>({
          op: "shutdown",
          n: 0,
          queue,
          immediate: fc.boolean(),
        }),
      },
      {
        weight: queues,
        arbitrary: node<Operation<"inspectQueue">>({ op: "inspectQueue", n: 0, queue }),
      },
      {
        weight: contexts,
        arbitrary: node<Operation<"setVariable">>({ op: "setVariable", n: 0, value: fc.nat(9) }),
      },
      {
        weight: contexts * 2,
        arbitrary: node<Operation<"readVariable">>({ op: "readVariable", n: 0 }),
      },
      {
        weight: contexts / 2,
        arbitrary: node<Operation<"resetVariable">>({ op: "resetVariable", n: 0 }),
      },
      {
        weight: contexts / 2,
        arbitrary: node<Operation<"copyContext">>({ op: "copyContext", n: 0 }),
      },
    ];
    if (depth > 0) {
      choices.push(
        {
          weight: 14,
          arbitrary: this.#spawn(depth, eager),
        },
        {
          weight: 3,
          arbitrary: node<Operation<"ensureFuture">>({
            op: "ensureFuture",
            n: 0,
            slot: taskSlot,
            of: this.future(depth - 1),
          }),
        },
        {
          weight: callbacks * 2,
          arbitrary: node<Operation<"onDone">>({
            op: "onDone",
            n: 0,
            target,
            body: this.callback(depth),
            inContext: this.#sometimes(this.#profile.contexts),
          }),
        },
        {
          weight: callbacks,
          arbitrary: node<Operation<"callSoon">>({
            op: "callSoon",
            n: 0,
            handle: two,
            body: this.callback(depth),
          }),
        },
        {
          weight: callbacks,
          arbitrary: node<Operation<"callLater">>({
            op: "callLater",
            n: 0,
            handle: two,
            delay,
            body: this.callback(depth),
          }),
        },
      );
    }
    return choices;
  }

  #sometimes(frequency: number): fc.Arbitrary<boolean> {
    if (frequency === 0) return fc.constant(false);
    return fc.oneof(
      { weight: 6, arbitrary: fc.constant(false) },
      { weight: frequency, arbitrary: fc.constant(true) },
    );
  }

  #spawn(depth: number, eager: number): fc.Arbitrary<SyncStatement> {
    return node<Operation<"spawn">>({
      op: "spawn",
      n: 0,
      slot: taskSlot,
      body: this.block(depth - 1, true),
      name: fc.option(fc.constantFrom("a", "b", "c"), { nil: null, freq: 1 }),
      eager: this.#sometimes(eager),
      inContext: this.#sometimes(this.#profile.contexts),
      group: this.#profile.scopes === 0 ? fc.constant(null) : fc.option(two, { nil: null }),
    }).map((spawn) => ({
      ...spawn,
      // An eager task that is given the context that its creator runs in breaks CPython's own
      // record of the current task for the rest of the process.
      inContext: spawn.inContext && !spawn.eager,
    }));
  }
}

/** Random programs. Numbered, small enough to read once shrunk, and never endless. */
export const programs: fc.Arbitrary<Program> = fc.oneof(
  ...PROFILES.map((profile) => new Grammar(profile).program()),
);
