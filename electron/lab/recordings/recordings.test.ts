import { mkdir, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { MAX_UPLOAD_CHUNK_BYTES } from "../../../shared/command-limits";
import type { JobPush } from "../../../shared/library";
import type { Push } from "../../../shared/stream";
import { virtualClock } from "../../scheduler";
import { MAX_JOBS } from "../limits";
import { TestLab } from "../test-lab";
import type { TestPage } from "../test-lab";

let lab: TestLab;
let folder: string;

beforeEach(async () => {
  lab = await TestLab.open({ newClock: virtualClock });
  folder = join(lab.profile, "recordings");
});

afterEach(() => lab.close());

let jobs = 0;
/** A name for a job that no other one has. */
function job(): string {
  jobs += 1;
  return `job-${jobs}`;
}

/** Runs a program to its end. */
async function play(program = "two-tasks"): Promise<TestPage> {
  const page = lab.follow("program");
  await lab.do("programs.run", { program });
  await page.untilPhase("ended");
  await page.until("all of it came", () => page.events.at(-1)?.kind === "printed");
  return page;
}

async function save(name: string): Promise<string> {
  const { recording } = await lab.do("recordings.save", { job: job(), session: "program", name });
  return recording;
}

const open = (recording: string) => lab.do("recordings.open", { job: job(), recording });
const file = (name: string) => join(folder, `${name}.tasklab`);
const isJob =
  (name: string) =>
  (push: Push): push is JobPush =>
    push.type === "job" && push.job === name;

/** Sends a file in parts, as a page does. */
async function send(bytes: Uint8Array, partBytes = MAX_UPLOAD_CHUNK_BYTES, name = "sent.jsonl") {
  const upload = job();
  let offset = 0;
  for (;;) {
    const part = bytes.subarray(offset, offset + partBytes);
    const isLast = offset + part.length === bytes.length;
    const data = Buffer.from(part).toString("base64");
    const result = await lab.call("recordings.openBytes", {
      job: upload,
      name,
      offset,
      data,
      isLast,
    });
    if (!result.ok || isLast) return result;
    offset += part.length;
    expect(result.value).toEqual({ received: offset, opened: null });
  }
}

describe("a run that is saved", () => {
  it("opens again as it was, in a session that a page follows like any other", async () => {
    const live = await play();
    expect(await save("Two tasks")).toBe("Two tasks");
    const page = lab.follow("recording");
    expect(page.epoch).toBe(1);
    const { opened } = await open("Two tasks");
    expect(opened).toMatchObject({
      name: "Two tasks",
      entry: "Two tasks",
      info: { lab: "1.2.3", session: "program", program: "two-tasks", first: 0, clock: null },
      cutShort: false,
      remarks: [],
    });
    expect(opened.info.source).toContain("function* main()");
    expect(Math.abs(Date.parse(opened.info.startedAt) - Date.now())).toBeLessThan(60_000);
    await page.until("all of it came", () => page.events.length === live.events.length);
    expect(page.events).toEqual(live.events);
    expect(page.table.name.slice(0, 3)).toEqual(live.table.name.slice(0, 3));
    expect(page.epoch).toBe(2);
    expect(page.status).toMatchObject({
      phase: "ended",
      program: "two-tasks",
      recording: { name: "Two tasks", events: live.events.length },
    });
    expect(lab.lab.handlers["lab.describe"]({})).toMatchObject({
      sessions: { recording: { epoch: 2, recording: { name: "Two tasks" } } },
    });
  });

  it("stands in the list with what its first line says, the newest first", async () => {
    await play();
    await save("one");
    await save("other");
    const { recordings, others } = await lab.do("recordings.list", {});
    const saved = recordings.filter(({ kind }) => kind === "saved");
    expect(saved.map(({ id, name }) => [id, name])).toEqual([
      ["other", "other"],
      ["one", "one"],
    ]);
    expect(saved[0]).toMatchObject({
      about: { session: "program", program: "two-tasks", events: expect.any(Number) },
      problem: null,
    });
    expect(saved[0]!.about).not.toHaveProperty("source");
    expect(saved[0]!.bytes).toBe((await readFile(file("other"))).length);
    expect(others).toBe(0);
  });

  it("takes no other's place, and leaves nothing behind when it may not", async () => {
    await play();
    await save("mine");
    const before = await readFile(file("mine"), "utf8");
    await play("return-value");
    expect(
      await lab.refused("recordings.save", { job: job(), session: "program", name: "mine" }),
    ).toMatchObject({
      code: "conflict",
      field: "name",
      message:
        'There is a recording "mine" already: choose another name, or delete that one first.',
    });
    expect(await readFile(file("mine"), "utf8")).toBe(before);
    expect((await readdir(folder)).filter((name) => name.includes("draft"))).toEqual([]);
  });

  it("is one of two that were saved under one name at once", async () => {
    await play();
    const results = await Promise.all(
      [1, 2, 3].map(() =>
        lab.call("recordings.save", { job: job(), session: "program", name: "same" }),
      ),
    );
    expect(results.filter(({ ok }) => ok).length).toBe(1);
    await open("same");
  });

  it("can be saved while it goes on, and holds what had happened by then", async () => {
    const live = lab.follow();
    const create = { session: "playground", coroutine: "sleep", args: {}, count: 20_000 } as const;
    await lab.do("tasks.create", create);
    const saving = lab.do("recordings.save", {
      job: job(),
      session: "playground",
      name: "going on",
    });
    await lab.do("tasks.create", { ...create, count: 100 });
    await saving;
    const { opened } = await open("going on");
    expect(opened.events).toBeGreaterThan(20_000);
    expect(opened.cutShort).toBe(false);
    const page = lab.follow("recording");
    await page.until("all of it came", () => page.events.length === opened.events);
    await live.until("they came", () => live.events.length > opened.events);
    expect(page.events).toEqual(live.events.slice(0, opened.events));
  });

  it("is refused a name that no file can have, and a session in which nothing happened", async () => {
    await play();
    for (const name of ["../evil", "a/b", "", ".hidden", "CON", "nul.txt", "x".repeat(81), "a\0"]) {
      const refusal = await lab.refused("recordings.save", {
        job: job(),
        session: "program",
        name,
      });
      expect(refusal).toMatchObject({ code: "bad-input", field: "name" });
    }
    expect(
      await lab.refused("recordings.save", { job: job(), session: "playground", name: "empty" }),
    ).toMatchObject({ code: "conflict", message: expect.stringContaining("nothing to save yet") });
    expect(
      await lab.refused("recordings.save", { job: job(), session: "recording", name: "none" }),
    ).toMatchObject({ code: "conflict", message: "No recording is open." });
  });

  it("loses nothing when the disk refuses, and says why", async () => {
    await play();
    await lab.do("recordings.delete", { recording: ".last-program" }).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
    await writeFile(folder, "not a folder");
    expect(
      await lab.refused("recordings.save", { job: job(), session: "program", name: "mine" }),
    ).toMatchObject({ code: "storage", message: expect.stringContaining("could not be made") });
    await rm(folder);
    await save("mine");
  });

  it("can be renamed and deleted, also while it is open", async () => {
    await play();
    await save("old");
    const page = lab.follow("recording");
    await open("old");
    expect(await lab.do("recordings.rename", { recording: "old", name: " new " })).toEqual({
      recording: "new",
    });
    expect(page.status?.recording).toMatchObject({ name: "new", entry: "new" });
    expect(await lab.do("recordings.rename", { recording: "new", name: "new" })).toEqual({
      recording: "new",
    });
    await lab.do("recordings.delete", { recording: "new" });
    expect(page.status?.recording).toMatchObject({ name: "new", entry: null });
    expect(page.pushes.filter(({ type }) => type === "library").length).toBeGreaterThanOrEqual(3);
    expect(await lab.refused("recordings.open", { job: job(), recording: "new" })).toMatchObject({
      code: "not-found",
      message: 'There is no recording "new".',
    });
    // What was read of it is still there, and can be kept.
    const { recording } = await lab.do("recordings.save", {
      job: job(),
      session: "recording",
      name: "again",
    });
    expect((await open(recording)).opened.info.program).toBe("two-tasks");
  });

  it("is renamed over no other one, and to a name that differs in capitals alone", async () => {
    await play();
    await save("one");
    await save("two");
    expect(await lab.refused("recordings.rename", { recording: "one", name: "two" })).toMatchObject(
      { code: "conflict", field: "name" },
    );
    await lab.do("recordings.rename", { recording: "one", name: "One" });
    const { recordings } = await lab.do("recordings.list", {});
    expect(recordings.map(({ id }) => id)).toEqual(expect.arrayContaining(["One", "two"]));
  });
});

describe("an id from a page", () => {
  it("reaches no file outside of the library", async () => {
    await play();
    await save("mine");
    const outside = join(lab.profile, "outside.tasklab");
    await writeFile(outside, "secret");
    await mkdir(file("folder"));
    for (const recording of ["../outside", "..\\outside", "folder", "./mine", "", "x\0", outside]) {
      for (const refusal of [
        await lab.refused("recordings.open", { job: job(), recording }),
        await lab.refused("recordings.delete", { recording }),
        await lab.refused("recordings.rename", { recording, name: "stolen" }),
        await lab.refused("recordings.export", {
          job: job(),
          source: { recording },
          format: "spans",
        }),
      ]) {
        expect(refusal.code).toBe("not-found");
      }
    }
    expect(await readFile(outside, "utf8")).toBe("secret");
  });
});

describe("a recording that is open", () => {
  it("refuses whatever would act on its tasks, in a sentence", async () => {
    await play();
    await save("mine");
    await open("mine");
    const session = "recording" as const;
    const refusals = [
      await lab.refused("tasks.create", { session, coroutine: "sleep", args: {}, count: 1 }),
      await lab.refused("tasks.awaitDirectly", { session, coroutine: "sleep", args: {}, count: 1 }),
      await lab.refused("tasks.await", { session, task: 1 }),
      await lab.refused("tasks.cancel", { session, task: 1 }),
      await lab.refused("tasks.cancelAll", { session }),
      await lab.refused("session.stop", { session }),
    ];
    for (const { code, message, field } of refusals) {
      expect([code, field]).toEqual(["conflict", "session"]);
      expect(message).toContain("This is a recording");
    }
  });

  it("is closed by clearing its session, and another one takes its place", async () => {
    await play();
    await save("mine");
    const page = lab.follow("recording");
    await open("mine");
    await page.until("it came", () => page.events.length > 0);
    expect(await lab.do("session.clear", { session: "recording" })).toEqual({ epoch: 3 });
    await page.until("it was gone", () => page.epoch === 3);
    expect(page.events).toEqual([]);
    expect(page.status).toMatchObject({ phase: "empty", recording: null });
    await open("mine");
    await page.until("it came again", () => page.epoch === 4 && page.events.length > 0);
  });

  it("says that it was cut short, and shows everything up to its last whole line", async () => {
    const live = await play();
    await save("mine");
    const bytes = await readFile(file("mine"));
    await truncate(file("mine"), bytes.length - 60);
    const { opened } = await open("mine");
    expect(opened).toMatchObject({
      cutShort: true,
      remarks: [expect.stringContaining("up to its last whole line")],
    });
    const page = lab.follow("recording");
    await page.until("all of it came", () => page.events.length === opened.events);
    expect(page.events).toEqual(live.events.slice(0, opened.events));
    expect(opened.endedAt).toBe(live.events[opened.events - 1]!.time);
  });

  it("stays open when another one cannot be opened", async () => {
    await play();
    await save("mine");
    await open("mine");
    await writeFile(file("bad"), '{"format":"something else"}\n');
    expect(await lab.refused("recordings.open", { job: job(), recording: "bad" })).toEqual({
      code: "bad-input",
      message:
        'This is not a Tasklab recording: line 1 must begin with {"format":"tasklab-recording", …}.',
    });
    const page = lab.follow("recording");
    await page.until("it came", () => page.events.length > 0);
    const { recordings } = await lab.do("recordings.list", {});
    expect(recordings.find(({ id }) => id === "bad")).toMatchObject({
      about: null,
      problem: expect.stringContaining("not a Tasklab recording"),
    });
  });
});

describe("a file that a page sends", () => {
  it("opens as the same file in the library does, in parts of any size", async () => {
    const live = await play();
    await save("mine");
    const bytes = await readFile(file("mine"));
    for (const partBytes of [101, 4_096, MAX_UPLOAD_CHUNK_BYTES]) {
      const result = await send(bytes, partBytes, "C:\\Users\\ada\\my run.tasklab.jsonl");
      expect(result).toMatchObject({
        ok: true,
        value: { received: bytes.length, opened: { name: "my run", entry: null, cutShort: false } },
      });
      const page = lab.follow("recording");
      await page.until("all of it came", () => page.events.length === live.events.length);
      expect(page.events).toEqual(live.events);
    }
    const { recording } = await lab.do("recordings.save", {
      job: job(),
      session: "recording",
      name: "kept",
    });
    expect((await open(recording)).opened.info.program).toBe("two-tasks");
  });

  it("is refused with the format's sentence if it is no recording", async () => {
    for (const [text, sentence] of [
      ["", "This is not a recording: the file is empty."],
      ["hello\n", "This is not a Tasklab recording"],
      ["\xff\xfe\n", "Line 1 is not text in UTF-8."],
    ] as const) {
      const result = await send(Buffer.from(text, "latin1"), 3);
      expect(result).toMatchObject({
        ok: false,
        error: { code: "bad-input", message: expect.stringContaining(sentence) },
      });
    }
  });

  it("tells a page that goes on sending what was wrong, and then that it is over", async () => {
    const upload = job();
    const part = (offset: number, text: string) =>
      lab.call("recordings.openBytes", {
        job: upload,
        name: "x",
        offset,
        data: Buffer.from(text).toString("base64"),
        isLast: false,
      });
    expect(await part(0, "no recording\n")).toMatchObject({ ok: false });
    expect(await part(13, "more")).toMatchObject({ ok: false, error: { code: "not-found" } });
  });

  it("refuses a part that does not follow, or is no base64, and goes on with the right one", async () => {
    await play();
    await save("mine");
    const bytes = await readFile(file("mine"));
    const upload = job();
    const part = (offset: number, data: string, isLast = false) =>
      lab.call("recordings.openBytes", { job: upload, name: "x", offset, data, isLast });
    const base64 = (from: number, to?: number) => bytes.subarray(from, to).toString("base64");
    expect(await part(0, base64(0, 300))).toMatchObject({ ok: true, value: { received: 300 } });
    expect(await part(0, base64(0, 300))).toMatchObject({ ok: false, error: { code: "conflict" } });
    expect(await part(600, base64(600))).toMatchObject({ ok: false, error: { code: "conflict" } });
    expect(await part(300, "not base64!")).toMatchObject({
      ok: false,
      error: { code: "bad-input", field: "data" },
    });
    const [first, second] = await Promise.all([
      part(300, base64(300, 400)),
      part(300, base64(300, 400)),
    ]);
    expect([first.ok, second.ok]).toEqual([true, false]);
    expect(await part(400, base64(400), true)).toMatchObject({ ok: true });
  });

  it("can be called off, and gives way to another opening", async () => {
    await play();
    await save("mine");
    const bytes = await readFile(file("mine"));
    const page = lab.follow("recording");
    const begin = async () => {
      const upload = job();
      const data = bytes.subarray(0, 200).toString("base64");
      const chunk = { job: upload, name: "x", data, isLast: false };
      await lab.do("recordings.openBytes", { ...chunk, offset: 0 });
      return { upload, next: () => lab.call("recordings.openBytes", { ...chunk, offset: 200 }) };
    };
    const cancelled = await begin();
    expect(await lab.do("recordings.cancel", { job: cancelled.upload })).toEqual({
      accepted: true,
    });
    expect(await cancelled.next()).toMatchObject({
      ok: false,
      error: { code: expect.stringMatching(/^(cancelled|not-found)$/) },
    });
    expect(page.pushes.filter(isJob(cancelled.upload)).at(-1)).toMatchObject({
      state: "ended",
      failure: { code: "cancelled", message: "It was cancelled." },
    });
    const overtaken = await begin();
    await open("mine");
    expect(await overtaken.next()).toMatchObject({ ok: false, error: { code: "not-found" } });
    expect(page.pushes.filter(isJob(overtaken.upload)).at(-1)).toMatchObject({
      failure: { code: "cancelled", message: "Another recording was opened meanwhile." },
    });
    expect(await lab.do("recordings.cancel", { job: overtaken.upload })).toEqual({
      accepted: false,
    });
  });
});

describe("jobs", () => {
  it("have names of their own, and are not more than the lab can take", async () => {
    await play();
    const exports = Array.from({ length: MAX_JOBS }, (_, index) => `export-${index}`);
    const source = { session: "program" } as const;
    for (const job of exports) {
      await lab.do("recordings.export", { job, source, format: "json-lines" });
    }
    expect(
      await lab.refused("recordings.export", { job: "export-0", source, format: "spans" }),
    ).toMatchObject({ code: "conflict", field: "job" });
    expect(
      await lab.refused("recordings.save", { job: "more", session: "program", name: "more" }),
    ).toMatchObject({ code: "conflict", message: expect.stringContaining("already") });
    for (const job of exports) await lab.do("recordings.cancel", { job });
    await save("more");
  });

  it("are refused when the lab closes, and called off", async () => {
    const other = await TestLab.open({ newClock: virtualClock });
    onTestFinished(() => other.close());
    const page = other.follow("program");
    await other.do("programs.run", { program: "two-tasks" });
    await page.untilPhase("ended");
    const source = { session: "program" } as const;
    await other.do("recordings.export", { job: "open", source, format: "spans" });
    const closing = other.lab.close();
    await page.until("it was called off", () => page.pushes.some(isJob("open")));
    expect(page.pushes.find(isJob("open"))).toMatchObject({
      state: "ended",
      failure: { message: "The lab is closing." },
    });
    await closing;
    expect(
      await other.refused("recordings.save", { job: "late", session: "program", name: "late" }),
    ).toMatchObject({ code: "conflict", message: "The lab is closing." });
  });
});
