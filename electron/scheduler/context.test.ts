import { expect, it } from "vitest";
import { Context, ContextVar, copyContext } from "./index";

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
