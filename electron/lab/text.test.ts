import { describe, expect, it } from "vitest";
import { textOfError, textOfValue } from "./text";

describe("a value in a row", () => {
  it.each([
    [undefined, "undefined"],
    [null, "null"],
    [1.5, "1.5"],
    [-0, "0"],
    [true, "true"],
    [10n, "10n"],
    ['say "a"\n', '"say \\"a\\"\\n"'],
    [Symbol("s"), "Symbol(s)"],
    [parseInt, "function parseInt"],
    [[], "[]"],
    [[1, "a", null], '[1, "a", null]'],
    [{}, "{}"],
    [{ id: 1, title: "t" }, '{ id: 1, title: "t" }'],
    [[[[1]]], "[[[…]]]"],
    [{ a: { b: { c: 1 } } }, "{ a: { b: {…} } }"],
    [Object.create(null), "{}"],
    [new Map([[1, 2]]), "Map {}"],
    [new RangeError("too far"), "RangeError: too far"],
  ])("%o is written as %s", (value, text) => {
    expect(textOfValue(value)).toBe(text);
  });

  it("stays short however large it is", () => {
    const large = Array.from({ length: 100_000 }, (_, n) => ({ n }));
    expect(textOfValue(large)).toMatch(/, … 99980 more\]$/);
    expect(textOfValue("x".repeat(5_000)).length).toBeLessThan(1_100);
    const circle: unknown[] = [];
    circle.push(circle);
    expect(textOfValue(circle)).toBe("[[[…]]]");
  });

  it("never throws, whatever its own code does", () => {
    const hostile = {
      get a(): never {
        throw new TypeError("no");
      },
    };
    expect(textOfValue(hostile)).toBe("a value that cannot be shown (TypeError)");
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    expect(textOfValue(revoked.proxy)).toBe("a value that cannot be shown (TypeError)");
  });
});

describe("an error in a row", () => {
  it("is its name and what it says", () => {
    expect(textOfError(new TypeError("no number"))).toBe("TypeError: no number");
    expect(textOfError(new Error(""))).toBe("Error");
    expect(textOfError("a string")).toBe('threw "a string"');
    expect(textOfError(undefined)).toBe("threw undefined");
  });
});
