import type { LibraryEntry, OpenedRecording } from "../../shared/library";
import { formatDuration, plural } from "./format";

const BYTES_PER_KILOBYTE = 1_000;

/** "640 bytes", "12.5 kB", "3.1 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < BYTES_PER_KILOBYTE) return plural(bytes, "byte");
  const kilobytes = bytes / BYTES_PER_KILOBYTE;
  return kilobytes < BYTES_PER_KILOBYTE
    ? `${kilobytes.toPrecision(3)} kB`
    : `${(kilobytes / BYTES_PER_KILOBYTE).toFixed(1)} MB`;
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** A moment of the user's own clock: "24 Nov 2026, 23:14". @param at milliseconds since 1970 */
function formatMoment(at: number): string {
  return day.format(at);
}

/** What is known of a file of the library, in one line. */
export function entrySentence(entry: LibraryEntry): string {
  if (entry.problem !== null) return entry.problem;
  return `${formatMoment(entry.changedAt)}, ${formatBytes(entry.bytes)}`;
}

/** What the recording that is shown holds, in one line. */
export function recordingSentence({ info, events, endedAt }: OpenedRecording): string {
  const began = Date.parse(info.startedAt);
  const when = Number.isNaN(began) ? "" : `, recorded on ${formatMoment(began)}`;
  return `${plural(events, "event")} in ${formatDuration(endedAt)}${when}.`;
}

/** A name to begin with when a run is saved: what ran, and when. @param now milliseconds since 1970 */
export function suggestedName(title: string, now: number): string {
  const date = new Date(now);
  const two = (value: number) => String(value).padStart(2, "0");
  const time = `${two(date.getHours())}.${two(date.getMinutes())}`;
  return `${title} ${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`;
}
