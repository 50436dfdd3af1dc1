import vm from "node:vm";
import { describe, expect, it } from "vitest";
import { markLines, withoutTypes } from "./line-marks";

const OPTIONS = { standing: "$s", place: String } as const;

function marked(source: string): string {
  return markLines(withoutTypes(source), OPTIONS).code;
}

/** Runs a source, and gives the value of its last statement, with the places at which `look()` was called. */
function outcomeOf(code: string): { value: unknown; places: number[] } {
  const $s = { place: 0 };
  const places: number[] = [];
  const look = <T>(value: T): T => {
    places.push($s.place);
    return value;
  };
  // Creates nothing, but is called what creates tasks.
  const createTask = (value: unknown) => ({ value: look(value), createTask });
  const value: unknown = vm.runInNewContext(code, { $s, look, createTask });
  return { value, places };
}

describe("line marks", () => {
  it("stand before what is awaited, and before what creates tasks, in its line", () => {
    const source = `function* main(): Generator {
  const task = createTask(bake(), { name: "bread" });
  yield* gather([
    yield* sleep(1),
    group.createTask(bake()),
  ]);
  yield;
}`;
    expect(marked(source).split("\n")).toEqual([
      "function* main() {const $sFrom=$s.place;try{",
      '  const task = ($s.place=2,createTask(bake(), { name: "bread" }));',
      "  yield* ($s.place=3,($s.place=3,gather([",
      "    yield* ($s.place=4,sleep(1)),",
      "    ($s.place=5,group.createTask(bake())),",
      "  ])));",
      "  yield ($s.place=7,undefined);",
      "}finally{$s.place=$sFrom}}",
    ]);
  });

  it("put back what stood there when a coroutine began: its caller stands where it called", () => {
    const code = marked(`function* inner() {
  yield* [1];
  look(); // 2
}
function* outer() {
  yield* inner();
  look(); // 6
  try {
    yield* failing();
  } catch {
    look(); // 9
  }
}
function* failing() {
  yield* [1];
  throw 0;
}
[...outer()];
look();`);
    expect(outcomeOf(code).places).toEqual([2, 6, 9, 0]);
  });

  it.each([
    ["a call after a line that could go on", "const a = 1\ncreateTask(a).value"],
    ["a call that begins a chain", "createTask(1).createTask(2).value"],
    ["a call within a call", "createTask(createTask(1).value + 1).value"],
    ["a call that may not happen", "const none = undefined; none?.createTask(1).value.nothing"],
    ["a body without braces", "let n = 0; if (n) createTask(1); else n = createTask(2).value; n"],
    ["an arrow", "const make = () => createTask(3); make().value"],
    ["a template", "`${createTask('in it').value}!`"],
    [
      "what yields in a condition",
      "function* f() { return (yield 1) ? yield 2 : 3 } [...f()].join()",
    ],
    ["a comma", "function* f() { const a = [yield 1, yield 2]; return a } [...f()].join()"],
    ["parentheses", "function* f() { yield* ((([1, 2]))) } [...f()].join()"],
    ["a method, and a class", "class A { *m() { yield* [this.n] } n = 7 } [...new A().m()].join()"],
    ["a default", "function* f(a = createTask(5).value) { yield a } [...f()].join()"],
    [
      "a function after its return",
      "function* f() { return g(); function g() { return 4 } } f().next().value",
    ],
    ["a yield on a line of its own", "function* f() { yield\n1 } [...f()].length"],
    [
      "a generator that is ended early",
      "function* f() { yield 1; yield 2 } for (const n of f()) break; 9",
    ],
    ["strings and comments", "/* yield* x */ 'createTask(1)' + `yield*`"],
  ])("change nothing of what is done: %s", (_, source) => {
    const code = markLines(source, OPTIONS).code;
    expect(code.split("\n").length).toBe(source.split("\n").length);
    expect(outcomeOf(code).value).toEqual(outcomeOf(source).value);
  });

  it("leave async generators, and functions that only look alike, as they are", () => {
    const source =
      "async function* a() { yield 1; }\nconst b = { createTask: 1 }; b.createTask; [createTask];";
    expect(marked(source)).toBe(source);
  });

  it("leave a program that cannot be read as it is: the engine says why", () => {
    const source = "function* f() { yield* }";
    expect(markLines(source, OPTIONS).code).toBe(source);
  });

  it("can be taken out of a column again", () => {
    const source = "function* f() { yield* a(); yield* b(); }";
    const { code, columnOf } = markLines(source, OPTIONS);
    for (const name of ["a()", "b()", "f()", "yield"]) {
      const [with_, without] = [code.indexOf(name) + 1, source.indexOf(name) + 1];
      expect(columnOf(1, with_)).toBe(without);
    }
    expect(columnOf(2, 30)).toBe(30);
  });
});
