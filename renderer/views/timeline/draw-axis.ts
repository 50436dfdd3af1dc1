import { AXIS_HEIGHT } from "../../model/row-height";
import type { Palette } from "./palette";
import type { TextFit } from "./text-fit";
import type { Ticks } from "./ticks";
import { tickLabel } from "./ticks";
import type { TimeScale } from "./time-scale";
import { xOf } from "./time-scale";
import { instantWords } from "./time-words";

const TEXT_SIZE = 10.5;
/** The least distance between two ticks, in CSS pixels. */
export const TICK_SPACING = 84;
/** Between the now-line, its time and what is beside it. */
const CHIP_GAP = 4;
const MILLISECOND = 1e-3;

/** What the axis is drawn with. */
interface AxisPen {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly fit: TextFit;
}

/** The head of the now-line: where its time is written, in CSS pixels. */
interface Chip {
  readonly left: number;
  readonly width: number;
  readonly words: string;
}

/**
 * Draws the time axis over the lanes, and the line at `now`, if it is not null, through both. Lengths
 * in CSS pixels.
 */
export function drawAxis(
  { context, palette, fit }: AxisPen,
  scale: TimeScale,
  ticks: Ticks,
  now: number | null,
  width: number,
  height: number,
): void {
  context.fillStyle = palette.panel;
  context.fillRect(0, 0, width, AXIS_HEIGHT);
  context.fillStyle = palette.line;
  context.fillRect(0, AXIS_HEIGHT - 1, width, 1);
  context.textBaseline = "middle";
  const nowX = now === null ? NaN : Math.round(xOf(scale, now));
  const chip = now !== null && nowX >= 0 && nowX <= width ? chipAt(now) : null;
  drawTicks();
  if (chip !== null) drawNow(chip);

  function drawTicks(): void {
    context.font = `${TEXT_SIZE}px ${palette.font}`;
    context.textAlign = "center";
    for (const time of ticks.times) {
      const x = Math.round(xOf(scale, time));
      context.fillStyle = palette.line;
      context.fillRect(x, AXIS_HEIGHT - 5, 1, 4);
      const label = tickLabel(time, ticks.decimals);
      const half = fit.width(label) / 2 + 2;
      if (x < half || x + half > width) continue;
      if (chip !== null && x + half > chip.left && x - half < chip.left + chip.width) continue;
      context.fillStyle = palette.faint;
      context.fillText(label, x, AXIS_HEIGHT / 2 - 1);
    }
    context.textAlign = "left";
  }

  function chipAt(time: number): Chip {
    context.font = `600 ${TEXT_SIZE}px ${palette.mono}`;
    const words = instantWords(time, Math.max(scale.perPixel, MILLISECOND));
    const chipWidth = fit.width(words) + 10;
    // On the left where the right has no room for it.
    const left = nowX + CHIP_GAP + chipWidth <= width ? nowX + CHIP_GAP : nowX - 3 - chipWidth;
    return { left, width: chipWidth, words };
  }

  function drawNow({ left, width: chipWidth, words }: Chip): void {
    context.fillStyle = palette.now;
    context.fillRect(nowX, 0, 1, height);
    context.font = `600 ${TEXT_SIZE}px ${palette.mono}`;
    context.beginPath();
    context.roundRect(left + 0.5, 4.5, chipWidth, AXIS_HEIGHT - 10, 4);
    context.lineWidth = 1;
    context.strokeStyle = palette.now;
    context.stroke();
    context.fillStyle = palette.text;
    context.fillText(words, left + 5, AXIS_HEIGHT / 2 - 0.5);
  }
}
