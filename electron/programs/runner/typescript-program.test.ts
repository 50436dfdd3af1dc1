import { describe, expect, it } from "vitest";
import { labForTests, PATIENT } from "../__tests__/lab";

const lab = labForTests();

describe("a TypeScript program", { timeout: 60_000 }, () => {
  it("runs main if it ran nothing itself", async () => {
    const { output } = await lab.run(
      "function* main() { yield* sleep(60); print('done', 1, [2]); }",
      "typescript",
    );
    expect(output).toEqual(["done 1 [2]"]);
  });

  it("may run several loops, and none", async () => {
    const { output, end } = await lab.run(
      `import { run, sleep } from "tasklab";
       print(await run(sleep(1, "one")));
       print(await run(sleep(1, "two")));`,
      "typescript",
    );
    expect(output).toEqual(["one", "two"]);
    expect(end.exitCode).toBe(0);
  });

  it("may run several loops at once, and is told of what outlives its own", async () => {
    const { output, remarks, end } = await lab.run(
      `function* bake(name: string, seconds: number) {
         const rising = createTask(sleep(seconds), { name });
         print(name, yield* sleep(seconds, "done"));
         if (name === "rye") yield* rising;
       }
       run(bake("wheat", 1));
       print(await run(bake("rye", 2)) ?? "both");`,
      "typescript",
    );
    expect(output).toEqual(["wheat done", "rye done", "both"]);
    expect(remarks).toEqual([]);
    expect(end.exitCode).toBe(0);
  });

  it("ends with an error at the learner's own line, types or not", async () => {
    const { remarks, end } = await lab.run(
      `interface Wish {
  what: string;
}
function* fails(wish: Wish): Generator<void, never> {
  throw new Error(\`no \${wish.what}\`);
}
function* main() {
  yield* createTask(fails({ what: "bread" }));
}`,
      "typescript",
      { file: "mine.ts" },
    );
    expect(end).toEqual({ outcome: "failed", sentence: "Error: no bread", exitCode: 1 });
    expect(remarks).toContain("Error: no bread\n    at fails (mine.ts:5:9)");
  });

  it("goes on, as in Node, until its own timers and promises are over", async () => {
    const { output, end, remarks } = await lab.run(
      `async function later() {
         await Promise.resolve();
         print("a promise");
         setTimeout(() => { throw new Error("no bread"); }, 20);
       }
       const timer = setInterval(() => print("tick"), 1);
       setTimeout(() => clearInterval(timer), 10);
       later();
       print("the end of the text");`,
      "typescript",
    );
    expect(output.slice(0, 2)).toEqual(["the end of the text", "a promise"]);
    expect(output).toContain("tick");
    expect(remarks[0]).toMatch(/^Error: no bread\n.*program\.ts:4:/);
    expect(end).toMatchObject({ outcome: "failed", exitCode: 1 });
  });

  it("tells each error of a group, and of a stack that overflowed, with its line", async () => {
    const group = await lab.run(
      `function* bad(what: string) { throw new Error(what); }
function* main() {
  yield* taskGroup(function* (group) {
    group.createTask(bad("no bread"));
    group.createTask(bad("no butter"));
  });
}`,
      "typescript",
    );
    expect(group.remarks.join("\n")).toMatch(
      /^ExceptionGroup: .*\n.*program\.ts:3:.*\n {2}Error: no bread\n.*program\.ts:1:.*\n {2}Error: no butter\n.*program\.ts:1:/m,
    );
    const deep = await lab.run(
      "function down(n: number): number {\n  return down(n + 1) + 1;\n}\nfunction* main() { down(0); }",
      "typescript",
    );
    expect(deep.remarks.join("\n")).toMatch(/stack overflowed[^]*at down \(program\.ts:2:/);
  });

  it.each([
    ["a yield in place of a yield*", "yield createTask(sleep(1));", "yield was used instead"],
    ["what is no coroutine", "yield 3;", "Task got bad yield: 3"],
    ["itself", "yield* currentTask();", "Task cannot await on itself"],
    ["what the lab refuses", 'yield* httpGet("http://example.com/");', "may not fetch"],
  ])("that awaits %s is told so with its line", async (_what, statement, sentence) => {
    const source = `function* main() {
  yield* createTask(inner());
}
function* inner() {
  yield* sleep(1);
  yield* deep();
}
function* deep() {
  ${statement}
}`;
    const { remarks } = await lab.run(source, "typescript");
    const told = remarks.filter((text) => text.includes(sentence));
    expect(told).toEqual([expect.stringMatching(/^\w+: .*\n {4}at program\.ts:9$/)]);
  });

  it("tells of an error that nobody looked at with its line", async () => {
    const { remarks } = await lab.run(
      `function* bad() {
  yield createTask(sleep(0));
}
function* main() {
  createTask(bad(), { name: "bad" });
  currentTask()!.getLoop().callSoon(() => {
    throw new Error("no bread");
  });
  yield* sleep(1);
}`,
      "typescript",
    );
    expect(remarks).toContainEqual(expect.stringMatching(/no bread \(program\.ts:7\)$/));
    expect(remarks).toContainEqual(
      expect.stringMatching(/^bad failed at program\.ts:2, and nobody/),
    );
  });

  it.each([
    ["let x = 1;\n\nlet x = 2;", "Identifier 'x' has already been declared (program.ts:3)"],
    ["function* main( {\n}\n", "Unexpected token"],
    ["\nnamespace Bakery {\n  export const loaves = 3;\n}", "at the top level (program.ts:2)"],
    ['import fs from "node:fs";\nprint(fs);', 'can import "tasklab" and nothing else'],
  ])("says what is wrong with %j", async (source, sentence) => {
    const { end, remarks } = await lab.run(source, "typescript");
    expect(end.outcome).toBe("failed");
    expect(remarks.join("\n")).toContain(sentence);
  });

  it("fetches what the lab lets it, and gets a sentence for the rest", async () => {
    const { output } = await lab.run(
      `function* main() {
         const post = yield* fetchPost(1);
         print(post.id);
         try {
           yield* httpGet("http://example.com/");
         } catch (error) {
           print(error.message);
         }
       }`,
      "typescript",
    );
    expect(output[0]).toBe("1");
    expect(output[1]).toContain("Programs may not fetch from example.com");
  });

  it("cleans up when it is stopped", async () => {
    const run = lab.begin(
      `function* main() {
         try {
           print("waits");
           yield* sleep(3600);
         } finally {
           yield* sleep(0.01);
           print("cleaned up");
         }
       }`,
      "typescript",
      { limits: { stop: PATIENT } },
    );
    await run.untilPrinted("waits");
    await lab.programs.stop();
    const { end, output } = await run.ended;
    expect(end).toEqual({ outcome: "stopped", sentence: "It was stopped.", exitCode: 130 });
    expect(output).toEqual(["waits", "cleaned up"]);
  });
});
