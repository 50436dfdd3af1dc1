import { CANCELLED, FAILED, RETURNED, STATE_MASK } from "./flags";
import type { Waitable } from "./waitable";

const LONGEST_VALUE = 60;

/** In asyncio's words: `<Task pending name='Task-1' coro=<main()> wait_for=<Future pending>>`. */
export function describe(
  type: string,
  waitable: Waitable,
  pendingWord: string,
  details: readonly string[],
): string {
  const state = waitable._flags & STATE_MASK;
  const words = [type, pendingWord, ...details];
  if (state === CANCELLED) words[1] = "cancelled";
  if (state === RETURNED || state === FAILED) {
    words[1] = "finished";
    words.push(`${state === FAILED ? "exception" : "result"}=${shortened(waitable._value)}`);
  }
  return `<${words.join(" ")}>`;
}

/** The name of a coroutine's function. A generator does not know it; the folder's own objects do. */
export function coroutineName(coroutine: object): string {
  const text = String(coroutine);
  return text.startsWith("[object ") ? "generator" : text;
}

function shortened(value: unknown): string {
  let text: string;
  try {
    text = typeof value === "string" ? JSON.stringify(value) : String(value);
  } catch {
    // A value may refuse to become a string; a message about it must not fail for that.
    text = typeof value;
  }
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}
