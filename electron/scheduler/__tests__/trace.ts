import { getRunningLoop, run, sleep, virtualClock } from "../index";
import type { Awaitable, Coroutine } from "../index";

/** Notes a line, with the loop's time before it. */
export type Log = (...words: unknown[]) => void;

/** Runs `main` under a virtual clock, and gives what it returned. */
export function runVirtually<T>(main: () => Coroutine<T>): Promise<T> {
  return run(main(), { clock: virtualClock() });
}

/** Runs `main` under a virtual clock, and gives the lines that it logged. */
export async function traceOf(main: (log: Log) => Coroutine<unknown>): Promise<string[]> {
  const lines: string[] = [];
  await runVirtually(() => {
    return main((...words) =>
      lines.push([getRunningLoop().time(), ...words].map(String).join(" ")),
    );
  });
  return lines;
}

/** Gives the others `count` turns. */
export function* turns(count: number): Coroutine<void> {
  for (let i = 0; i < count; i++) yield* sleep(0);
}

/** What waiting for `awaitable` throws. */
export function* errorOf(awaitable: Awaitable<unknown>): Coroutine<unknown> {
  try {
    yield* awaitable;
  } catch (error) {
    return error;
  }
  throw new Error("it threw nothing");
}
