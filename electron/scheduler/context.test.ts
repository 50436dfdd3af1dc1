import { expect, it } from "vitest";
import { record } from "./__tests__/record";
import { Context, ContextVar, copyContext, createTask, currentTask, sleep } from "./index";
import type { Coroutine, Token } from "./index";

it("a variable without value throws, unless there is a default or a fallback", () => {
  const bare = new ContextVar<number>("bare");
  const withDefault = new ContextVar("withDefault", 1);
  expect(() => bare.get()).toThrow("The context variable bare has no value here.");
  expect(bare.get(2)).toBe(2);
  expect(withDefault.get()).toBe(1);
  expect(new ContextVar<undefined>("u", undefined).get()).toBeUndefined();
});

it("what is set in a context stays in it", () => {
  const level = new ContextVar("level", 0);
  const context = new Context();
  expect(context.run((value: number) => (level.set(value), level.get()), 5)).toBe(5);
  expect(level.get()).toBe(0);
  expect(context.get(level)).toBe(5);
  expect(context.has(level)).toBe(true);
});

it("a copy does not follow its original", () => {
  const level = new ContextVar("level", 0);
  const original = copyContext();
  original.run(() => level.set(1));
  const copy = original.copy();
  original.run(() => level.set(2));
  expect([original.get(level), copy.get(level)]).toEqual([2, 1]);
});

it("a token undoes one set, once, for its own variable", () => {
  new Context().run(() => {
    const level = new ContextVar("level", 0);
    const other = new ContextVar("other", 0);
    const first = level.set(1);
    const second = level.set(2);
    level.reset(second);
    expect(level.get()).toBe(1);
    level.reset(first);
    expect(level.get()).toBe(0);
    expect(() => level.reset(first)).toThrow("already been used once");
    expect(() => level.reset(other.set(1))).toThrow("created by other");
  });
});

it("a context is left when its callback throws, and cannot be entered twice at once", () => {
  const context = new Context();
  const fail = () => {
    throw new Error("inside");
  };
  expect(() => context.run(fail)).toThrow("inside");
  expect(() => context.run(() => context.run(fail))).toThrow("already entered");
  expect(context.run(() => "left and entered again")).toBe("left and entered again");
});

it("a token undoes nothing in a context other than its own", async () => {
  const level = new ContextVar("level", 0);
  const here = new Context();
  const token = here.run(() => level.set(1));
  expect(() => level.reset(token)).toThrow(RangeError);
  expect(() => here.copy().run(() => level.reset(token))).toThrow("a different context");
  expect(here.run(() => (level.reset(token), level.get()))).toBe(0);

  const { outcome } = await record(function* () {
    const own = level.set(1);
    const refused = yield* createTask(tryReset(level, own));
    yield* sleep(1);
    level.reset(own);
    return [refused, level.get()];
  });
  expect(outcome).toEqual({ value: ["The token was created in a different context.", 0] });
});

it("a task that sets a variable and is asked for its context gives the one it runs in", async () => {
  const level = new ContextVar("level", 0);
  const { outcome } = await record(function* () {
    level.set(1);
    const context = currentTask()?.getContext();
    const seen = context?.get(level);
    level.set(2);
    yield* sleep(1);
    level.set(3);
    return [seen, context?.get(level)];
  });
  expect(outcome).toEqual({ value: [1, 3] });
});

it("a task that is asked for its context inside of another one keeps it", async () => {
  const level = new ContextVar("level", 0);
  const { outcome } = await record(function* () {
    const context = new Context().run(() => currentTask()?.getContext());
    level.set(1);
    yield* sleep(1);
    return context?.get(level);
  });
  expect(outcome).toEqual({ value: 1 });
});

function* tryReset(variable: ContextVar<number>, token: Token<number>): Coroutine<string> {
  try {
    variable.reset(token);
    return "reset";
  } catch (error) {
    return (error as Error).message;
  }
}
