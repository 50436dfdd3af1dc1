import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CancelOrigin, Channel } from "../../shared/events";
import type { Language } from "../../shared/own-program";
import { BUILD_PATIENCE_MS, builtPrograms } from "../programs/__tests__/built-programs";
import { forkTransport } from "../programs/transport";
import type { Transport } from "../programs/transport";
import { TestLab } from "./test-lab";
import type { TestPage } from "./test-lab";

/** CPython takes seconds to load, and longer on a busy machine. */
const PATIENCE_MS = 60_000;
const session = "program";

let folder: string;
let lab: TestLab;
let page: TestPage;
let transports: Transport[];

beforeAll(async () => {
  folder = await builtPrograms();
}, BUILD_PATIENCE_MS);

beforeEach(async () => {
  transports = [];
  const openProgramHost = (): Transport => {
    const transport = forkTransport(folder);
    transports.push(transport);
    return transport;
  };
  lab = await TestLab.open({ openProgramHost });
  page = lab.follow(session);
});
afterEach(() => lab.close());

function run(source: string, language: Language = "typescript", more: object = {}) {
  const file = language === "python" ? "mine.py" : "mine.ts";
  return lab.do("programs.runSource", { source, language, title: "My own", file, ...more });
}

const printed = (text: string) =>
  page.until(`it printed ${text}`, () => page.texts(Channel.OUTPUT).includes(text));
const status = () => page.status!;

const NAPPING = `
function* nap(seconds) { yield* sleep(seconds); return "rested"; }
function* main() { print("ready"); yield* sleep(3600); }`;

const SPINNING = `
function* main() {
  print("ready");
  yield* sleep(0.05);
  for (;;) Math.sqrt(2);
}`;

describe("a program of the user's own", () => {
  it("runs in the session of programs, as pages follow any other", async () => {
    const { epoch } = await run(`
      function* half() { yield* sleep(0.05); return 7; }
      function* main() { print(yield* createTask(half(), { name: "half" })); }`);
    await page.untilPhase("ended");
    expect(page.epoch).toBe(epoch);
    expect(status()).toMatchObject({
      program: null,
      source: { language: "typescript", file: "mine.ts", title: "My own" },
      end: { outcome: "finished", sentence: "", exitCode: 0 },
      blocking: null,
      coroutines: ["half", "main"],
    });
    expect(page.texts(Channel.OUTPUT)).toEqual(["7"]);
    expect(page.of("task-created").map(({ name }) => name)).toEqual([expect.any(String), "half"]);
    expect(page.texts(Channel.LAB).at(-1)).toMatch(/^My own ended after 0\.\d\d s\.$/);
    expect(await lab.do("programs.source", {})).toMatchObject({
      source: expect.stringContaining("function* half()"),
    });
    await lab.do("session.clear", { session });
    expect(await lab.do("programs.source", {})).toEqual({ source: null });
  });

  it("is saved with its text, and opened again", async () => {
    await run("function* main() { print('kept'); }");
    await page.untilPhase("ended");
    await lab.do("recordings.save", { job: "save", session, name: "mine" });
    const { recordings } = await lab.do("recordings.list", {});
    const { id } = recordings.find(({ name }) => name.startsWith("mine"))!;
    const { opened } = await lab.do("recordings.open", { job: "open", recording: id });
    expect(opened.info).toMatchObject({
      session: "program",
      program: "mine.ts",
      source: "function* main() { print('kept'); }",
      clock: "real",
    });
  });

  it("lets the user create, await and cancel tasks of it, who stands in their story", async () => {
    await run(NAPPING);
    await printed("ready");
    expect(status().coroutines).toEqual(["nap", "main"]);
    const { task } = await lab.do("programs.createTask", { coroutine: "nap", args: [3600] });
    const { awaiter } = await lab.do("tasks.await", { session, task });
    await page.until("it is awaited", () => page.of("task-waiting", awaiter).length > 0);
    expect(await lab.do("tasks.cancel", { session, task, message: "enough" })).toEqual({
      accepted: true,
    });
    await page.untilDone(task, awaiter);
    expect(page.of("cancel-requested", task)).toMatchObject([
      { origin: CancelOrigin.USER, by: 0, message: "enough" },
    ]);
    await lab.do("programs.createTask", { coroutine: "nap", args: [1800] });
    expect(await lab.do("tasks.cancelAll", { session })).toEqual({ accepted: 1 });
    expect(status().phase).toBe("running");

    const { message } = await lab.refused("programs.createTask", { coroutine: "walk", args: [] });
    expect(message).toBe("The program has no coroutine walk at its top level.");
    await lab.do("session.stop", { session });
    await page.untilPhase("ended");
    expect(status().end).toMatchObject({ outcome: "stopped", exitCode: 130 });
    const refusal = await lab.refused("tasks.await", { session, task });
    expect(refusal).toMatchObject({ code: "conflict", message: "No program runs." });
  });

  it("that never yields is told with its line, answers nobody, and is ended by Stop", async () => {
    await run(SPINNING);
    await page.until("it blocks", () => status().blocking?.line === 5);
    const { blocking } = status();
    const [{ time: readyAt } = { time: NaN }] = page.of("printed", 1);
    expect(blocking!.since).toBeGreaterThanOrEqual(readyAt);
    expect(blocking!.since).toBeLessThanOrEqual(status().time.at);
    const { message } = await lab.refused("tasks.cancel", { session, task: 1 });
    expect(message).toBe(
      "The program does not yield, so that nothing reaches it. It stands at line 5. Stop ends it.",
    );
    expect(await lab.do("loop.look", { session })).toMatchObject({ runs: true, ready: [] });
    await lab.do("session.stop", { session });
    await page.untilPhase("ended");
    expect(status()).toMatchObject({ end: { outcome: "killed" }, blocking: null });
    expect(page.texts(Channel.OUTPUT)).toEqual(["ready"]);
  });

  it("makes room for the next one, whatever it does", async () => {
    const first = await run(SPINNING);
    await printed("ready");
    const second = await run("function* main() { print('second'); }");
    expect(second.epoch).toBe(first.epoch + 1);
    await printed("second");
    await lab.do("programs.run", { program: "two-tasks" });
    await page.until("a program of the lab runs", () => status().program === "two-tasks");
    expect(status()).toMatchObject({ source: null, end: null, coroutines: [] });
  });

  it("that dies is a sentence, and what it did until then is kept", async () => {
    await run(NAPPING);
    await printed("ready");
    transports.at(-1)!.kill();
    await page.untilPhase("ended");
    expect(status().end).toMatchObject({ outcome: "crashed", exitCode: 1 });
    expect(page.texts(Channel.OUTPUT)).toEqual(["ready"]);
    expect(page.texts(Channel.ERROR)).toEqual([status().end!.sentence]);
    await run("function* main() { print('again'); }");
    await printed("again");
  });

  it("is paused, stepped and sped up as any session is", async () => {
    await lab.do("time.pause", { session });
    await run(`function* main() { yield* sleep(1000); print("slept"); }`);
    await page.until("it has begun", () => page.of("task-created").length > 0);
    expect(await lab.do("time.step", { session })).toMatchObject({ ran: { kind: "step" } });
    expect(await lab.do("loop.look", { session })).toMatchObject({ runs: true, timerCount: 1 });
    expect(await lab.do("time.step", { session })).toMatchObject({ ran: { kind: "wake" } });
    await lab.do("time.resume", { session });
    await page.untilPhase("ended");
    expect(page.lines(Channel.OUTPUT)).toMatchObject([{ text: "slept" }]);
    expect(page.lines(Channel.OUTPUT)[0]!.time).toBeGreaterThanOrEqual(1000);
    await lab.do("time.dial", { session, dial: "10" });
    await run("function* main() { yield* sleep(1); }", "typescript", { clock: "virtual" });
    await page.until("virtual", () => status().time.dial === "jump");
    const { message } = await lab.refused("time.dial", { session, dial: "0.1" });
    expect(message).toContain("virtual time");
    await page.untilPhase("ended");
    await lab.do("session.clear", { session });
    expect(status().time.dial).toBe("10");
  });

  it("fetches posts, which the lab's server tells of, and nothing else unless it may", async () => {
    const elsewhere = `
      function* main() {
        print((yield* fetchPost(3)).id);
        try { yield* httpGet("http://127.0.0.1:9/"); } catch (error) { print(error.code); }
      }`;
    await run(elsewhere);
    await page.untilPhase("ended");
    expect(page.texts(Channel.OUTPUT)).toEqual(["3", "unreachable"]);
    expect(page.of("request-ended").map(({ text }) => text)).toEqual([
      "200",
      expect.stringContaining("unless you allow the network"),
    ]);
    expect(page.lines(Channel.SERVER)).toMatchObject([
      { task: 1, text: expect.stringMatching(/^GET \/posts\/3: answered with 200 after/) },
    ]);
    await lab.do("settings.update", { settings: { allowNetwork: true } });
    await run(elsewhere);
    await page.until("it ran again", () => page.of("request-ended").length === 2);
    expect(page.of("request-ended")[1]!.text).not.toContain("allow");
  });

  it("runs in CPython too (slow)", { timeout: PATIENCE_MS }, async () => {
    await lab.do("programs.prepare", { language: "python" });
    await run(
      `
import asyncio

async def nap(seconds):
    await asyncio.sleep(seconds)

async def main():
    print("ready")
    await asyncio.sleep(3600)

asyncio.run(main())
`,
      "python",
    );
    await page.until("it has begun", () => page.texts(Channel.OUTPUT).includes("ready"));
    expect(status().coroutines).toEqual(["nap", "main"]);
    const { task } = await lab.do("programs.createTask", { coroutine: "nap", args: [3600] });
    await lab.do("tasks.cancel", { session, task });
    await page.untilDone(task);
    expect(page.of("cancel-requested", task)).toMatchObject([{ origin: CancelOrigin.USER }]);
    await lab.do("session.stop", { session });
    await page.untilPhase("ended");
    expect(status().end).toMatchObject({ outcome: "stopped", sentence: "It was stopped." });
  });

  it("is refused with a name that would break the line of an error", async () => {
    const { message } = await lab.refused("programs.runSource", {
      source: "",
      language: "python",
      title: "mine",
      file: "../mine.py",
    });
    expect(message).toContain("no slashes");
  });
});
