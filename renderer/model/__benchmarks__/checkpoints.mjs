/**
 * What the checkpoints of a page cost, from which its session's past is rebuilt:
 *
 *     npx tsx renderer/model/__benchmarks__/checkpoints.mjs
 *
 * After five million events of a hundred thousand tasks, all of which go on, and of as many of which a
 * thousand do: how many checkpoints there are, the memory that they take beyond that of the events
 * (buffers and heap, after a collection), and the processor time that they add to an event.
 */
import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { BatchBuilder } from "../../../shared/batch-builder.ts";
import { EventKind } from "../../../shared/events.ts";
import { TaskTable } from "../../../shared/reduce.ts";
import { roundRobin } from "../../views/timeline/__benchmarks__/sessions.ts";
import { SessionHistory } from "../session-history.ts";

const EVENTS = 5_000_000;
const TASKS = 100_000;
const BUSY_TASKS = 1_000;
/** A turn of a task in `roundRobin`: ready, step, waiting or done. */
const EVENTS_A_TURN = 3;
const MEGABYTE = 1e6;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

function bytesInUse() {
  // Buffers are given back by what runs after a collection.
  for (let time = 0; time < 4; time += 1) collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Tasks 1 to `busy` of `roundRobin`, with all others created first and at rest. */
function mostlyAtRest(busy) {
  const atRest = new BatchBuilder(0, TASKS);
  for (let task = TASKS; task > busy; task -= 1) {
    atRest.append(EventKind.TASK_CREATED, 0, task, 0, 1, `task-${task}`);
  }
  const turns = Math.round((EVENTS - TASKS) / busy / EVENTS_A_TURN);
  const shift = atRest.length;
  const moved = roundRobin(busy, turns).map((batch) => ({
    ...batch,
    firstSeq: batch.firstSeq + shift,
  }));
  return [atRest.slice(), ...moved];
}

/** Takes events in as the page does. @returns nanoseconds an event */
function follow(batches, history) {
  const table = new TaskTable();
  history.restart(0, table);
  let spent = 0;
  for (const batch of batches) {
    table.applyAll(batch);
    const start = process.cpuUsage();
    history.take(batch, table);
    const { user, system } = process.cpuUsage(start);
    spent += user + system;
  }
  return (spent * 1e3) / history.end;
}

function measure(name, batches) {
  const withoutAny = new SessionHistory({ minSpacing: Infinity });
  const before = bytesInUse();
  const plain = follow(batches, withoutAny);
  const events = bytesInUse() - before;
  withoutAny.restart(0, new TaskTable());
  const history = new SessionHistory();
  const start = bytesInUse();
  const kept = follow(batches, history);
  const all = bytesInUse() - start;
  process.stdout.write(
    `${name}: ${history.checkpoints} checkpoints, ${((all - events) / MEGABYTE).toFixed(0)} MB ` +
      `(events ${(events / MEGABYTE).toFixed(0)} MB), ${(kept - plain).toFixed(1)} ns an event\n`,
  );
}

const turns = Math.round((EVENTS / TASKS - 1) / EVENTS_A_TURN);
measure("all tasks go on", roundRobin(TASKS, turns));
measure("a thousand go on", mostlyAtRest(BUSY_TASKS));
