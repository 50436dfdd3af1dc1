import { inspect } from "node:util";
import { expect, it } from "vitest";
import {
  BrokenBarrierError,
  CancelledError,
  DeadlockError,
  ExceptionGroup,
  RuntimeError,
} from "./index";

it("a CancelledError is an Error to everybody who asks", () => {
  const error = new CancelledError("enough");
  expect(error).toBeInstanceOf(Error);
  expect(error).toBeInstanceOf(CancelledError);
  expect(new Error("enough")).not.toBeInstanceOf(CancelledError);
  expect([error.name, error.message, String(error)]).toEqual([
    "CancelledError",
    "enough",
    "CancelledError: enough",
  ]);
  expect(inspect(error)).toContain("CancelledError: enough");
  expect(String(new CancelledError())).toBe("CancelledError");
});

it("a group holds at least one error", () => {
  const errors = [new Error("a"), new CancelledError()];
  expect(new ExceptionGroup("two", errors).exceptions).toBe(errors);
  expect(() => new ExceptionGroup("none", [])).toThrow(RangeError);
});

it("errors of a kind can be caught together", () => {
  expect(new BrokenBarrierError()).toBeInstanceOf(RuntimeError);
  expect(new DeadlockError()).toBeInstanceOf(RuntimeError);
});
