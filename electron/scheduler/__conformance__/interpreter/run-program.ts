import { DeadlockError, getRunningLoop, currentTask, Runner, virtualClock } from "../../index";
import type { Coroutine, Observer, Task } from "../../index";
import type { Program, Trace } from "../program";
import { runCoroutine } from "./statements";
import { newFrame, World } from "./world";

/** The ways through the scheduler that a program can take, and must leave the same trace by. */
export interface Mode {
  /** Attaches an observer, and records steps. */
  readonly observeSteps: boolean;
  /** Makes the program's coroutines by `coroutine`, instead of as plain generators. */
  readonly ownStacks: boolean;
}

/** Runs a program on this scheduler, under a virtual clock, and gives its trace. */
export async function runProgram(program: Program, options: Mode): Promise<Trace> {
  let world: World | null = null;
  const tasks: Task<unknown>[] = [];
  const early: [Task<unknown>, string][] = [];
  const onStep = (task: Task<unknown>, what: string): void => {
    // The first step of the first task begins before the program can make its world.
    if (world === null) early.push([task, what]);
    else world.recordStep(task, what);
  };
  const observer: Observer = {
    taskCreated: (task) => tasks.push(task),
    stepStarted: (task) => onStep(task, "step begins"),
    stepEnded: (task) => onStep(task, "step ends"),
  };
  function* main(): Coroutine<unknown> {
    world = new World(getRunningLoop(), options.ownStacks);
    world.begin(currentTask() as Task<unknown>);
    for (const [task, what] of early) world.recordStep(task, what);
    return yield* runCoroutine(world, newFrame(null), program.main);
  }

  const runner = new Runner({
    clock: virtualClock(),
    ...(options.observeSteps ? { observer } : {}),
  });
  const end: unknown[] = ["ends"];
  const current = (): World => {
    if (world === null) throw new Error("the program never began");
    return world;
  };
  try {
    const result = await runner.run(main());
    end.push("result", current().show(result));
  } catch (error) {
    if (error instanceof DeadlockError) end.push("Deadlock");
    else end.push("error", current().describe(error));
  }
  try {
    await runner.close();
  } catch (error) {
    if (error instanceof DeadlockError) end.push("Deadlock while closing");
    else end.push(current().describe(error));
  }
  const { trace, diagnostics } = current();
  trace.push(JSON.stringify(end));
  if (options.observeSteps) {
    const states = tasks.map((task) => [
      current().label(task),
      task.done(),
      task.cancelled(),
      task.cancelling(),
    ]);
    trace.push(JSON.stringify(["tasks", ...states]));
  }
  trace.push(
    JSON.stringify(["diagnostics", ...diagnostics.sort().map((entry) => JSON.parse(entry))]),
  );
  return trace;
}
