import { describe, expect, it } from "vitest";
import { checkInteger, checkNumber, checkParameter, checkText } from "./form-check";

const bounds = { min: 0, max: 60, unit: "s" };

describe("a number field", () => {
  it.each([
    ["1", 1],
    [" 0.5 ", 0.5],
    ["0,5", 0.5],
    ["60", 60],
  ])("understands %j", (text, value) => {
    expect(checkNumber(text, bounds)).toEqual({ ok: true, value });
  });

  it.each(["", "  ", "two", "-1", "60.1", "Infinity", "1e999", "NaN"])(
    "says what would be right for %j",
    (text) => {
      expect(checkNumber(text, bounds)).toEqual({
        ok: false,
        message: "A number from 0 to 60 s, please.",
      });
    },
  );
});

it("takes whole numbers only where there are no others", () => {
  expect(checkInteger("3", { min: 1, max: 9, unit: "" })).toEqual({ ok: true, value: 3 });
  expect(checkInteger("3.5", { min: 1, max: 9, unit: "" })).toEqual({
    ok: false,
    message: "A whole number from 1 to 9, please.",
  });
});

it("bounds texts", () => {
  expect(checkText("abc", 3)).toEqual({ ok: true, value: "abc" });
  expect(checkText("abcd", 3)).toEqual({ ok: false, message: "At most 3 characters, not 4." });
});

it("checks a parameter by its kind", () => {
  const parameter = { name: "p", label: "p", default: 1, min: 1, max: 9, unit: "" } as const;
  expect(checkParameter({ ...parameter, kind: "integer" }, "1.5").ok).toBe(false);
  expect(checkParameter({ ...parameter, kind: "number" }, "1.5").ok).toBe(true);
});
