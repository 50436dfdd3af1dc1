import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { Channel, EventKind } from "../../../shared/events";
import { TaskTable } from "../../../shared/reduce";
import { createTask, realClock, sleep } from "../../scheduler";
import { EventLog } from "../event-log";
import { AUTOSAVE_SLICE_EVENTS, CHUNK_EVENTS } from "../limits";
import type { Session } from "../session";
import { Autosave } from "./autosave";
import { eventsIn, newSession, PROGRAM, read } from "./__tests__/sessions";

const SMALL = { events: 3 * CHUNK_EVENTS, text: 10_000_000 };

let folder: string;
let path: string;
let draft: string;
let session: Session;
let begins: number;
let autosave: Autosave;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tasklab autosave "));
  path = join(folder, "last");
  draft = join(folder, "draft");
  session = newSession();
  begins = 0;
  autosave = new Autosave({
    session: () => session,
    place: () => Promise.resolve({ path, draft }),
    version: "1.2.3",
    onBegin: () => void (begins += 1),
    intervalMs: 20,
    restMs: 1,
    retryMs: 20,
  });
});

afterEach(async () => {
  await autosave.close();
  await rm(folder, { recursive: true, force: true });
});

const saved = async () => read(await readFile(path, "utf8"));
/** Resolves once `condition` holds for what the file says. */
const until = (condition: (file: Awaited<ReturnType<typeof saved>>) => boolean) =>
  expect.poll(async () => condition(await saved())).toBe(true);

/** How many events the file holds, and the number of its first one, without reading them all. */
async function extent(): Promise<{ first: number; events: number }> {
  const [header, ...rows] = (await readFile(path, "utf8")).trimEnd().split("\n");
  const { first, snapshot } = JSON.parse(header!) as { first: number; snapshot: number };
  const isEnded = (JSON.parse(rows.at(-1)!) as { e: string }).e === "end";
  return { first, events: rows.length - snapshot - (isEnded ? 1 : 0) };
}

function* nap() {
  yield* sleep(1);
}

function* main() {
  yield* createTask(nap(), { name: "nap" });
}

/** Fills the log with events that happen right after `nap`. */
function fill(log: EventLog, count: number): void {
  for (let n = 0; n < count; n += 1) {
    log.append(n % 2 === 0 ? EventKind.STEP_STARTED : EventKind.TASK_READY, 1, 1, 0, 0, "");
  }
}

describe("the autosave", () => {
  it("holds a run that has ended, whole", async () => {
    await session.start(main(), PROGRAM);
    await until(({ cutShort }) => !cutShort);
    const file = await saved();
    expect(file.rows).toEqual(eventsIn(session.log));
    expect(file).toMatchObject({
      info: { lab: "1.2.3", program: "test", source: "function* main() {}", clock: "virtual" },
      endedAt: session.now(),
    });
    expect(begins).toBe(1);
    expect(await readdir(folder)).toEqual(["last"]);
  });

  it("opens up to its last line while the run goes on", async () => {
    function* endless() {
      for (;;) yield* sleep(0.001);
    }
    session = newSession(1, undefined, realClock);
    const run = session.start(endless(), PROGRAM);
    await until(({ events }) => events > 50);
    const { rows, cutShort } = await saved();
    expect(cutShort).toBe(true);
    expect(rows).toEqual(eventsIn(session.log).slice(0, rows.length));
    await session.stop(1_000);
    await run;
    await until(({ cutShort }) => !cutShort);
  });

  it("goes on behind its end, if something happens after all", async () => {
    await session.start(main(), PROGRAM);
    await until(({ cutShort }) => !cutShort);
    await session.start(main(), PROGRAM);
    session.recorder.print(Channel.LAB, "one more line", 0);
    await until(({ rows }) => rows.at(-1)?.kind === "printed");
    await until(({ events, cutShort }) => events === session.log.end && !cutShort);
    expect((await saved()).rows).toEqual(eventsIn(session.log));
  });

  it("leaves the last run where it is until the next one starts", async () => {
    await writeFile(path, "the last run");
    session.recorder.print(Channel.WARNING, "The settings could not be read.", 0);
    await autosave.close();
    expect(await readFile(path, "utf8")).toBe("the last run");
    expect(begins).toBe(0);
  });

  it("is replaced by the next run", async () => {
    await session.start(main(), PROGRAM);
    await until(({ cutShort }) => !cutShort);
    session = newSession(2);
    await session.start(nap(), PROGRAM);
    await until(({ events, cutShort }) => events === session.log.end && !cutShort);
    expect((await saved()).rows).toEqual(eventsIn(session.log));
    expect(begins).toBe(2);
  });

  it("catches up in slices when much happens at once", async () => {
    await session.start(nap(), PROGRAM);
    fill(session.log, 4 * AUTOSAVE_SLICE_EVENTS);
    await until(({ events }) => events === session.log.end);
    expect((await saved()).rows).toEqual(eventsIn(session.log));
  });

  it("begins anew with what the log has, where the log has let go of what comes next", async () => {
    const log = new EventLog(SMALL);
    session = newSession(1, log);
    await session.start(main(), PROGRAM);
    await until(({ events }) => events === log.end);
    fill(log, 5 * CHUNK_EVENTS);
    expect(log.start).toBeGreaterThan(0);
    await until(({ info }) => info.first === log.start);
    await autosave.close();
    const { rows, info, snapshot } = await saved();
    expect(rows).toEqual(eventsIn(log));
    expect(info).toMatchObject({ first: log.start, evictedTasks: log.evicted.tasks });
    const before = new TaskTable();
    if (snapshot !== null) before.applyAll(snapshot);
    const expected = new TaskTable();
    expected.applyAll(log.snapshot());
    expect(before.size).toBe(expected.size);
  });

  it("never grows far beyond the log", async () => {
    const log = new EventLog(SMALL);
    session = newSession(1, log);
    await session.start(nap(), PROGRAM);
    for (let n = 0; n < 9; n += 1) {
      fill(log, CHUNK_EVENTS);
      const { end } = log;
      await expect
        .poll(async () => {
          const { first, events } = await extent();
          return first + events;
        })
        .toBe(end);
    }
    expect((await saved()).events).toBeLessThanOrEqual(2 * SMALL.events + CHUNK_EVENTS);
    expect(begins).toBeGreaterThan(1);
  });

  it("does not hold up a run that never rests", async () => {
    function* endless() {
      for (;;) yield* sleep(1);
    }
    // More than the log keeps, again and again.
    session = newSession(1, new EventLog(SMALL));
    const run = session.start(endless(), PROGRAM);
    await expect.poll(() => session.log.end).toBeGreaterThan(10 * SMALL.events);
    await session.stop(1_000);
    await run;
    await autosave.close();
    const { info, events, rows } = await saved();
    expect(rows[0]!.seq).toBe(info.first);
    expect(info.first + events).toBeLessThanOrEqual(session.log.end);
  });

  it("stops when it is not wanted any more, and begins again with the next run", async () => {
    const run = session.start(nap(), PROGRAM);
    await until(({ events }) => events > 0);
    await autosave.abandon();
    await rm(path);
    session.recorder.print(Channel.OUTPUT, "unsaved", 0);
    await run;
    session = newSession(2);
    await session.start(main(), PROGRAM);
    await until(({ events }) => events === session.log.end);
    expect(await readFile(path, "utf8")).not.toContain("unsaved");
  });
});

describe("a disk that refuses", () => {
  const remarks = (text: string) =>
    eventsIn(session.log).filter((event) => event.kind === "printed" && event.text.includes(text));
  const untilRefused = () => expect.poll(() => remarks("no longer saved").length).toBe(1);

  it("costs the autosave and not the run, which says so once", async () => {
    path = join(folder, "none", "last");
    await session.start(main(), PROGRAM);
    await untilRefused();
    expect(remarks("no longer saved")[0]).toMatchObject({
      text: expect.stringMatching(/^This run is no longer saved as it goes: .* \(ENOENT\)\./),
    });
    await autosave.close();
    expect(remarks("no longer saved")).toHaveLength(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it("has everything as soon as it takes something again, and the run says so", async () => {
    path = join(folder, "none", "last");
    await session.start(main(), PROGRAM);
    await untilRefused();
    await mkdir(join(folder, "none"));
    await expect.poll(() => remarks("saved again").length).toBe(1);
    await until(({ events, cutShort }) => events === session.log.end && !cutShort);
    expect((await saved()).rows).toEqual(eventsIn(session.log));
    expect(remarks("no longer saved")).toHaveLength(1);
  });

  it("says so again of the next run", async () => {
    path = join(folder, "none", "last");
    await session.start(main(), PROGRAM);
    await untilRefused();
    session = newSession(2);
    await session.start(main(), PROGRAM);
    await untilRefused();
    expect(remarks("saved again")).toHaveLength(0);
  });

  it.skipIf(process.platform !== "linux")("leaves the last run where it is", async () => {
    await writeFile(path, "the last run");
    draft = join(folder, "full");
    await symlink("/dev/full", draft);
    await session.start(main(), PROGRAM);
    await expect
      .poll(() => eventsIn(session.log).at(-1))
      .toMatchObject({ text: expect.stringContaining("the disk is full") });
    expect(await readFile(path, "utf8")).toBe("the last run");
  });
});

it("leaves all but the last moment of a process that is killed", async () => {
  const victim = spawn(
    process.execPath,
    ["--import", "tsx", join(import.meta.dirname, "__tests__/victim.ts"), path],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  onTestFinished(() => void victim.kill("SIGKILL"));
  // It says how far it was, and then, a few times, that it went on: what it had said first is saved.
  let happened = 0;
  let lines = 0;
  for await (const line of createInterface({ input: victim.stdout })) {
    lines += 1;
    if (lines === 5) happened = Number(line);
    if (lines === 15) break;
  }
  victim.kill("SIGKILL");
  await once(victim, "exit");
  const { events, cutShort, rows } = await saved();
  expect(cutShort).toBe(true);
  expect(happened).toBeGreaterThan(0);
  expect(events).toBeGreaterThanOrEqual(happened);
  expect(rows[0]).toMatchObject({ kind: "task-created", name: "main" });
});
