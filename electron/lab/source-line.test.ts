import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Channel } from "../../shared/events";
import { virtualClock } from "../scheduler";
import { OFFERED_FILES } from "./coroutines";
import { PROGRAMS } from "./programs";
import { fileOf, lineOf, placesOf } from "./source-line";
import { linesBefore, sourceShown } from "./source";
import { TestLab } from "./test-lab";

const textOf = new Map(
  [...OFFERED_FILES, ...PROGRAMS.map(({ description }) => description)].map(({ file, source }) => [
    file,
    source,
  ]),
);

/** What stands in the line that an event names. */
function lineText({ file, line }: { file: string; line: number }): string {
  return textOf.get(file)?.split("\n")[line - 1]?.trim() ?? "";
}

describe("the lines of the lab's own coroutines and programs", () => {
  let lab: TestLab;

  beforeEach(async () => {
    lab = await TestLab.open({ newClock: () => virtualClock() });
    await lab.do("settings.update", { settings: { latencyMs: 5, jitterMs: 0 } });
  });

  afterEach(() => lab.close());

  it("are those that the page shows, of each task as it is suspended", async () => {
    const page = lab.follow("program");
    await lab.do("programs.run", { program: "two-tasks" });
    await page.until("it ended", () => page.of("task-done").length === 3);
    expect(page.of("task-site").map((site) => [site.task, lineText(site)])).toEqual([
      [2, 'const taskA = createTask(fetchSource("source A"), { name: "source A" });'],
      [3, 'const taskB = createTask(fetchSource("source B"), { name: "source B" });'],
    ]);
    expect(page.of("task-line").map((line) => [line.task, lineText(line)])).toEqual([
      [1, "const a = yield* taskA;"],
      [2, "yield* sleep(1);"],
      [3, "yield* sleep(1);"],
    ]);
  });

  it("are known of every program", async () => {
    const page = lab.follow("program");
    for (const { description } of PROGRAMS) {
      await lab.do("programs.run", { program: description.id });
      await page.until("it ended", () =>
        page.texts(Channel.LAB).some((text) => text.startsWith(`${description.title} ended`)),
      );
      const lines = page.of("task-line");
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(lineText(line)).toContain("yield*");
    }
  });

  it("end where main, which is the lab's own, goes on", async () => {
    const page = lab.follow();
    const input = { session: "playground", coroutine: "sleep", args: {}, count: 1 } as const;
    await lab.do("tasks.awaitDirectly", input);
    await page.until("it waited again", () => page.of("task-line").length === 2);
    const [first, second] = page.of("task-line");
    expect(lineText(first!)).toBe("yield* sleep(seconds);");
    expect(second).toMatchObject({ task: 1, line: 0, file: "" });
  });
});

describe("what is shown of a module", () => {
  const folder = join(import.meta.dirname, "programs");
  it.each(readdirSync(folder).filter((file) => /^[\w-]+\.ts$/.test(file) && file !== "index.ts"))(
    "%s begins after its imports",
    (file) => {
      const module = readFileSync(join(folder, file), "utf8");
      const rest = module.split("\n").slice(linesBefore(module)).join("\n");
      expect(rest.replace(/^export /gm, "").trim()).toBe(sourceShown(module));
    },
  );
});

describe("a place", () => {
  it("is a file and a line in one number", () => {
    const first = placesOf("one.ts");
    const second = placesOf("another.ts");
    expect(placesOf("one.ts")).toBe(first);
    expect([fileOf(first + 12), lineOf(first + 12)]).toEqual(["one.ts", 12]);
    expect([fileOf(second + 200_000), lineOf(second + 200_000)]).toEqual(["another.ts", 200_000]);
  });
});
