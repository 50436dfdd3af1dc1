import type { ProgramDescription } from "../../../shared/catalog";
import type { Coroutine } from "../../scheduler";
import { sourceShown } from "../source";
import * as doneBeforeAndAfter from "./done-before-and-after";
import doneBeforeAndAfterModule from "./done-before-and-after.ts?raw";
import * as oneAfterTheOther from "./one-after-the-other";
import oneAfterTheOtherModule from "./one-after-the-other.ts?raw";
import * as producerAndConsumers from "./producer-and-consumers";
import producerAndConsumersModule from "./producer-and-consumers.ts?raw";
import * as returnValue from "./return-value";
import returnValueModule from "./return-value.ts?raw";
import * as threeWorkersAndALock from "./three-workers-and-a-lock";
import threeWorkersAndALockModule from "./three-workers-and-a-lock.ts?raw";
import * as twoTasks from "./two-tasks";
import twoTasksModule from "./two-tasks.ts?raw";
import * as twoTitles from "./two-titles";
import twoTitlesModule from "./two-titles.ts?raw";

/** A program that comes with the lab. */
export interface Program {
  readonly description: ProgramDescription;
  /** Its generator functions, by name. */
  readonly functions: Readonly<Record<string, unknown>>;
  main(): Coroutine<unknown>;
}

/** Every program, in the order in which one would try them. */
export const PROGRAMS: readonly Program[] = [
  program(oneAfterTheOther, oneAfterTheOtherModule, {
    id: "one-after-the-other",
    title: "One after the other",
    summary: "Two sources, each awaited to its end: about two seconds.",
  }),
  program(twoTasks, twoTasksModule, {
    id: "two-tasks",
    title: "Two tasks at once",
    summary: "The same two sources as tasks: about one second.",
  }),
  program(returnValue, returnValueModule, {
    id: "return-value",
    title: "A task's return value",
    summary: "Awaiting a task gives what its coroutine returned, as often as one asks.",
  }),
  program(twoTitles, twoTitlesModule, {
    id: "two-titles",
    title: "Two titles at once",
    summary: "Two posts over HTTP: both requests are under way at the same time.",
  }),
  program(doneBeforeAndAfter, doneBeforeAndAfterModule, {
    id: "done-before-and-after",
    title: "done() before and after",
    summary: "When a task is done: not when it is created, and not when it has begun.",
  }),
  program(threeWorkersAndALock, threeWorkersAndALockModule, {
    id: "three-workers-and-a-lock",
    title: "Three workers and a lock",
    summary: "Three tasks that need the same lock: it goes from one to the next, in three seconds.",
  }),
  program(producerAndConsumers, producerAndConsumersModule, {
    id: "producer-and-consumers",
    title: "Producer and consumers",
    summary: "Items over a queue with room for two: who puts one waits for whoever takes one.",
  }),
];

function program(
  functions: { main(): Coroutine<unknown> },
  module: string,
  description: Omit<ProgramDescription, "source" | "file">,
): Program {
  return {
    description: { ...description, source: sourceShown(module), file: `${description.id}.ts` },
    functions: { ...functions },
    main: () => functions.main(),
  };
}
