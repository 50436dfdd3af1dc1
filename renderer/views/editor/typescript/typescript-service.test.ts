import { describe, expect, it } from "vitest";
import { TypeScriptService } from "./typescript-service";

// The language's own declarations are read first: seconds, on a machine that is busy.

const service = new TypeScriptService();

const check = (source: string) => service.answer({ ask: "check", file: "test", source });

/** What is suggested at `|`. */
function suggested(marked: string): string[] {
  const position = marked.indexOf("|");
  const source = marked.replace("|", "");
  const found = service.answer({ ask: "complete", file: "test", source, position, explicit: true });
  return found?.suggestions.map(({ name }) => name) ?? [];
}

function explained(marked: string) {
  const position = marked.indexOf("|");
  return service.answer({
    ask: "explain",
    file: "test",
    source: marked.replace("|", ""),
    position,
  });
}

describe("errors before running", () => {
  const examples = import.meta.glob<string>("/examples/*.ts", {
    query: "?raw",
    import: "default",
    eager: true,
  });

  it("finds nothing in the examples, but for the one that is about it", () => {
    expect(Object.keys(examples).length).toBeGreaterThan(4);
    const errors = Object.entries(examples).flatMap(([name, source]) =>
      check(source)
        .filter(({ severity }) => severity === "error" || !name.endsWith("not-meant.ts"))
        .map(({ line, message }) => `${name}:${line}: ${message}`),
    );
    expect(errors).toEqual([]);
  });

  it("finds what does not fit the scheduler's types, with its place", () => {
    const source =
      'import { sleep } from "tasklab";\nfunction* main() {\n  yield* sleep("1");\n}\n';
    expect(check(source)).toEqual([
      {
        severity: "error",
        line: 3,
        column: 16,
        endLine: 3,
        endColumn: 19,
        message: "Argument of type 'string' is not assignable to parameter of type 'number'.",
      },
    ]);
  });

  it("finds what the lab does not have", () => {
    expect(check('import { slep } from "tasklab";\n')[0]?.message).toContain("slep");
    expect(check("document.title;\n")[0]?.message).toContain("document");
    expect(check('import fs from "node:fs";\n')[0]?.message).toContain("node:fs");
  });

  it("takes names without an import, types too, and a program that declares them itself", () => {
    expect(check("const queue: Queue<string> = new Queue();\nawait run(queue.get());\n")).toEqual(
      [],
    );
    expect(check("function* sleep() {\n  yield* [];\n}\nprint(sleep);\n")).toEqual([]);
  });

  it("knows every name that a program's thread keeps of its host", () => {
    const [realm] = Object.values(
      import.meta.glob<string>("/electron/programs/runner/close-realm.ts", {
        query: "?raw",
        import: "default",
        eager: true,
      }),
    );
    const kept = /KEPT = new Set\(\[([^\]]*)\]/.exec(realm!)![1]!;
    const names = Array.from(kept.matchAll(/"(\w+)"/g), ([, name]) => name!);
    expect(names).toContain("performance");
    expect(check(names.map((name) => `print(${name});`).join("\n"))).toEqual([]);
  });

  it("lets types be left out", () => {
    expect(
      check(
        "function* fetch(name, seconds) {\n  yield* sleep(seconds);\n  return name;\n}\nawait run(fetch(1, 2));\n",
      ),
    ).toEqual([]);
  });

  it("tells an error of syntax alone", () => {
    const problems = check("function* main( {\n  nowhere();\n}\n");
    expect(problems.every(({ severity }) => severity === "error")).toBe(true);
    expect(problems.some(({ message }) => message.includes("nowhere"))).toBe(false);
  });

  it("tells of a coroutine that is never awaited, and of a star that is missing", () => {
    const source =
      "function* main() {\n  sleep(1);\n  yield sleep(2);\n  yield* sleep(3);\n  createTask(sleep(4));\n}\nawait run(main());\n";
    const found = check(source).filter(({ severity }) => severity === "warning");
    expect(found.map(({ line }) => line)).toEqual([2, 3]);
    expect(found[0]!.message).toContain("never awaited: write `yield* sleep(1)`");
    expect(found[1]!.message).toContain("A star is missing");
  });
});

describe("completion", () => {
  it("knows what is imported, and what a task can do", () => {
    expect(suggested('import { | } from "tasklab";')).toContain("createTask");
    const members = suggested("const task = createTask(sleep(1));\ntask.|");
    expect(members).toEqual(expect.arrayContaining(["cancel", "done", "result"]));
  });

  it("puts the program's own names and the lab's before the language's", () => {
    const names = suggested("function* sleepy() {}\nsle|");
    expect(names.slice(0, 2)).toEqual(["sleepy", "sleep"]);
  });

  it("says nothing unasked where no word has begun", () => {
    const question = { ask: "complete", file: "test", source: "\n", position: 0 } as const;
    expect(service.answer({ ...question, explicit: false })).toBeNull();
  });

  it("describes a name with its own comment", () => {
    const source = "createT";
    const facts = service.answer({
      ask: "describe",
      file: "test",
      source,
      position: source.length,
      name: "createTask",
    });
    expect(facts?.code).toContain("createTask");
    expect(facts?.text).not.toBe("");
  });
});

it("explains a word", () => {
  expect(explained("yield* sle|ep(1);")).toMatchObject({ from: 7, to: 12 });
  expect(explained("yield* sle|ep(1);")?.code).toContain("seconds");
  expect(explained(" |")).toBeNull();
});

it("keeps the sources of two editors apart", () => {
  service.answer({ ask: "check", file: "one", source: "const mine = 1;\nprint(mine);\n" });
  const other = service.answer({ ask: "check", file: "two", source: "print(mine);\n" });
  expect(other[0]?.message).toContain("mine");
  service.forget("one");
});
