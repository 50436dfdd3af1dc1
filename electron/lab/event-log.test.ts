import * as fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { eventsOf } from "../../shared/batch";
import { EventKind, Outcome } from "../../shared/events";
import { NO_SLOT, TaskTable } from "../../shared/reduce";
import { EventLog } from "./event-log";
import { CHUNK_EVENTS, CHUNKS_EVICTED_AT_ONCE, HELD_GROWTH, MAX_TEXT_LENGTH } from "./limits";

const NO_LIMIT = Number.POSITIVE_INFINITY;

function append(log: EventLog, kind: number, task: number, text = "", detail = 0): void {
  log.append(kind, log.end / 1_000, task, detail, 0, text);
}

/** Tasks that begin and end, three events each. */
function live(log: EventLog, first: number, last: number): void {
  for (let task = first; task <= last; task += 1) {
    append(log, EventKind.TASK_CREATED, task, `task-${task}`);
    append(log, EventKind.STEP_STARTED, task);
    append(log, EventKind.TASK_DONE, task, "1", Outcome.RESULT);
  }
}

/** What a page knows that got a snapshot and then everything that is kept. */
function follow(log: EventLog): TaskTable {
  const table = new TaskTable();
  table.applyAll(log.snapshot());
  for (let seq = log.start; seq < log.end;) {
    const batch = log.read(seq, 1_000);
    table.applyAll(batch);
    seq += batch.length;
  }
  return table;
}

describe("the event log", () => {
  it("numbers events from 0 and gives them back, chunk by chunk", () => {
    const log = new EventLog();
    live(log, 1, CHUNK_EVENTS);
    expect([log.start, log.end]).toEqual([0, 3 * CHUNK_EVENTS]);
    for (const from of [0, 1, CHUNK_EVENTS - 1, CHUNK_EVENTS, 3 * CHUNK_EVENTS - 1]) {
      const batch = log.read(from, 10);
      expect(batch.firstSeq).toBe(from);
      expect([...eventsOf(batch)][0]!.task).toBe(Math.floor(from / 3) + 1);
    }
    expect(log.read(CHUNK_EVENTS - 1, 10).length).toBe(1);
    expect(log.read(log.end, 10).length).toBe(0);
  });

  it("refuses numbers that it does not hold", () => {
    const log = new EventLog({ events: 2 * CHUNK_EVENTS, text: NO_LIMIT });
    live(log, 1, CHUNK_EVENTS);
    expect(() => log.read(log.start - 1, 1)).toThrow(RangeError);
    expect(() => log.read(log.end + 1, 1)).toThrow(RangeError);
  });

  it("keeps no more events than its bound, and the last ones", () => {
    const log = new EventLog({ events: 4 * CHUNK_EVENTS, text: NO_LIMIT });
    live(log, 1, 4 * CHUNK_EVENTS);
    expect(log.end).toBe(12 * CHUNK_EVENTS);
    expect(log.end - log.start).toBeLessThanOrEqual(4 * CHUNK_EVENTS);
    expect(log.end - log.start).toBeGreaterThan(2 * CHUNK_EVENTS);
    expect(log.evicted.events).toBe(log.start);
  });

  it("keeps no more text than its bound, by chunks", () => {
    const log = new EventLog({ events: NO_LIMIT, text: 1_000_000 });
    for (let n = 0; n < 5 * CHUNK_EVENTS; n += 1) {
      append(log, EventKind.PRINTED, 0, `${n} `.padEnd(40));
    }
    expect(log.evicted.events).toBe(3 * CHUNK_EVENTS);
  });

  it("counts a text that occurs often once a chunk", () => {
    const log = new EventLog({ events: NO_LIMIT, text: 1_000_000 });
    for (let n = 0; n < 5 * CHUNK_EVENTS; n += 1) append(log, EventKind.PRINTED, 0, "a".repeat(40));
    expect(log.evicted.events).toBe(0);
  });

  it("cuts a long text, with a mark", () => {
    const log = new EventLog();
    append(log, EventKind.PRINTED, 0, "x".repeat(MAX_TEXT_LENGTH));
    append(log, EventKind.PRINTED, 0, "x".repeat(MAX_TEXT_LENGTH + 1));
    const [whole, cut] = log.read(0, 2).texts;
    expect(whole).toBe("x".repeat(MAX_TEXT_LENGTH));
    expect(cut).toBe(`${"x".repeat(MAX_TEXT_LENGTH - 1)}…`);
  });

  it("lets finished tasks go whole, says which, and never one that is pending", () => {
    const log = new EventLog({ events: 2 * CHUNK_EVENTS, text: NO_LIMIT });
    const gone: number[] = [];
    log.onEvicted = (tasks) => gone.push(...tasks);
    append(log, EventKind.TASK_CREATED, 1, "main");
    append(log, EventKind.STEP_STARTED, 1);
    live(log, 2, 2 * CHUNK_EVENTS);

    expect(log.evicted.tasks).toBe(gone.length);
    expect(gone.length).toBeGreaterThan(0);
    expect(gone).not.toContain(1);
    const table = follow(log);
    expect(table.name[table.slotOf(1)]).toBe("main");
    expect(table.steps[table.slotOf(1)]).toBe(1);
    for (const task of gone) expect(table.slotOf(task)).toBe(NO_SLOT);
    // A task of which any event is kept is known with its name.
    for (let slot = 0; slot < table.slots; slot += 1) {
      expect(table.name[slot]).toBe(table.id[slot] === 1 ? "main" : `task-${table.id[slot]}`);
    }
    expect(table.size + gone.length).toBe(2 * CHUNK_EVENTS);
  });

  it("tells of the first event after each clean, once", () => {
    const log = new EventLog();
    const listener = vi.fn();
    log.onDirty = listener;
    live(log, 1, 3);
    expect(listener).toHaveBeenCalledTimes(1);
    log.clean();
    expect(listener).toHaveBeenCalledTimes(1);
    live(log, 4, 6);
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it("rebuilds the pending tasks however much was evicted", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 12 }), (ends) => {
        const log = new EventLog({ events: 2 * CHUNK_EVENTS, text: NO_LIMIT });
        ends.forEach((isOver, index) => {
          append(log, EventKind.TASK_CREATED, index + 1, `${index}`);
          append(log, EventKind.STEP_STARTED, index + 1);
          if (isOver) append(log, EventKind.TASK_DONE, index + 1);
          for (let n = 0; n < CHUNK_EVENTS / 2; n += 1) append(log, EventKind.PRINTED, 0, "");
        });
        const pending = ends.flatMap((isOver, index) => (isOver ? [] : [index + 1]));
        const table = follow(log);
        for (const task of pending) expect(table.slotOf(task)).not.toBe(NO_SLOT);
        expect(table.size + log.evicted.tasks).toBe(ends.length);
      }),
      { numRuns: 30 },
    );
  });

  it("writes to the memory of what has left, and to no other once it is full", () => {
    const log = new EventLog({ events: 3 * CHUNK_EVENTS, text: NO_LIMIT });
    const buffers = new Set<ArrayBufferLike>();
    for (let turn = 0; turn < 20; turn += 1) {
      live(log, turn * CHUNK_EVENTS + 1, (turn + 1) * CHUNK_EVENTS);
      for (let seq = log.start; seq < log.end; seq += CHUNK_EVENTS) {
        buffers.add(log.read(seq, 1).time.buffer);
      }
    }
    // Those of the bound, the one that fills, and one to spare; and the first one, before it had grown.
    expect(buffers.size).toBeLessThanOrEqual(3 + 3);
    const last = [...eventsOf(log.read(log.end - 1, 1))];
    expect(last).toMatchObject([{ kind: "task-done", task: 20 * CHUNK_EVENTS, text: "1" }]);
  });

  it("takes another bound from the next chunk on", () => {
    const log = new EventLog({ events: 8 * CHUNK_EVENTS, text: NO_LIMIT });
    const print = (events: number): void => {
      for (let n = 0; n < events; n += 1) append(log, EventKind.PRINTED, 0);
    };
    print(8 * CHUNK_EVENTS);
    expect(log.start).toBe(0);
    log.limits = { events: 2 * CHUNK_EVENTS, text: NO_LIMIT };
    expect(log.start).toBe(0);
    print(3 * CHUNK_EVENTS);
    expect(log.end - log.start).toBeLessThanOrEqual(2 * CHUNK_EVENTS);
  });

  it("lets nothing go while somebody looks at it, up to a multiple of its bounds", () => {
    const log = new EventLog({ events: 2 * CHUNK_EVENTS, text: NO_LIMIT });
    const release = log.hold();
    const print = (events: number): void => {
      for (let n = 0; n < events; n += 1) append(log, EventKind.PRINTED, 0);
    };
    print((2 * HELD_GROWTH - 1) * CHUNK_EVENTS);
    expect(log.start).toBe(0);
    print(4 * CHUNK_EVENTS);
    expect(log.start).toBeGreaterThan(0);
    expect(log.end - log.start).toBeLessThanOrEqual(2 * HELD_GROWTH * CHUNK_EVENTS);

    release();
    const before = log.start;
    print(CHUNK_EVENTS + 1);
    expect(log.start - before).toBeLessThanOrEqual(2 * CHUNKS_EVICTED_AT_ONCE * CHUNK_EVENTS);
    print(4 * CHUNK_EVENTS);
    expect(log.end - log.start).toBeLessThanOrEqual(2 * CHUNK_EVENTS);
  });

  it("is held until the last one lets go, each of them once", () => {
    const log = new EventLog({ events: CHUNK_EVENTS, text: NO_LIMIT });
    const [one, other] = [log.hold(), log.hold()];
    one();
    one();
    for (let n = 0; n < 3 * CHUNK_EVENTS; n += 1) append(log, EventKind.PRINTED, 0);
    expect(log.start).toBe(0);
    other();
    for (let n = 0; n < 3 * CHUNK_EVENTS; n += 1) append(log, EventKind.PRINTED, 0);
    expect(log.start).toBeGreaterThan(0);
  });

  it("keeps what was captured as it was, however it goes on", () => {
    const log = new EventLog({ events: 3 * CHUNK_EVENTS, text: NO_LIMIT });
    append(log, EventKind.TASK_CREATED, 1, "early");
    for (let task = 2; log.start === 0; task += 1) {
      append(log, EventKind.TASK_CREATED, task, `task-${task}`);
    }
    append(log, EventKind.PRINTED, 0, "the last line");
    const before = follow(log);
    const { start, end } = log;
    const snapshot = [...eventsOf(log.snapshot())];
    const capture = log.capture();
    // Everything that was captured leaves the log, and all of its tasks change.
    for (let task = 1; log.start < end; task += 1) append(log, EventKind.STEP_STARTED, task);
    let steps = 0;
    for (let step = capture.snapshot.next(); ; step = capture.snapshot.next(), steps += 1) {
      if (step.done !== true) continue;
      expect([...eventsOf(step.value)]).toEqual(snapshot);
      const table = new TaskTable();
      table.applyAll(step.value);
      for (const batch of capture.batches) table.applyAll(batch);
      expect([table.size, table.countByState]).toEqual([before.size, before.countByState]);
      break;
    }
    expect(steps).toBeGreaterThan(1);
    expect(capture.events).toBe(end - start);
  });
});
