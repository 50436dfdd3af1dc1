/**
 * How smoothly the cursor is dragged over a run of a hundred thousand tasks, in the browser host:
 *
 *     npm run build && npx tsx e2e/__benchmarks__/rewind.ts [tasks]
 *
 * Creates the tasks, cancels them, and drags back and forth, one move a frame: the time from one
 * frame to the next, how long one move takes the page until everything shows the instant, and how
 * much of the processor's time a frame takes, whatever else the machine does.
 */
import type { CDPSession } from "@playwright/test";
import type { LabPage } from "../pages/lab-page";
import { waitForCount, withLab } from "./lab";

const FRAMES = 150;
/** The part of the run that the cursor is dragged over from one frame to the next. */
const SHARE = 1 / 400;

const tasks = Number(process.argv[2] ?? 100_000);

await withLab(async ({ lab }) => {
  await lab.palette.choose("sleep", { fields: { for: "3600" }, name: "flood", count: tasks });
  await lab.page.getByRole("button", { name: /^Create task/ }).click();
  await waitForCount(lab, "Pending", tasks);
  await lab.tasks.cancelAll();
  await waitForCount(lab, "Cancelled", tasks);
  await lab.time.backButton.click();
  await lab.time.sign.waitFor();

  const cdp = await lab.page.context().newCDPSession(lab.page);
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });

  for (const [title, from, direction] of [
    ["back", 0.95, -1],
    ["forth", 0.5, 1],
    ["anywhere", 0.5, 0],
  ] as const) {
    const before = await processorSeconds(cdp);
    const { frames, moves } = await drag(lab, from, direction);
    const spent = ((await processorSeconds(cdp)) - before) / FRAMES;
    console.log(
      `${title}: frame ${figures(frames)}, of it script ${figures(moves)}; ` +
        `${(spent * 1_000).toFixed(1)} ms of the processor a frame`,
    );
  }
});

/** What the page's main thread has taken of the processor so far. */
async function processorSeconds(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN;
}

function drag(lab: LabPage, from: number, direction: number) {
  return lab.page.evaluate(
    async ({ from, direction, count, share }) => {
      const scrubber = document.querySelector<HTMLInputElement>("input[type=range]")!;
      const start = Number(scrubber.min);
      const length = Number(scrubber.max) - start;
      const frames: number[] = [];
      const moves: number[] = [];
      let last = await new Promise<number>(requestAnimationFrame);
      for (let frame = 0; frame < count; frame += 1) {
        const at = direction === 0 ? (frame * 0.618) % 1 : from + direction * frame * share;
        const began = performance.now();
        scrubber.value = String(Math.round(start + at * length));
        scrubber.dispatchEvent(new Event("input", { bubbles: true }));
        // Vue shows it before anything that is due later.
        await new Promise<void>(queueMicrotask);
        moves.push(performance.now() - began);
        const time = await new Promise<number>(requestAnimationFrame);
        frames.push(time - last);
        last = time;
      }
      return { frames, moves };
    },
    { from, direction, count: FRAMES, share: SHARE },
  );
}

function figures(values: number[]): string {
  values.sort((one, other) => one - other);
  const at = (share: number) => values[Math.floor(values.length * share)]!.toFixed(1);
  return `${at(0.5)} ms (95 %: ${at(0.95)} ms)`;
}
