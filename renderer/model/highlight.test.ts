import { expect, it } from "vitest";
import { highlight } from "./highlight";

const kinds = (source: string) =>
  highlight(source)
    .filter(({ kind }) => kind !== "plain")
    .map(({ kind, text }) => `${kind} ${text}`);

it("tells keywords, calls, strings, numbers and comments apart", () => {
  expect(kinds('yield* sleep(1.5); // wait "here"\nreturn "a // b";')).toEqual([
    "keyword yield",
    "call sleep",
    "number 1.5",
    'comment // wait "here"',
    "keyword return",
    'string "a // b"',
  ]);
});

it("loses nothing of the source", () => {
  const source = "function* f(a) {\n  return `x ${a} /* y */`;\n}\n";
  expect(
    highlight(source)
      .map(({ text }) => text)
      .join(""),
  ).toBe(source);
});
