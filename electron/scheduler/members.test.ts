import { describe, expect, it } from "vitest";
import {
  asCompleted,
  createTask,
  forEachMember,
  FIRST_COMPLETED,
  gather,
  getRunningLoop,
  run,
  shield,
  sleep,
  TaskGroup,
  virtualClock,
  wait,
  waitFor,
} from "./index";
import type { Coroutine, Future, Observer, Task } from "./index";

const REST = 10;

/** Runs `main`, and tells whose ends each of its waits waits for: one list of names a wait. */
async function membersOf(main: () => Coroutine<unknown>): Promise<string[]> {
  const waits: string[] = [];
  const observer: Observer = {
    taskWaiting(task) {
      if (task.getName() !== "Task-1") return;
      const names: string[] = [];
      forEachMember(task, (member) => names.push(member.getName()));
      waits.push(names.join(" "));
    },
    memberJoined(task, member) {
      waits.push(`${task.getName()} + ${member.getName()}`);
    },
  };
  await run(main(), { clock: virtualClock(), observer });
  return waits;
}

const nap = (name: string, seconds = 1): Task<unknown> => createTask(sleep(seconds), { name });

describe("the members of a wait", () => {
  it("are the unfinished tasks of a gather, in the order of its arguments", async () => {
    const waits = await membersOf(function* () {
      const [a, b, done] = [nap("a"), nap("b"), nap("done", 0)];
      yield* sleep(0.5);
      yield* gather([b, done, a, b]);
    });
    expect(waits.at(-1)).toBe("b a b");
  });

  it("are those of a gather inside of a gather, however deep", async () => {
    const waits = await membersOf(function* () {
      let both: Future<unknown> = gather([nap("a"), shield(nap("b"))]);
      for (let depth = 0; depth < 20_000; depth += 1) both = gather([both]);
      yield* gather([both, nap("c")]);
    });
    expect(waits.at(-1)).toBe("a b c");
  });

  it("are the tasks of a wait that are not done", async () => {
    const waits = await membersOf(function* () {
      const tasks = [nap("a", 1), nap("b", 2), nap("c", 3)];
      while ((yield* wait(tasks, { returnWhen: FIRST_COMPLETED })).pending.size > 1) {
        tasks.splice(0, 1);
      }
    });
    expect(waits).toEqual(["a b c", "b c"]);
  });

  it("are what is left of an asCompleted", async () => {
    const waits = await membersOf(function* () {
      for (const next of asCompleted([nap("a", 2), nap("b", 1)])) yield* next;
    });
    expect(waits).toEqual(["a b", "a"]);
  });

  it("are the tasks of a group, and those that join it meanwhile", async () => {
    const waits = await membersOf(function* () {
      const group = new TaskGroup();
      yield* group.with(function* () {
        nap("stranger", REST);
        group.createTask(sleep(1), { name: "a" });
        group.createTask(
          (function* () {
            yield* sleep(0.5);
            group.createTask(sleep(2), { name: "late" });
          })(),
          { name: "b" },
        );
        yield* sleep(0.1);
      });
    });
    expect(waits).toEqual(["", "a b", "Task-1 + late"]);
  });

  it("is what is shielded, and nobody where a task or a timer is awaited directly", async () => {
    const waits = await membersOf(function* () {
      yield* shield(nap("inner"));
      yield* nap("direct");
      yield* waitFor(nap("limited"), 5);
      yield* sleep(1);
      const future = getRunningLoop().createFuture<void>();
      getRunningLoop().callLater(1, () => future.setResult());
      yield* future;
    });
    expect(waits).toEqual(["inner", "", "", "", ""]);
  });
});
