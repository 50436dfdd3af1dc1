import { numberBetween, textUpTo, wholeNumber } from "./fields";
import type { Fields } from "./fields";

/** Bounds of what a recording says about how it was looked at. A file from elsewhere gets no further. */
export const VIEW_LIMITS = { pins: 3, name: 2_000, collapsed: 1_000, search: 200 } as const;

const MAX_SECONDS = 1e10;
const MAX_TASK = 0xffff_ffff;

/** How somebody looked at a recording: so that who opens it sees the same. Times in seconds. */
export interface RecordedView {
  /** The part of time that was shown; null for all of it. */
  readonly shown: { readonly from: number; readonly to: number } | null;
  /** The stretch of time that was selected. */
  readonly range: { readonly from: number; readonly to: number } | null;
  /** The task that was selected. */
  readonly task: number | null;
  /** The instant that was looked at: all events below `seq` had happened. Null for the end. */
  readonly at: { readonly time: number; readonly seq: number } | null;
  /** The spawn sites that were pinned. */
  readonly pins: readonly RecordedPin[];
  /** Tasks whose children were folded away. */
  readonly collapsed: readonly number[];
  /** What was searched for on the timeline; empty for nothing. */
  readonly search: string;
}

/** A spawn site: the coroutine of a task, that of its creator, and where that stood, empty and 0 where it is not known. */
interface RecordedPin {
  readonly creator: string;
  readonly coroutine: string;
  readonly file: string;
  readonly line: number;
}

/** A view of all of a recording, with nothing chosen. */
export const WHOLE_VIEW: RecordedView = {
  shown: null,
  range: null,
  task: null,
  at: null,
  pins: [],
  collapsed: [],
  search: "",
};

/** What a sentence says that a view must be. */
export const VIEW_WORDS =
  "what was looked at: shown, range, task, at, pins, collapsed, search, as docs/recording.md has them";

/**
 * Reads a view that anybody may have written; null if it is none. A key that is missing is one that
 * nothing was chosen for; those that it does not know are left out.
 */
export function parseView(value: unknown): RecordedView | null {
  const fields = asFields(value);
  if (fields === null) return null;
  const shown = optional(fields["shown"], stretchOf);
  const range = optional(fields["range"], stretchOf);
  const task = optional(fields["task"], (one) => wholeNumber(one, 1, MAX_TASK));
  const at = optional(fields["at"], instantOf);
  const pins = listOf(fields["pins"], VIEW_LIMITS.pins, pinOf);
  const collapsed = listOf(fields["collapsed"], VIEW_LIMITS.collapsed, (one) =>
    wholeNumber(one, 1, MAX_TASK),
  );
  const search = textUpTo(fields["search"] ?? "", VIEW_LIMITS.search);
  if (shown === WRONG || range === WRONG || task === WRONG || at === WRONG) return null;
  if (pins === null || collapsed === null || search === null) return null;
  return { shown, range, task, at, pins, collapsed, search };
}

/** A view as it is written: without what nothing was chosen for. Null for one in which nothing was. */
export function viewFields(view: RecordedView): Fields | null {
  const { shown, range, task, at, pins, collapsed, search } = view;
  const fields: Fields = {
    ...(shown === null ? {} : { shown }),
    ...(range === null ? {} : { range }),
    ...(task === null ? {} : { task }),
    ...(at === null ? {} : { at }),
    ...(pins.length === 0 ? {} : { pins }),
    ...(collapsed.length === 0 ? {} : { collapsed }),
    ...(search === "" ? {} : { search }),
  };
  return Object.keys(fields).length === 0 ? null : fields;
}

const WRONG = Symbol("wrong");

/** Null for what is left out, `WRONG` for what is there and is not right. */
function optional<T>(value: unknown, read: (value: unknown) => T | null): T | null | typeof WRONG {
  if (value === undefined || value === null) return null;
  return read(value) ?? WRONG;
}

function listOf<T>(value: unknown, most: number, read: (value: unknown) => T | null): T[] | null {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > most) return null;
  const items: T[] = [];
  for (const one of value) {
    const item = read(one);
    if (item === null) return null;
    items.push(item);
  }
  return items;
}

function stretchOf(value: unknown): { from: number; to: number } | null {
  const fields = asFields(value);
  const from = numberBetween(fields?.["from"], -MAX_SECONDS, MAX_SECONDS);
  const to = numberBetween(fields?.["to"], -MAX_SECONDS, MAX_SECONDS);
  return from === null || to === null || to < from ? null : { from, to };
}

function instantOf(value: unknown): { time: number; seq: number } | null {
  const fields = asFields(value);
  const time = numberBetween(fields?.["time"], 0, MAX_SECONDS);
  const seq = wholeNumber(fields?.["seq"], 0, Number.MAX_SAFE_INTEGER);
  return time === null || seq === null ? null : { time, seq };
}

function pinOf(value: unknown): RecordedPin | null {
  const fields = asFields(value);
  const creator = textUpTo(fields?.["creator"], VIEW_LIMITS.name);
  const coroutine = textUpTo(fields?.["coroutine"], VIEW_LIMITS.name);
  const file = textUpTo(fields?.["file"] ?? "", VIEW_LIMITS.name);
  const line = wholeNumber(fields?.["line"] ?? 0, 0, MAX_TASK);
  const isWrong = creator === null || coroutine === null || file === null || line === null;
  return isWrong ? null : { creator, coroutine, file, line };
}

function asFields(value: unknown): Fields | null {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as Fields) : null;
}
