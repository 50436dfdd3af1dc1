import { writtenDecimal, writtenCount } from "../../texts";

const MICRO = 1e-6;
const MILLI = 1e-3;

/** A length of time in three digits with the unit that suits it: "431 µs", "12.5 ms", "1.05 s", "2 min 5 s". */
export function durationWords(seconds: number): string {
  if (seconds < 0.5e-7) return "0 s";
  if (seconds < 0.9995 * MILLI) return `${digits(seconds / MICRO)} µs`;
  if (seconds < 0.9995) return `${digits(seconds / MILLI)} ms`;
  if (seconds < 59.95) return `${digits(seconds)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** An instant of the session with as many digits as a pixel's worth of time can tell apart, milliseconds at least. */
export function instantWords(seconds: number, perPixel: number): string {
  const decimals = Math.min(6, Math.max(3, Math.ceil(-Math.log10(perPixel))));
  return `${writtenDecimal(seconds, decimals)} s`;
}

function digits(value: number): string {
  const decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return writtenCount(Number(value.toFixed(decimals)));
}
