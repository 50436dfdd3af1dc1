import { expect, it } from "vitest";
import { mentionsOf, placeOfError, sentenceOfError } from "./error-place";

const PYTHON = `Traceback (most recent call last):
  File "both.py", line 20, in <module>
    asyncio.run(main())
  File "/lib/python314.zip/asyncio/runners.py", line 195, in run
  File "both.py", line 7, in main
    1 / 0
ZeroDivisionError: division by zero`;
const TYPESCRIPT = `RangeError: too far
    at fetchSource (both.ts:5:9)
    at main (both.ts:14:3)`;

it("finds the innermost of the learner's own lines", () => {
  expect(placeOfError(PYTHON, "both.py")).toMatchObject({ line: 7, column: null });
  expect(placeOfError(TYPESCRIPT, "both.ts")).toMatchObject({ line: 5, column: 9 });
  expect(placeOfError("KeyError: 'x'", "both.py")).toBeNull();
});

it("finds the line of an error of syntax", () => {
  const python =
    'File "a+b.py", line 3\n    print("x"\n         ^\nSyntaxError: \'(\' was never closed';
  expect(placeOfError(python, "a+b.py")?.line).toBe(3);
  expect(sentenceOfError(python)).toBe("SyntaxError: '(' was never closed");
  const typescript = "SyntaxError: Unexpected token (both.ts:3:7)";
  expect(placeOfError(typescript, "both.ts")?.line).toBe(3);
  expect(sentenceOfError(typescript)).toBe("SyntaxError: Unexpected token");
});

it("takes no other file for the learner's", () => {
  expect(mentionsOf("notboth.ts:3:1, both.ts:4", "both.ts")).toMatchObject([{ line: 4 }]);
  expect(mentionsOf('File "myboth.py", line 3', "both.py")).toEqual([]);
});

it("says what a traceback says in the end", () => {
  expect(sentenceOfError(PYTHON)).toBe("ZeroDivisionError: division by zero");
  expect(sentenceOfError(TYPESCRIPT)).toBe("RangeError: too far");
});
