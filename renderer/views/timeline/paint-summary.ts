import type { GroupSpent, LaneSummary } from "../../model/lane-summary";
import type { Easel, LaneBox } from "./paint-lanes";
import { timeAt } from "./time-scale";

/** The least height of what ran, in device pixels: it stays visible, if only for an instant. */
const MIN_RUNNING_HEIGHT = 2;

const before: GroupSpent = { ran: 0, ready: 0, lived: 0 };
const after: GroupSpent = { ran: 0, ready: 0, lived: 0 };

/**
 * Paints what a group of tasks did together: hatched where any of them lived; from the bottom up,
 * the share of time that one of them ran, then the share of them that was ready.
 */
export function paintSummary(easel: Easel, summary: LaneSummary, box: LaneBox): void {
  const { raster, scale } = easel;
  const { running, ready } = easel.palette.pixels;
  const height = box.bottom - box.top;
  let start = timeAt(scale, 0);
  summary.spentBefore(start, before);
  for (let x = 0; x < raster.width; x += 1) {
    const end = timeAt(scale, x + 1);
    summary.spentBefore(end, after);
    const lived = after.lived - before.lived;
    const ran = Math.min(1, (after.ran - before.ran) / (end - start));
    const waitedReady = lived > 0 ? (after.ready - before.ready) / lived : 0;
    start = end;
    before.ran = after.ran;
    before.ready = after.ready;
    before.lived = after.lived;
    // Sums of many numbers do not come out even.
    if (lived <= 1e-9 * (end - start + 1e-9)) continue;
    raster.hatch(x, x + 1, box.top, box.bottom);
    const ranHeight = ran > 1e-9 ? Math.max(MIN_RUNNING_HEIGHT, Math.round(ran * height)) : 0;
    const readyHeight = Math.round(Math.min(1, waitedReady) * (height - ranHeight));
    const ranTop = box.bottom - ranHeight;
    raster.fill(x, x + 1, ranTop, box.bottom, running);
    raster.fill(x, x + 1, ranTop - readyHeight, ranTop, ready);
  }
}
