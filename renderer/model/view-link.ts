import { parseView, WHOLE_VIEW } from "../../shared/recording/view";
import type { RecordedView } from "../../shared/recording/view";

/** What a link opens: a recording of the library, and how it is looked at. */
export interface ViewLink {
  /** Its name in the library. */
  readonly recording: string;
  readonly view: RecordedView;
}

/** The longest name that a link may have. */
const MAX_NAME_LENGTH = 300;
/** What begins the fragment of an address that is such a link. */
const MARK = "#recording=";

/**
 * Reads the fragment of an address, which anybody may have written.
 * @returns null if it is no such link; a sentence if it is one that is not right
 */
export function parseViewLink(fragment: string): ViewLink | string | null {
  if (!fragment.startsWith(MARK)) return null;
  const fields = new URLSearchParams(fragment.slice(1));
  const recording = fields.get("recording") ?? "";
  if (recording === "" || recording.length > MAX_NAME_LENGTH) {
    return "This link names no recording: it must begin with #recording= and a name of the library.";
  }
  const number = (key: string) => {
    const text = fields.get(key);
    // An empty text would be read as 0.
    return text === null ? undefined : /\d/.test(text) ? Number(text) : Number.NaN;
  };
  const stretch = (from: string, to: string) =>
    fields.has(from) || fields.has(to) ? { from: number(from), to: number(to) } : undefined;
  const view = parseView({
    shown: stretch("from", "to"),
    range: stretch("range-from", "range-to"),
    task: number("task"),
    at: fields.has("at") ? { time: number("at"), seq: number("event") } : undefined,
    search: fields.get("search") ?? undefined,
  });
  if (view === null) {
    return `This link to “${recording}” is not right: times and tasks are numbers, and a stretch of time has a beginning before its end.`;
  }
  return { recording, view };
}

/** The fragment of an address that opens a recording as it is looked at. What is collapsed and pinned stands in the recording alone. */
export function viewLinkOf({ recording, view }: ViewLink): string {
  const { shown, range, task, at, search } = { ...WHOLE_VIEW, ...view };
  const fields = new URLSearchParams({ recording });
  if (shown !== null) {
    fields.set("from", text(shown.from));
    fields.set("to", text(shown.to));
  }
  if (range !== null) {
    fields.set("range-from", text(range.from));
    fields.set("range-to", text(range.to));
  }
  if (task !== null) fields.set("task", String(task));
  if (at !== null) {
    fields.set("at", text(at.time));
    fields.set("event", String(at.seq));
  }
  if (search !== "") fields.set("search", search);
  return `#${fields.toString()}`;
}

/** Seconds to the nanosecond: finer than any clock. */
const text = (seconds: number): string => String(Number(seconds.toFixed(9)));
