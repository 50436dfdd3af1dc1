/**
 * Ten thousand tasks a minute for an hour, and what the lab's process and its page hold meanwhile:
 *
 *     npm run build && npm run soak -- [minutes]
 *
 * It fails if either holds more and more. The log is set to its smallest bound, so that it is full
 * after the first minutes: what grows from then on is a leak.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { MIN_HISTORY_EVENTS } from "../../shared/settings";
import { growth, MEASURED, Soak, TASKS_A_ROUND } from "../memory/soak";
import type { MemorySample } from "../memory/soak";
import { withLab } from "./lab";

const TASKS_A_MINUTE = 10_000;
const MINUTE_MS = 60_000;
const ROUND_MS = (TASKS_A_ROUND / TASKS_A_MINUTE) * MINUTE_MS;
/** The first samples, in which caches fill, code is compiled and the log reaches its bound, are left out. */
const WARM_UP_MINUTES = 5;
/** What may be held more at the end, in megabytes. An hour's tasks, ten bytes leaked of each, are six. */
const MAX_GROWTH = 6;

const minutes = Number(process.argv[2] ?? 60);
if (!(minutes >= 2 * WARM_UP_MINUTES)) {
  throw new RangeError(`A soak takes ${2 * WARM_UP_MINUTES} minutes at least.`);
}

await withLab(
  async ({ lab, host, browser }) => {
    const settings = { historyEvents: MIN_HISTORY_EVENTS, latencyMs: 100 };
    await host.call("settings.update", { settings });
    const soak = await Soak.of(lab, host, browser);
    const samples: MemorySample[] = [];
    const started = performance.now();
    for (let rounds = 0, sampled = 0; sampled <= minutes;) {
      const elapsed = performance.now() - started;
      if (elapsed >= sampled * MINUTE_MS) {
        const sample = await soak.sample();
        samples.push(sample);
        console.log(line(sampled, sample));
        sampled += 1;
      }
      await soak.round();
      rounds += 1;
      await sleep(Math.max(0, rounds * ROUND_MS - (performance.now() - started)));
    }
    console.log(await lab.status.innerText());
    const steady = samples.slice(WARM_UP_MINUTES);
    const grown = { lab: growth(steady, "labHeld"), page: growth(steady, "pageHeld") };
    console.log(`grown: lab ${grown.lab.toFixed(1)} MB, page ${grown.page.toFixed(1)} MB`);
    if (Math.max(grown.lab, grown.page) > MAX_GROWTH) process.exitCode = 1;
  },
  { nodeArguments: MEASURED },
);

function line(minute: number, sample: MemorySample): string {
  const { tasks, labHeld, labResident, pageHeld, pageResident } = sample;
  const megabytes = (value: number) => value.toFixed(1).padStart(6);
  return (
    `${String(minute).padStart(3)} min ${String(tasks).padStart(7)} tasks | ` +
    `lab ${megabytes(labHeld)} MB held, ${megabytes(labResident)} resident | ` +
    `page ${megabytes(pageHeld)} MB held, ${megabytes(pageResident)} resident`
  );
}
