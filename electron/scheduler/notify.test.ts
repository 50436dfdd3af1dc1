import { expect, it } from "vitest";
import { createTask, getRunningLoop, run, sleep, virtualClock, wait } from "./index";
import type { Coroutine, ExceptionContext, Observer } from "./index";

const HOOKS = [
  "taskCreated",
  "taskReady",
  "stepStarted",
  "stepEnded",
  "taskWaiting",
  "cancelRequested",
  "cancelDelivered",
  "taskDone",
  "taskRenamed",
] as const satisfies (keyof Observer)[];

/** Uses every hook at least twice. */
function* program(reports: ExceptionContext[]): Coroutine<string> {
  getRunningLoop().setExceptionHandler((_loop, context) => reports.push(context));
  for (const name of ["a", "b"]) {
    const task = createTask(sleep(5));
    task.setName(name);
    yield* sleep(1);
    task.cancel();
    yield* wait([task]);
  }
  return "unharmed";
}

it.each(HOOKS)(
  "an observer whose %s throws is removed and reported; the program goes on",
  async (hook) => {
    const reports: ExceptionContext[] = [];
    let calls = 0;
    const observer: Observer = {
      [hook]: () => {
        if (reports.length > 0 || ++calls > 1) throw new Error(hook);
      },
    };
    expect(await run(program(reports), { clock: virtualClock(), observer })).toBe("unharmed");
    expect(calls).toBe(2);
    expect(reports.map(({ message, exception }) => [message, String(exception)])).toEqual([
      ["An observer threw and was removed", `Error: ${hook}`],
    ]);
  },
);

it("an observer without hooks changes nothing", async () => {
  const reports: ExceptionContext[] = [];
  expect(await run(program(reports), { clock: virtualClock(), observer: {} })).toBe("unharmed");
  expect(reports).toEqual([]);
});

it("the hooks of one step carry one time, and a step's end is read anew", async () => {
  const times: [string, number][] = [];
  const note = (name: string) => (_task: unknown, time: number) => times.push([name, time]);
  await run(
    (function* () {
      const end = performance.now() + 5;
      while (performance.now() < end);
      createTask(sleep(0));
      yield* sleep(0);
    })(),
    {
      observer: {
        stepStarted: note("started"),
        taskCreated: (_task, _creator, time) => times.push(["created", time]),
        stepEnded: note("ended"),
      },
    },
  );
  const [, started, created, ended] = times.map(([, time]) => time);
  expect(created).toBe(started);
  expect((ended ?? 0) - (started ?? 0)).toBeGreaterThanOrEqual(0.005);
});
