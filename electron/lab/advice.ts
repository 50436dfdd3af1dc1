/** What the lab says where something is likely not meant: each a sentence or two, and what to do. */

/** Tasks of a circle that are named. The others are counted. */
const MAX_NAMED_IN_CIRCLE = 8;

/** The scheduler's own words for an error that nobody looked at. */
export const NEVER_RETRIEVED = "Task exception was never retrieved";

/** @param lines where the step began and ended, each 0 where that is not known */
export function slowStep(
  name: string,
  seconds: number,
  lines: { readonly from: number; readonly to: number } = { from: 0, to: 0 },
): string {
  return (
    `${name} ran for ${seconds.toFixed(2)} s without a pause${between(lines)}: nothing else could run meanwhile. ` +
    "Let the others have a turn now and then, with yield* sleep(0)."
  );
}

function between({ from, to }: { readonly from: number; readonly to: number }): string {
  if (from === to) return from === 0 ? "" : `, until it came back to line ${from}`;
  if (from === 0) return `, up to line ${to}`;
  return to === 0 ? `, from line ${from} to its end` : `, from line ${from} to line ${to}`;
}

export function swallowedCancel(name: string, failed: boolean): string {
  const end = failed ? "an error of its own" : "a result";
  return (
    `${name} was cancelled and ended with ${end} all the same: the cancel was swallowed. ` +
    "Throw CancelledError again at the end of the catch."
  );
}

/** @param place the file and line where the error came up; empty where that is not known */
export function unseenError(name: string, error: string, place: string): string {
  const where = place === "" ? "" : ` at ${place}`;
  return `${name} failed${where}, and nobody has looked at its error: ${error}. Await the task, or catch the error inside of it.`;
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

export function outliving(name: string): string {
  return (
    `${name} was still pending when main ended, and is cancelled with it. ` +
    "Await it before main returns, or create it in a taskGroup, which waits for its tasks."
  );
}

export function othersOutliving(count: number): string {
  const tasks = count === 1 ? "1 more task was" : `${count.toLocaleString("en")} more tasks were`;
  return `${tasks} still pending when main ended. Await them before main returns.`;
}

/** A task of a circle, which waits for the next one, or for a lock that the next one holds. */
interface CircleLink {
  readonly name: string;
  readonly lock: string | null;
}

/** @param links in their order: each waits for the next one, and the last for the first */
export function circle(links: readonly CircleLink[]): string {
  if (links.some(({ lock }) => lock !== null)) return deadlock(links);
  const names = links.map(({ name }) => name);
  const shown = names.slice(0, MAX_NAMED_IN_CIRCLE);
  const others = names.length - shown.length;
  const rest = others === 0 ? "" : ` → ${others} more`;
  return names.length === 1
    ? `${names[0]} waits for itself: it cannot end. Let it await other tasks only, or cancel it.`
    : `These tasks wait for each other in a circle: ${shown.join(" → ")}${rest} → ${names[0]}. ` +
        "None of them can end: let one of them go on without the other, or cancel one.";
}

/** Says who holds what and who waits for what. */
function deadlock(links: readonly CircleLink[]): string {
  const [only] = links;
  if (links.length === 1) {
    return (
      `${only!.name} waits for ${only!.lock}, which it holds itself: it cannot go on. ` +
      "Release the lock before taking it again, or let only the outermost function take it."
    );
  }
  const shown = links.slice(0, MAX_NAMED_IN_CIRCLE).map(({ name, lock }, index) => {
    const held = links.at(index - 1)!.lock;
    const next = links[(index + 1) % links.length]!.name;
    return `${name} ${held === null ? "" : `holds ${held} and `}waits for ${lock ?? next}`;
  });
  const others = links.length - shown.length;
  const rest = others === 0 ? "" : `; and so on with ${others} more`;
  return (
    `Deadlock: ${shown.join("; ")}${rest}. None of them can go on: take locks in the same order ` +
    "everywhere, or cancel one of the tasks."
  );
}

export function awaitedAtOnce(creator: string, task: string): string {
  return (
    `${creator} awaits ${task} in the step that created it, and has no other task pending: nothing ` +
    "overlaps. Await the coroutine itself, or create several tasks before awaiting the first."
  );
}
