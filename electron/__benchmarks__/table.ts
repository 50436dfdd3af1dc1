import type { Result, Results } from "./results";
import type { Summary } from "./statistics";

/** What the others are measured against. */
const REFERENCE = "asyncio";

/** For people: a block a test, a line a library, with how many times as fast as asyncio it is. */
export function table({ results, rounds }: Results): string {
  const lines: string[] = [];
  for (const test of new Set(results.map((result) => result.test))) {
    const rows = results.filter((result) => result.test === test);
    const [first] = rows;
    if (first === undefined) continue;
    const reference = rows.find((row) => row.subject === REFERENCE);
    lines.push("", `${test}: ${first.title}, ${unit(first)} a ${first.per}`);
    lines.push(row("", "cold", "", "warm", "", "against asyncio"));
    for (const result of rows) {
      const ratios = [ratio(reference?.cold, result.cold), ratio(reference?.warm, result.warm)];
      lines.push(
        row(
          result.subject,
          figure(result.cold),
          spread(result.cold),
          figure(result.warm),
          spread(result.warm),
          ratios.filter((text) => text !== "").join(" cold, ") +
            (ratios[1] === "" ? "" : " warm") +
            lessDone(result, rounds),
        ),
      );
    }
  }
  return lines.join("\n");
}

/** What changed since a saved run; a change that the spreads explain is not one. */
export function comparison(now: Results, saved: Results): string {
  const lines = ["", `against ${saved.date} on ${saved.machine}`];
  for (const result of now.results) {
    const before = saved.results.find(
      ({ test, subject }) => test === result.test && subject === result.subject,
    );
    if (before === undefined) continue;
    lines.push(
      row(
        `${result.test} ${result.subject}`,
        change(before.cold, result.cold),
        "cold",
        change(before.warm, result.warm),
        result.warm === null ? "" : "warm",
        "",
      ),
    );
  }
  return lines.join("\n");
}

function row(...[name, cold, coldSpread, warm, warmSpread, rest]: string[]): string {
  return [
    (name ?? "").padEnd(14),
    (cold ?? "").padStart(11),
    (coldSpread ?? "").padStart(7),
    (warm ?? "").padStart(11),
    (warmSpread ?? "").padStart(7),
    `   ${rest ?? ""}`,
  ]
    .join("")
    .trimEnd();
}

function unit({ metric }: Result): string {
  if (metric === "bytes") return "bytes";
  return metric === "cpu" ? "nanoseconds of a processor" : "nanoseconds";
}

/** What was left out, where a whole measurement would have taken too long. */
function lessDone({ share, cold }: Result, rounds: number): string {
  const processes = cold?.samples.length ?? 0;
  const words: string[] = [];
  if (share > 1) words.push(`1/${share} of the operations`);
  if (processes < rounds) words.push(`${processes} of ${rounds} processes`);
  return words.length === 0 ? "" : `   (${words.join(", ")})`;
}

function figure(summary: Summary | null): string {
  if (summary === null) return "";
  const { median } = summary;
  return median < 100 ? median.toFixed(1) : Math.round(median).toLocaleString("en");
}

function spread(summary: Summary | null): string {
  return summary === null || summary.samples.length < 2
    ? ""
    : `±${Math.round((summary.spread * 100) / 2)}%`;
}

function ratio(reference: Summary | null | undefined, own: Summary | null): string {
  if (reference === null || reference === undefined || own === null) return "";
  const times = reference.median / own.median;
  return `${times < 10 ? times.toFixed(1) : Math.round(times)}x`;
}

function change(before: Summary | null, after: Summary | null): string {
  if (before === null || after === null) return "";
  const overlap =
    Math.min(...after.samples) <= Math.max(...before.samples) &&
    Math.min(...before.samples) <= Math.max(...after.samples);
  const percent = Math.round((after.median / before.median - 1) * 100);
  return `${percent > 0 ? "+" : ""}${percent}%${overlap ? " ~" : ""}`;
}
