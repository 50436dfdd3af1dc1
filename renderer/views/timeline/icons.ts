import { LaneState } from "../../model/lane-code";

/** The side of the square that an icon fills, in CSS pixels. */
export const ICON_SIZE = 9;

/** Draws how a task ended, in the context's stroke colour, into the square whose left side's middle is `x`, `y`. Drawn and not written: fonts differ in these signs. */
export function drawOutcome(
  context: CanvasRenderingContext2D,
  state: LaneState,
  x: number,
  y: number,
): void {
  const half = ICON_SIZE / 2;
  context.lineWidth = 1.5;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.beginPath();
  if (state === LaneState.FINISHED) {
    context.moveTo(x + 0.5, y + 0.5);
    context.lineTo(x + 3.2, y + 3.2);
    context.lineTo(x + ICON_SIZE - 0.5, y - 3.2);
  } else if (state === LaneState.CANCELLED) {
    context.moveTo(x + 1, y - half + 1);
    context.lineTo(x + ICON_SIZE - 1, y + half - 1);
    context.moveTo(x + ICON_SIZE - 1, y - half + 1);
    context.lineTo(x + 1, y + half - 1);
  } else {
    context.moveTo(x + half, y - half + 0.3);
    context.lineTo(x + ICON_SIZE, y + half - 0.8);
    context.lineTo(x, y + half - 0.8);
    context.closePath();
    context.moveTo(x + half, y - 1);
    context.lineTo(x + half, y + 0.8);
    context.moveTo(x + half, y + 2.2);
    context.lineTo(x + half, y + 2.3);
  }
  context.stroke();
}

/** Draws the notch of a cancel that was requested: a wedge into the bar's upper edge at `x`, its upper side at `y`. */
export function drawNotch(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  color: string,
  behind: string,
): void {
  context.beginPath();
  context.moveTo(x - 5, y);
  context.lineTo(x + 5, y);
  context.lineTo(x, y + 7);
  context.closePath();
  context.lineJoin = "miter";
  context.lineWidth = 2;
  context.strokeStyle = behind;
  context.stroke();
  context.fillStyle = color;
  context.fill();
}
