import { writtenDecimal } from "../../texts";

/** Round times on an axis of seconds that begins with 0. */
export function marksUntil(seconds: number): number[] {
  if (!(seconds > 0)) return [0];
  const rough = seconds / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough)!;
  const count = Math.floor(seconds / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(6)));
}

/** What stands at a mark: "0", "0.5 s". */
export function markWords(mark: number): string {
  const [, digits = ""] = String(mark).split(".");
  return mark === 0 ? "0" : `${writtenDecimal(mark, digits.length)} s`;
}

/** Where a time lies, in percent of an axis. */
export function placeOf(time: number, axis: number): number {
  return axis <= 0 ? 0 : Math.min(100, Math.max(0, (time / axis) * 100));
}
