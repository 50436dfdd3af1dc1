/**
 * What the lab's process and its page take of the machine's memory, idle, with ten thousand tasks
 * and after five million events, on the browser host:
 *
 *     npm run build && npx tsx e2e/__benchmarks__/memory.ts [events]
 *
 * Resident memory as the system counts it; the page has collected what it could, the lab as it saw fit.
 */
import { rendererOf, residentMegabytes } from "../memory/resident";
import { waitForCount, withLab } from "./lab";

const TASKS = 100_000;
const FEW_TASKS = 10_000;
/** Created, named, ready, step, waiting; cancel, ready, step, delivered, done. */
const EVENTS_A_TASK = 10;
/** The playground's own task goes on. */
const FEW = 1;

const events = Number(process.argv[2] ?? 5_000_000);

await withLab(async ({ lab, host, browser }) => {
  const report = async (when: string): Promise<void> => {
    const session = await lab.page.context().newCDPSession(lab.page);
    await session.send("HeapProfiler.collectGarbage");
    await session.detach();
    const page = await residentMegabytes(await rendererOf(browser));
    const process = await residentMegabytes(host.pid);
    console.log(`${when}: lab ${process.toFixed(0)} MB, page ${page.toFixed(0)} MB`);
  };
  const create = async (count: number): Promise<void> => {
    await lab.palette.choose("sleep", { fields: { for: "3600" }, name: "flood", count });
    await lab.page.getByRole("button", { name: /^Create task/ }).click();
  };

  await report("idle");
  await create(FEW_TASKS);
  await waitForCount(lab, "Pending", FEW_TASKS);
  await report(`with ${FEW_TASKS.toLocaleString("en")} tasks`);
  await lab.tasks.cancelAll();
  await waitForCount(lab, "Pending", 0, FEW);
  for (let made = FEW_TASKS * EVENTS_A_TASK; made < events; made += TASKS * EVENTS_A_TASK) {
    await create(TASKS);
    await waitForCount(lab, "Pending", TASKS);
    await lab.tasks.cancelAll();
    await waitForCount(lab, "Pending", 0, FEW);
  }
  await report(`after ${events.toLocaleString("en")} events`);
});
