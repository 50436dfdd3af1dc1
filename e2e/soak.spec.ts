import { MIN_HISTORY_EVENTS } from "../shared/settings";
import { expect, ONLY_BROWSER, test } from "./fixtures";
import { openInBrowser } from "./hosts/browser";
import { growth, MEASURED, Soak, TASKS_A_ROUND } from "./memory/soak";
import type { MemorySample } from "./memory/soak";
import { LabPage } from "./pages/lab-page";

const TASKS = 60_000;
/** By then the log has reached its bound several times, and what is kept of the first tasks has gone. */
const WARM_UP_TASKS = 30_000;
const SAMPLES = 7;
/** Megabytes. Of the tasks between the first and the last third of the samples, a hundred bytes leaked of each are two. */
const MAX_GROWTH = 4;

test("sixty thousand tasks leave no memory behind", ONLY_BROWSER, async ({ browser, profile }) => {
  test.setTimeout(300_000);
  const host = await openInBrowser(profile, browser, undefined, { nodeArguments: MEASURED });
  try {
    const lab = new LabPage(host);
    await lab.isReady();
    const settings = { historyEvents: MIN_HISTORY_EVENTS, latencyMs: 0, jitterMs: 0 };
    await host.call("settings.update", { settings });
    const soak = await Soak.of(lab, host, browser);
    const samples: MemorySample[] = [];
    const rounds = Math.ceil(TASKS / TASKS_A_ROUND);
    const warmUp = Math.ceil(WARM_UP_TASKS / TASKS_A_ROUND);
    const every = Math.floor((rounds - warmUp) / (SAMPLES - 1));
    for (let round = 0; round <= rounds; round += 1) {
      if (round >= warmUp && (round - warmUp) % every === 0) samples.push(await soak.sample());
      await soak.round();
    }
    const grown = { lab: growth(samples, "labHeld"), page: growth(samples, "pageHeld") };
    const figures = JSON.stringify(samples);
    expect(grown.lab, `held by the lab: ${figures}`).toBeLessThan(MAX_GROWTH);
    expect(grown.page, `held by the page: ${figures}`).toBeLessThan(MAX_GROWTH);
    expect(host.problems.unexpected()).toEqual([]);
  } finally {
    await host.close();
  }
});
