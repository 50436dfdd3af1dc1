import { writtenCount, writtenDecimal } from "../texts";

const MS_PER_SECOND = 1_000;
const SECONDS_PER_MINUTE = 60;

/** An instant of a session: "0.072 s", "75.300 s". */
export function formatInstant(seconds: number): string {
  return `${writtenDecimal(seconds, 3)} s`;
}

/** A length of time in about three digits: "0.4 ms", "12 ms", "2.48 s", "3 min 07 s". */
export function formatDuration(seconds: number): string {
  if (seconds <= 0) return "0 ms";
  const ms = seconds * MS_PER_SECOND;
  if (ms < 0.05) return `<${writtenDecimal(0.1, 1)} ms`;
  if (ms < 9.95) return `${writtenDecimal(ms, 1)} ms`;
  if (ms < 999.5) return `${ms.toFixed(0)} ms`;
  if (seconds < 99.95) return `${writtenDecimal(seconds, seconds < 9.995 ? 2 : 1)} s`;
  const whole = Math.round(seconds);
  const rest = String(whole % SECONDS_PER_MINUTE).padStart(2, "0");
  return `${Math.floor(whole / SECONDS_PER_MINUTE)} min ${rest} s`;
}

/** "100,000". */
export function formatCount(count: number): string {
  return writtenCount(count);
}

/** "1 task", "2 tasks". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
