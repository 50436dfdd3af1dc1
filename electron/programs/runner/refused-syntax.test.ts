import { describe, expect, it } from "vitest";
import { refusedSyntax } from "./refused-syntax";

describe("what a TypeScript program may not have", () => {
  it.each([
    ["a namespace with values", "\nnamespace Bakery {\n  export const loaves = 3;\n}", 2],
    ["one with a function, in another", "namespace A.B {\n  namespace C { function f() {} }\n}", 2],
    ["one in the old way of writing it", 'module Bakery {\n  print("at once");\n}', 1],
    ["a module that is required", '// first\nimport lab = require("tasklab");', 2],
    ["a module that is required for all", 'export import lab = require("tasklab");', 1],
    ["an export for such a module", "\n\nexport = 3;", 3],
    ["a decorator", "function twice() {}\n@twice class Bread {}", 2],
  ])("is %s, and it is told where", (_what, source, line) => {
    expect(refusedSyntax(source)).toEqual({ line, sentence: expect.stringContaining("not run") });
  });

  it.each([
    [
      "a namespace of types",
      "namespace A { export interface B { f(): void } type C = (d: E) => F }",
    ],
    ["one that is there elsewhere", "declare namespace A { const b: number }"],
    ["a name", 'const namespace = { module: "a" };\nnamespace\n.module; type module = 1;'],
    ["words in a text", '"@a"; `namespace A { const b = ${1}; }`; // export = 3'],
    ["a name for a part of an enum", "enum A { B }\nimport C = A.B;"],
    [
      "an enum, and properties as parameters",
      "enum A { B = 1 }\nclass C { constructor(private d = 1) {} }",
    ],
  ])("is not %s", (_what, source) => {
    expect(refusedSyntax(source)).toBeNull();
  });
});
