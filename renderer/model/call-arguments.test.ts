import { expect, it } from "vitest";
import { readCallArguments } from "./call-arguments";

it.each([
  ["", []],
  ["  ", []],
  ['1.5, "two", [3, null], { "deep": true }', [1.5, "two", [3, null], { deep: true }]],
])("reads %j", (text, value) => {
  expect(readCallArguments(text)).toEqual({ ok: true, value });
});

it.each(["1,", "two", "'two'", "1 2", "]", "1], [2"])(
  "says how arguments are written for %j",
  (text) => {
    expect(readCallArguments(text)).toMatchObject({
      ok: false,
      message: expect.stringContaining("JSON"),
    });
  },
);

it("takes no more than the command does", () => {
  const text = Array.from({ length: 21 }, (_, index) => index).join();
  expect(readCallArguments(text)).toMatchObject({
    ok: false,
    message: expect.stringContaining("20"),
  });
});
