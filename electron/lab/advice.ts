/** What the lab says where something is likely not meant: each a sentence or two, and what to do. */

/** The scheduler's own words for an error that nobody looked at. */
export const NEVER_RETRIEVED = "Task exception was never retrieved";

export function slowStep(name: string, seconds: number): string {
  return (
    `${name} ran for ${seconds.toFixed(2)} s without a pause: nothing else could run meanwhile. ` +
    "Let the others have a turn now and then, with yield* sleep(0)."
  );
}

export function swallowedCancel(name: string, failed: boolean): string {
  const end = failed ? "an error of its own" : "a result";
  return (
    `${name} was cancelled and ended with ${end} all the same: the cancel was swallowed. ` +
    "Throw CancelledError again at the end of the catch."
  );
}

export function unseenError(name: string, error: string): string {
  return `${name} failed, and nobody has looked at its error: ${error}. Await the task, or catch the error inside of it.`;
}

/** @param message the scheduler's: which coroutine was never awaited */
export function neverAwaited(message: string): string {
  return `${message}. Await it with yield*, or create a task of it: until then nothing of it runs.`;
}

export function leftPending(names: readonly string[], others: number): string {
  const more = others === 0 ? "" : ` and ${others.toLocaleString("en")} more`;
  const which = `${names.join(", ")}${more}`;
  return names.length + others === 1
    ? `${which} had not ended in time and was let go as it was: it is pending for ever.`
    : `${which} had not ended in time and were let go as they were: they are pending for ever.`;
}
