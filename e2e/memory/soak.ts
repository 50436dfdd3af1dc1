import { once } from "node:events";
import { join } from "node:path";
import type { ChildProcess } from "node:child_process";
import type { Browser, CDPSession } from "@playwright/test";
import { waitForCount } from "../__benchmarks__/lab";
import type { Host } from "../hosts/host";
import type { LabPage } from "../pages/lab-page";
import { rendererOf, residentMegabytes } from "./resident";

/** Makes the web host tell what it holds: see there. */
export const MEASURED = ["--expose-gc", "--import", join(import.meta.dirname, "tell-memory.mjs")];

const MEGABYTE = 1_000_000;
const SESSION = "playground";

/** What a lab and its page hold after their garbage was collected, and what the system says that they take, in megabytes. */
export interface MemorySample {
  /** Tasks that were created so far. */
  readonly tasks: number;
  readonly labHeld: number;
  readonly labResident: number;
  readonly pageHeld: number;
  readonly pageResident: number;
}

/** What a round creates: every end that a task can have, output, HTTP, and tasks that are cancelled. */
const ROUND = [
  { coroutine: "sleep", args: { seconds: 0.02 }, count: 90 },
  { coroutine: "count", args: { to: 3, pause: 0.005 }, count: 20 },
  { coroutine: "fail-after", args: { seconds: 0.01, message: "as it should" }, count: 15 },
  { coroutine: "fetch-title", args: { post: 7 }, count: 5 },
  { coroutine: "ignore-one-cancel", args: { seconds: 3_600 }, count: 5 },
  { coroutine: "sleep", args: { seconds: 3_600 }, count: 32 },
];
export const TASKS_A_ROUND = ROUND.reduce((sum, { count }) => sum + count, 0);
/** More tasks than ever wait at once in rounds: a page that counts so many has taken in all that was before. */
const MARK = { coroutine: "sleep", args: { seconds: 3_600 }, count: 3 * TASKS_A_ROUND };

/** A lab that creates tasks, and its page, watched for memory that they never let go of. */
export class Soak {
  readonly #lab: LabPage;
  readonly #host: Host;
  readonly #server: ChildProcess;
  readonly #renderer: number;
  readonly #page: CDPSession;
  #tasks = 0;

  private constructor(
    lab: LabPage,
    host: Host,
    server: ChildProcess,
    renderer: number,
    page: CDPSession,
  ) {
    this.#lab = lab;
    this.#host = host;
    this.#server = server;
    this.#renderer = renderer;
    this.#page = page;
  }

  /** @param host a browser host that was started with `MEASURED` */
  static async of(lab: LabPage, host: Host, browser: Browser): Promise<Soak> {
    if (host.server === null) throw new Error("Only the web host can be measured.");
    const page = await host.page.context().newCDPSession(host.page);
    return new Soak(lab, host, host.server, await rendererOf(browser), page);
  }

  /** Cancels what still waits of the round before, twice for the tasks that take two, and creates the next one. */
  async round(): Promise<void> {
    for (let time = 0; time < 2; time += 1) await this.#cancelAll();
    for (const one of ROUND) await this.#create(one);
  }

  /** What is held once nothing is under way any more, between lab and page neither. */
  async sample(): Promise<MemorySample> {
    await this.#settle();
    this.#server.send("");
    const [{ held }] = (await once(this.#server, "message")) as [{ held: number }];
    await this.#page.send("HeapProfiler.collectGarbage");
    const heap = await this.#page.send("Runtime.getHeapUsage");
    return {
      tasks: this.#tasks,
      labHeld: held / MEGABYTE,
      labResident: await residentMegabytes(this.#host.pid),
      pageHeld: (heap.usedSize + heap.embedderHeapUsedSize + heap.backingStorageSize) / MEGABYTE,
      pageResident: await residentMegabytes(this.#renderer),
    };
  }

  /** Lets every task come to its end, and the page take it in, however far it has fallen behind. */
  async #settle(): Promise<void> {
    await this.#create(MARK);
    await waitForCount(this.#lab, "Pending", MARK.count);
    while ((await this.#cancelAll()) > 0);
    await waitForCount(this.#lab, "Pending", 0, 1);
  }

  async #create(tasks: (typeof ROUND)[number]): Promise<void> {
    await this.#do("tasks.create", { session: SESSION, ...tasks });
    this.#tasks += tasks.count;
  }

  /** @returns how many tasks were not done yet */
  async #cancelAll(): Promise<number> {
    const { accepted } = await this.#do<{ accepted: number }>("tasks.cancelAll", {
      session: SESSION,
    });
    return accepted;
  }

  async #do<Output>(name: string, input: unknown): Promise<Output> {
    const result = (await this.#host.call(name, input)) as { ok: boolean; value: Output };
    if (!result.ok) throw new Error(`The lab refused: ${JSON.stringify(result)}`);
    return result.value;
  }
}

/** How much more the last third of the samples holds than the first, by their medians, in megabytes. */
export function growth(samples: readonly MemorySample[], of: keyof MemorySample): number {
  const third = Math.ceil(samples.length / 3);
  return median(samples.slice(-third), of) - median(samples.slice(0, third), of);
}

function median(samples: readonly MemorySample[], of: keyof MemorySample): number {
  const values = samples.map((sample) => sample[of]).sort((one, other) => one - other);
  return values[Math.floor(values.length / 2)] ?? Number.NaN;
}
