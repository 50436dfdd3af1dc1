import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_SLOT, TaskTable } from "../../shared/reduce";
import { isDone } from "../../shared/task-state";
import type { TaskState } from "../../shared/task-state";
import {
  ALL_COMPLETED,
  createTask,
  FIRST_COMPLETED,
  FIRST_EXCEPTION,
  forEachMember,
  gather,
  getRunningLoop,
  Lock,
  lookAtLoop,
  run,
  sleep,
  Task,
  taskGroup,
  virtualClock,
  wait,
  waitSubject,
} from "../scheduler";
import type { Coroutine } from "../scheduler";
import { EventLog } from "./event-log";
import { CHUNK_EVENTS } from "./limits";
import { Recorder } from "./recorder";

const SEED = 20_261_125;
const PROPERTY_RUNS = 40;
const WORKERS = 4;
const RETURN_WHEN = [ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION] as const;
/** Sleeps between two runs, of three events or more each: so many that the log lets go of what was before. */
const CHURN = CHUNK_EVENTS / 3;

/** What one of the workers does next. */
const act = fc.record({
  kind: fc.constantFrom(
    ...(["sleep", "lock", "gather", "wait", "group", "await", "cancel", "spawn", "fail"] as const),
  ),
  pick: fc.nat({ max: 11 }),
});
/** A run: what each of its workers does. */
const program = fc.array(fc.array(act, { maxLength: 6 }), {
  minLength: WORKERS,
  maxLength: WORKERS,
});
type Program = typeof program extends fc.Arbitrary<infer T> ? T : never;

/** What a task waits for. */
interface Wait {
  /** The task that it awaits directly, 0 for none. */
  readonly awaited: number;
  readonly isForLock: boolean;
  /** For whose ends it waits by way of a gather, a group …, in order of creation. */
  readonly members: readonly number[];
}

/** What is true of a pending task. */
interface Facts {
  readonly name: string;
  readonly cancelling: number;
  readonly wait: Wait | null;
}

/** The pending tasks right before event `seq`, as the scheduler has them. */
interface Look {
  readonly seq: number;
  readonly tasks: ReadonlyMap<number, Facts>;
  /**
   * Tasks that stand in the loop's ready queue: what they waited for is over, and no longer theirs. The
   * recording says so one entry later, with the hook that is called when it is their turn.
   */
  readonly woken: ReadonlySet<number>;
  readonly isLocked: boolean;
}

function liveFacts(recorder: Recorder, task: Task<unknown>): Facts {
  const members = new Set<number>();
  forEachMember(task, (member) => members.add(recorder.idOf(member)));
  const subject = waitSubject(task);
  return {
    name: task.getName(),
    cancelling: task.cancelling(),
    wait: {
      awaited: subject instanceof Task ? recorder.idOf(subject) : 0,
      isForLock: subject instanceof Lock,
      members: sorted(members),
    },
  };
}

function rebuiltFacts(table: TaskTable, slot: number, isPending: (task: number) => boolean): Facts {
  const members = new Set<number>();
  for (const { first, count } of table.members.rangesOf(slot)) {
    for (let task = first; task < first + count; task += 1) if (isPending(task)) members.add(task);
  }
  return {
    name: table.name[slot]!,
    cancelling: table.cancelling[slot]!,
    wait: {
      awaited: table.awaited[slot]!,
      isForLock: table.resource[slot] !== 0,
      members: sorted(members),
    },
  };
}

const sorted = (tasks: Iterable<number>) => [...tasks].sort((one, other) => one - other);

/** Runs one program, whose tasks look at everything between all that they do. */
async function play(acts: Program, log: EventLog, recorder: Recorder): Promise<Look[]> {
  const looks: Look[] = [];
  const lock = new Lock();
  const workers: Task<unknown>[] = [];
  const look = () => {
    const tasks = new Map<number, Facts>();
    for (const task of recorder.tasks()) {
      if (!task.done()) tasks.set(recorder.idOf(task), liveFacts(recorder, task));
    }
    const { ready } = lookAtLoop(getRunningLoop(), Infinity);
    const woken = new Set(ready.flatMap((entry) => entry.tasks.map((task) => recorder.idOf(task))));
    looks.push({ seq: log.end, tasks, woken, isLocked: lock.locked() });
  };
  function* nap(seconds: number, fails: boolean): Coroutine<void> {
    yield* sleep(seconds);
    if (fails) throw new Error("failed");
  }
  const children = (pick: number) =>
    [1, 2, 3].map((part) => createTask(nap((pick * part) % 4, (pick + part) % 5 === 0)));
  function* work(todo: Program[number]): Coroutine<void> {
    for (const { kind, pick } of todo) {
      look();
      if (kind === "sleep") yield* sleep(pick % 4);
      else if (kind === "gather") yield* gather(children(pick), { returnExceptions: pick < 6 });
      else if (kind === "await") yield* createTask(nap(pick % 4, pick === 0));
      else if (kind === "cancel") workers[pick % WORKERS]!.cancel("enough");
      else if (kind === "spawn") createTask(nap(pick, false), { name: `spawned ${pick}` });
      else if (kind === "fail" && pick === 0) throw new Error("failed");
      else if (kind === "wait") {
        const timeout = pick % 2 === 0 ? 1 : null;
        yield* wait(children(pick), { returnWhen: RETURN_WHEN[pick % 3]!, timeout });
      } else if (kind === "group") {
        yield* taskGroup(function* (group) {
          for (const part of [1, 2]) group.createTask(nap(part, (pick + part) % 6 === 0));
          yield* sleep(pick % 2);
        });
      } else if (kind === "lock") {
        yield* lock.acquire();
        try {
          look();
          yield* sleep(pick % 3);
        } finally {
          lock.release();
        }
      }
    }
  }
  function* main(): Coroutine<void> {
    recorder.begin(getRunningLoop());
    // Nobody looks at some of the errors: that is meant.
    getRunningLoop().setExceptionHandler(() => undefined);
    for (const todo of acts) workers.push(createTask(work(todo)));
    yield* gather(workers, { returnExceptions: true });
  }
  await run(main(), { clock: virtualClock(), observer: recorder }).catch(() => undefined);
  recorder.end();
  return looks;
}

/** Lets go of what was before. */
async function churn(recorder: Recorder): Promise<void> {
  function* main(): Coroutine<void> {
    recorder.begin(getRunningLoop());
    for (let turn = 0; turn < CHURN; turn += 1) yield* sleep(0);
  }
  await run(main(), { clock: virtualClock(), observer: recorder });
  recorder.end();
}

/** Goes through all that is kept, and stops at the instants of `looks`, which are in their order. */
function* rebuildAt(log: EventLog, looks: readonly Look[]): Generator<[TaskTable, Look]> {
  const table = new TaskTable();
  table.applyAll(log.snapshot());
  let seq = log.start;
  for (const look of looks) {
    if (look.seq < log.start) continue;
    while (seq < look.seq) {
      const batch = log.read(seq, look.seq - seq);
      table.applyAll(batch);
      seq += batch.length;
    }
    yield [table, look];
  }
}

function pendingTasks(table: TaskTable, { tasks, woken }: Look): Map<number, Facts> {
  const pending = new Map<number, Facts>();
  for (let slot = 0; slot < table.slots; slot += 1) {
    const task = table.id[slot]!;
    if (table.slotOf(task) === NO_SLOT || isDone(table.state[slot] as TaskState)) continue;
    const facts = rebuiltFacts(table, slot, (member) => tasks.has(member));
    pending.set(task, woken.has(task) ? { ...facts, wait: null } : facts);
  }
  return pending;
}

describe("what was recorded of the scheduler", () => {
  it(
    "rebuilds, at any instant that is kept, what was true then",
    { timeout: 120_000 },
    async () => {
      let evictions = 0;
      let waits = 0;
      const runs = fc.array(program, { minLength: 2, maxLength: 3 });
      await fc.assert(
        fc.asyncProperty(runs, fc.boolean(), async (programs, evicts) => {
          const limits = evicts ? { events: CHUNK_EVENTS * 2, text: Infinity } : undefined;
          const log = new EventLog(limits);
          const recorder = new Recorder(log, () => undefined);
          const looks: Look[] = [];
          for (const acts of programs) {
            if (evicts) await churn(recorder);
            looks.push(...(await play(acts, log, recorder)));
          }
          if (log.start > 0) evictions += 1;
          for (const [table, look] of rebuildAt(log, looks)) {
            const live = new Map<number, Facts>();
            for (const [task, facts] of look.tasks) {
              if (facts.wait !== null && facts.wait.members.length > 0) waits += 1;
              live.set(task, look.woken.has(task) ? { ...facts, wait: null } : facts);
            }
            expect(pendingTasks(table, look)).toEqual(live);
            const held = [...table.resources.values()].filter(({ holders }) => holders.size > 0);
            expect(held.length).toBe(look.isLocked ? 1 : 0);
          }
        }),
        { numRuns: PROPERTY_RUNS, seed: SEED },
      );
      // Nothing would be shown by runs of which none was let go of, or in which nobody waits.
      expect(evictions).toBeGreaterThan(0);
      expect(waits).toBeGreaterThan(0);
    },
  );
});
