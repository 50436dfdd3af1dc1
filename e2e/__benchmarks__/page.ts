/**
 * How long the lab takes, as its user feels it, on the browser host:
 *
 *     npm run build && npx tsx e2e/__benchmarks__/page.ts [runs]
 *
 * - from the start of the server's process to a page that takes actions
 * - from the click on "Create task" to the new row's first state
 * - events a second from the scheduler into the page, and how many were dropped on the way
 */
import type { LabPage } from "../pages/lab-page";
import { waitForCount, withLab } from "./lab";

const TASKS = 100_000;
/** Created, named, ready, step, waiting; cancel, ready, step, delivered, done. */
const EVENTS_A_TASK = 10;

const runs = Number(process.argv[2] ?? 5);

const figures = {
  "start to usable, ms": [] as number[],
  "click to row, ms": [] as number[],
  "events a second": [] as number[],
  "events dropped": [] as number[],
};

for (let run = 0; run < runs; run += 1) {
  await withLab(async ({ lab, readyMs }) => {
    figures["start to usable, ms"].push(readyMs);
    for (let click = 0; click < 10; click += 1) {
      figures["click to row, ms"].push(await clickToRow(lab, click));
    }
    const { perSecond, dropped } = await floodAndCancel(lab);
    figures["events a second"].push(perSecond);
    figures["events dropped"].push(dropped);
  });
}

for (const [title, values] of Object.entries(figures)) {
  values.sort((one, other) => one - other);
  const at = (share: number) => Math.round(values[Math.floor((values.length - 1) * share)]!);
  console.log(`${title}: median ${at(0.5)} (${at(0)} to ${at(1)})`);
}

/** Measured in the page itself, so that Playwright's own time does not count. */
async function clickToRow(lab: LabPage, click: number): Promise<number> {
  const name = `click-${click}`;
  await lab.palette.choose("sleep", { fields: { for: "3600" }, name });
  return lab.page.evaluate(
    (name) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        const observer = new MutationObserver(() => {
          const rows = [...document.querySelectorAll("[role=row]")];
          if (!rows.some((row) => row.textContent?.includes(name))) return;
          observer.disconnect();
          resolve(performance.now() - start);
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        [...document.querySelectorAll("button")]
          .find((button) => button.textContent?.includes("Create task"))
          ?.click();
      }),
    name,
  );
}

/** Creates very many tasks and cancels them; from the first command until the page has seen all end. */
async function floodAndCancel(lab: LabPage): Promise<{ perSecond: number; dropped: number }> {
  await lab.palette.choose("sleep", { fields: { for: "3600" }, name: "flood", count: TASKS });
  const started = performance.now();
  await lab.page.getByRole("button", { name: /^Create task/ }).click();
  await waitForCount(lab, "Pending", TASKS);
  await lab.tasks.cancelAll();
  await waitForCount(lab, "Cancelled", TASKS);
  const seconds = (performance.now() - started) / 1_000;
  const dropped = Number(
    /([\d,]+) dropped/.exec(await lab.status.innerText())?.[1]?.replace(",", ""),
  );
  return { perSecond: (TASKS * EVENTS_A_TASK) / seconds, dropped };
}
