import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JobPush } from "../../../shared/library";
import { EXPORT_FORMATS } from "../../../shared/library";
import { TaskTable } from "../../../shared/reduce";
import type { Push } from "../../../shared/stream";
import { createTask, gather, sleep } from "../../scheduler";
import { EventLog } from "../event-log";
import { CHUNK_EVENTS } from "../limits";
import { newSession, PROGRAM } from "./__tests__/sessions";
import { Recordings } from "./recordings";

const EVENTS = 1_000_000;
const TASKS_AT_ONCE = 100;
/** Far longer than any of it takes. */
const TIMEOUT_MS = 180_000;

let folder: string;
let recordings: Recordings;
let pushes: Push[];
/** Where the user wants the next export. */
let chosen: string;
/** Called with every push. */
let onPush: (push: Push) => void = () => undefined;

// Half of its events leave the log: the recording begins with a snapshot.
const log = new EventLog({ events: EVENTS + CHUNK_EVENTS, text: 100_000_000 });
const session = newSession(1, log);

function* nap() {
  yield* sleep(0.5);
  yield* sleep(0.5);
}

function* main() {
  const early = createTask(sleep(1e6), { name: "early" });
  while (log.end < 1.5 * EVENTS) {
    yield* gather(Array.from({ length: TASKS_AT_ONCE }, () => createTask(nap())));
  }
  early.cancel();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tasklab long "));
  pushes = [];
  recordings = new Recordings({
    folder: join(folder, "library"),
    version: "1",
    session: () => session,
    push: (push) => {
      pushes.push(push);
      onPush(push);
    },
    onShown: () => undefined,
    chooseFile: () => Promise.resolve(chosen),
    givenPath: () => chosen,
    log: { warn: () => undefined, error: () => undefined },
  });
  await session.start(main(), PROGRAM);
  await recordings.handlers["recordings.save"]({ job: "save", session: "program", name: "long" });
}, TIMEOUT_MS);

afterAll(async () => {
  await recordings.close();
  await rm(folder, { recursive: true, force: true });
}, TIMEOUT_MS);

const progressOf = (job: string) =>
  pushes.flatMap((push) =>
    push.type === "job" && push.job === job && push.state === "running" ? [push] : [],
  );
const endOf = (job: string): JobPush | undefined =>
  pushes.find(
    (push): push is JobPush => push.type === "job" && push.job === job && push.state === "ended",
  );

describe("a recording of a million events", () => {
  it(
    "opens as it was, with what was evicted before it, and says how far it is",
    async () => {
      const { handlers } = recordings;
      const { opened } = await handlers["recordings.open"]({ job: "open", recording: "long" });
      expect(log.start).toBeGreaterThan(0);
      expect(opened).toMatchObject({
        events: log.end - log.start,
        endedAt: session.now(),
        cutShort: false,
        info: { first: log.start, evictedTasks: log.evicted.tasks, events: log.end - log.start },
      });
      const read = recordings.session.log;
      const [live, recorded] = [log, read].map((each) => {
        const table = new TaskTable();
        table.applyAll(each.snapshot());
        expect(table.name).toContain("early");
        for (let seq = each.start; seq < each.end;) {
          const batch = each.read(seq, CHUNK_EVENTS);
          table.applyAll(batch);
          seq += batch.length;
        }
        return table;
      });
      expect(recorded!.size).toBe(live!.size);
      expect(recorded!.countByState).toEqual(live!.countByState);
      const { bytes } = (await handlers["recordings.list"]({})).recordings.find(
        ({ id }) => id === "long",
      )!;
      const done = progressOf("open").map((push) => push.done);
      expect(done.length).toBeGreaterThan(1);
      expect(done).toEqual([...done].sort((one, other) => one - other));
      expect(progressOf("open")[0]).toMatchObject({ total: bytes, unit: "bytes" });
      expect(done.at(-1)).toBeLessThanOrEqual(bytes);
    },
    TIMEOUT_MS,
  );

  it.each(EXPORT_FORMATS)(
    "is exported as %s, or cancelled in the middle of that",
    async (format) => {
      chosen = join(folder, format);
      const input = { source: { session: "program" }, format } as const;
      const job = `export-${format}`;
      await recordings.handlers["recordings.export"]({ job, ...input });
      expect((await stat(chosen)).size).toBeGreaterThan(10_000_000);
      expect(progressOf(job).length).toBeGreaterThan(1);
      expect(progressOf(job)[0]).toMatchObject({ total: log.end - log.start, unit: "events" });
      expect(endOf(job)).toMatchObject({ failure: null });

      const before = await stat(chosen);
      const cancelled = `cancelled-${format}`;
      onPush = (push) => {
        if (push.type !== "job" || push.job !== cancelled || push.state !== "running") return;
        if (push.done > 0) void recordings.handlers["recordings.cancel"]({ job: cancelled });
      };
      await expect(
        recordings.handlers["recordings.export"]({ job: cancelled, ...input }),
      ).rejects.toMatchObject({ code: "cancelled" });
      expect(progressOf(cancelled).at(-1)!.done).toBeLessThan(log.end - log.start);
      expect(endOf(cancelled)).toMatchObject({ failure: { code: "cancelled" } });
      expect(await stat(chosen)).toEqual(before);
      expect((await readdir(folder)).filter((name) => name.startsWith("."))).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
