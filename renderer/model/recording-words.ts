import type { LibraryEntry, OpenedRecording } from "../../shared/library";
import { t, writtenDecimal, writtenMoment } from "../texts";
import { formatDuration } from "./format";

const BYTES_PER_KILOBYTE = 1_000;

/** "640 bytes", "12.5 kB", "3.1 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < BYTES_PER_KILOBYTE) return t("recordings.bytes", { count: bytes });
  const kilobytes = bytes / BYTES_PER_KILOBYTE;
  if (kilobytes >= BYTES_PER_KILOBYTE) {
    return `${writtenDecimal(kilobytes / BYTES_PER_KILOBYTE, 1)} MB`;
  }
  const digits = kilobytes < 10 ? 2 : kilobytes < 100 ? 1 : 0;
  return `${writtenDecimal(kilobytes, digits)} kB`;
}

/** What is known of a file of the library, in one line. */
export function entrySentence(entry: LibraryEntry): string {
  if (entry.problem !== null) return entry.problem;
  return `${writtenMoment(entry.changedAt)}, ${formatBytes(entry.bytes)}`;
}

/** What the recording that is shown holds, in one line. */
export function recordingSentence({ info, events, endedAt }: OpenedRecording): string {
  const began = Date.parse(info.startedAt);
  const values = { count: events, duration: formatDuration(endedAt) };
  return Number.isNaN(began)
    ? t("recordings.holds", values)
    : t("recordings.holdsSince", { ...values, when: writtenMoment(began) });
}

/** A name to begin with when a run is saved: what ran, and when. @param now milliseconds since 1970 */
export function suggestedName(title: string, now: number): string {
  const date = new Date(now);
  const two = (value: number) => String(value).padStart(2, "0");
  const time = `${two(date.getHours())}.${two(date.getMinutes())}`;
  return `${title} ${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`;
}
