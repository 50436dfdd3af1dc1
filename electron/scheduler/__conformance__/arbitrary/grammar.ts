import fc from "fast-check";
import { numbered } from "../program";
import type {
  Awaitable,
  Block,
  Handler,
  Program,
  Statement,
  SyncBlock,
  SyncStatement,
} from "../program";
import { leafStatements, lockAwaitables, queueAwaitables } from "./leaves";
import { expression, statement, weighted } from "./nodes";
import type { Weighted } from "./nodes";
import type { Profile } from "./profiles";
import { delay, holdable, limit, maybe, slot, target, taskSlot, two, value } from "./values";

/** How many blocks may be nested in a program. */
const DEPTH = 3;

/** Builds the arbitraries of one profile. `depth` is how many more blocks may be nested. */
export class Grammar {
  readonly #profile: Profile;
  readonly #blocks = new Map<string, fc.Arbitrary<Block>>();

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  program(): fc.Arbitrary<Program> {
    const { eager, futures } = this.#profile;
    const future = statement("future", { slot: 5 });
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
        arbitrary: statement("await", { value: this.awaitable(depth) }),
      },
      { weight: 6, arbitrary: this.#guarded(depth) },
      {
        weight: mayReturn ? 1 : 0,
        arbitrary: statement("return", { value }),
      },
    ];
    if (depth > 0) {
      const body = this.block(depth - 1, mayReturn);
      suspending.push(
        { weight: 7, arbitrary: this.#try(depth, mayReturn) },
        {
          weight: 1,
          arbitrary: statement("repeat", { times: 2, body }),
        },
        {
          weight: scopes * 2,
          arbitrary: statement("timeout", {
            scope: two,
            delay: maybe(limit),
            absolute: fc.boolean(),
            body,
          }),
        },
        {
          weight: scopes * 2,
          arbitrary: statement("taskGroup", { group: two, body }),
        },
        {
          weight: locks * 3,
          arbitrary: statement("with", { what: holdable, body }),
        },
        { weight: locks, arbitrary: this.#waitsForCondition(depth) },
        {
          weight: this.#profile.waiting,
          arbitrary: statement("asCompleted", {
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
      { weight: 6, arbitrary: expression("slot", { slot }) },
      {
        weight: 2,
        arbitrary: expression("sleep", { delay, result: value }),
      },
    ];
    if (depth > 0) {
      choices.push(
        {
          weight: 3,
          arbitrary: expression("coroutine", { body: this.block(depth - 1, true) }),
        },
        { weight: 1, arbitrary: this.#gather(depth - 1) },
        ...lockAwaitables.map((arbitrary) => ({
          weight: this.#profile.locks / 3,
          arbitrary,
        })),
        ...queueAwaitables.map((arbitrary) => ({
          weight: this.#profile.queues / 3,
          arbitrary,
        })),
        {
          weight: 1,
          arbitrary: expression("shield", { of: this.future(depth - 1) }),
        },
      );
    }
    return weighted(choices);
  }

  awaitable(depth: number): fc.Arbitrary<Awaitable> {
    const { waiting, locks, queues } = this.#profile;
    return weighted<Awaitable>([
      { weight: 14, arbitrary: this.future(depth) },
      { weight: 10, arbitrary: expression("sleep", { delay, result: value }) },
      { weight: waiting, arbitrary: this.#gather(depth) },
      {
        weight: waiting,
        arbitrary: expression("waitFor", { of: this.awaitableLeaf(depth), timeout: maybe(limit) }),
      },
      {
        weight: waiting,
        arbitrary: expression("shield", { of: this.future(depth - 1) }),
      },
      {
        weight: waiting,
        arbitrary: expression("wait", {
          slots: fc.array(slot, { minLength: 1, maxLength: 3 }),
          returnWhen: fc.constantFrom("FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"),
          timeout: maybe(limit),
        }),
      },
      ...lockAwaitables.map((arbitrary) => ({ weight: locks, arbitrary })),
      ...queueAwaitables.map((arbitrary) => ({ weight: queues * 2, arbitrary })),
    ]);
  }

  /** Anything that `waitFor` bounds, coroutines of primitives included. */
  awaitableLeaf(depth: number): fc.Arbitrary<Awaitable> {
    const { locks, queues } = this.#profile;
    return weighted<Awaitable>([
      { weight: 8, arbitrary: this.future(depth - 1) },
      ...lockAwaitables.map((arbitrary) => ({ weight: locks, arbitrary })),
      ...queueAwaitables.map((arbitrary) => ({ weight: queues, arbitrary })),
    ]);
  }

  #gather(depth: number): fc.Arbitrary<Awaitable> {
    return expression("gather", {
      of: fc.array(this.future(depth - 1), { maxLength: 3 }),
      returnExceptions: fc.boolean(),
    });
  }

  /** An await whose error does not end the coroutine. */
  #guarded(depth: number): fc.Arbitrary<Statement> {
    const body = statement("await", { value: this.awaitable(depth) });
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
    const awaits = statement("await", {
      value: fc.oneof(
        expression("conditionWait", {}),
        expression("conditionWaitFor", { calls: fc.constantFrom(1, 2, 3) }),
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
    return statement("try", {
      body: this.block(depth - 1, mayReturn),
      handlers: fc.array(handler, { maxLength: 2 }),
      finally: fc.option(fc.array(this.statement(depth - 1, false), { maxLength: 2 }), {
        nil: null,
      }),
    });
  }

  #plain(depth: number): Weighted<SyncStatement>[] {
    const { callbacks, eager } = this.#profile;
    const choices = leafStatements(this.#profile);
    if (depth > 0) {
      choices.push(
        {
          weight: 14,
          arbitrary: this.#spawn(depth, eager),
        },
        {
          weight: 3,
          arbitrary: statement("ensureFuture", { slot: taskSlot, of: this.future(depth - 1) }),
        },
        {
          weight: callbacks * 2,
          arbitrary: statement("onDone", {
            target,
            body: this.callback(depth),
            inContext: this.#sometimes(this.#profile.contexts),
          }),
        },
        {
          weight: callbacks,
          arbitrary: statement("callSoon", { handle: two, body: this.callback(depth) }),
        },
        {
          weight: callbacks,
          arbitrary: statement("callLater", { handle: two, delay, body: this.callback(depth) }),
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
    return statement("spawn", {
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
