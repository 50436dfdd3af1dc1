import { parseView } from "../recording/view";
import type { RecordedView } from "../recording/view";

/**
 * Reads from the parameters of a link, which anybody may have written, how a recording is to be looked at.
 * What is left out is as nothing was chosen for it.
 * @returns null if it is not right
 */
export function viewOfParams(params: URLSearchParams): RecordedView | null {
  const number = (key: string) => {
    const text = params.get(key);
    // An empty text would be read as 0.
    return text === null ? undefined : /\d/.test(text) ? Number(text) : Number.NaN;
  };
  const stretch = (from: string, to: string) =>
    params.has(from) || params.has(to) ? { from: number(from), to: number(to) } : undefined;
  return parseView({
    shown: stretch("from", "to"),
    range: stretch("range-from", "range-to"),
    task: number("task"),
    at: params.has("at") ? { time: number("at"), seq: number("event") } : undefined,
    search: params.get("search") ?? undefined,
  });
}

/** Adds a view to the parameters of a link. What is collapsed and pinned stands in the recording alone. */
export function addView(params: URLSearchParams, view: RecordedView): void {
  const { shown, range, task, at, search } = view;
  if (shown !== null) {
    params.set("from", text(shown.from));
    params.set("to", text(shown.to));
  }
  if (range !== null) {
    params.set("range-from", text(range.from));
    params.set("range-to", text(range.to));
  }
  if (task !== null) params.set("task", String(task));
  if (at !== null) {
    params.set("at", text(at.time));
    params.set("event", String(at.seq));
  }
  if (search !== "") params.set("search", search);
}

/** Seconds to the nanosecond: finer than any clock. */
const text = (seconds: number): string => String(Number(seconds.toFixed(9)));
