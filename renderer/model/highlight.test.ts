import { expect, it } from "vitest";
import { highlight, highlightLines } from "./highlight";

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

it("knows Python's words, comments and strings, and splits what goes over several lines", () => {
  const source = 'async def main():  # begins\n    """Two\n    lines."""\n    await sleep(1)';
  const lines = highlightLines(source, "python").map((tokens) =>
    tokens.filter(({ kind }) => kind !== "plain").map(({ kind, text }) => `${kind}: ${text}`),
  );
  expect(lines).toEqual([
    ["keyword: async", "keyword: def", "call: main", "comment: # begins"],
    ['string: """Two'],
    ['string:     lines."""'],
    ["keyword: await", "call: sleep", "number: 1"],
  ]);
});
