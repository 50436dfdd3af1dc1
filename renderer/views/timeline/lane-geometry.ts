import { ROW_HEIGHT } from "../../model/row-height";
import type { LaneBox } from "./paint-lanes";

/** Distance of a bar from its row's top, in CSS pixels; the same below. */
const BAR_INSET = 6;
/** Height of the line that means ready, in CSS pixels. */
const THIN_HEIGHT = 4;

export const BAR_HEIGHT = ROW_HEIGHT - 2 * BAR_INSET;

/** The bars of a row that begins `top` device pixels from the image's top. */
export function boxOfRow(top: number, ratio: number): LaneBox {
  const middle = (ROW_HEIGHT / 2) * ratio;
  return {
    top: Math.round(top + BAR_INSET * ratio),
    bottom: Math.round(top + (ROW_HEIGHT - BAR_INSET) * ratio),
    thinTop: Math.round(top + middle - (THIN_HEIGHT / 2) * ratio),
    thinBottom: Math.round(top + middle + (THIN_HEIGHT / 2) * ratio),
  };
}

/** The row at `y` CSS pixels below the axis, with rows scrolled by `top`; -1 for none. */
export function rowAt(y: number, top: number, rows: number): number {
  const row = Math.floor((y + top) / ROW_HEIGHT);
  return y >= 0 && row >= 0 && row < rows ? row : -1;
}
