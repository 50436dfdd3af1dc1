import type { LinkKind } from "../../model/lane-links";
import type { SessionModel } from "../../model/session-model";
import { nameOf } from "./lane-words";
import type { LinkShape } from "./link-shapes";
import type { AxisPen } from "./draw-axis";
import type { Palette } from "./palette";

const HEAD_LENGTH = 6;
const HEAD_HALF = 3.5;
const TAIL_RADIUS = 2.5;
const TEXT_SIZE = 10;
/** Names of what is out of sight are written where there is so much room between two of them. */
const NAME_GAP = 6;
/** Each kind has its own line: colour is not the only sign. */
const DASHES: Readonly<Record<LinkKind, readonly number[]>> = {
  created: [],
  woken: [],
  awaited: [5, 3],
  cancelled: [1.5, 2.5],
};
const WIDTHS: Readonly<Record<LinkKind, number>> = {
  created: 1.25,
  woken: 2,
  awaited: 1.5,
  cancelled: 2,
};

/** Draws arrows over the lanes; `hovered` stands out. */
export function drawLinks(
  pen: AxisPen,
  model: SessionModel,
  shapes: readonly LinkShape[],
  hovered: LinkShape | null,
): void {
  const { context, palette } = pen;
  context.lineCap = "butt";
  for (const shape of shapes) drawLink(shape, false);
  if (hovered !== null) drawLink(hovered, true);
  context.setLineDash([]);
  drawNames(pen, model, shapes);

  function drawLink({ link, x, fromY, toY, isCut }: LinkShape, stands: boolean): void {
    const down = fromY < toY ? 1 : -1;
    const color = stands ? palette.focus : linkColor(palette, link.kind);
    // A rim in the ground's colour keeps it apart from the bars that it crosses.
    for (const [style, more] of [
      [palette.canvas, 2.5],
      [color, stands ? 1 : 0],
    ] as const) {
      context.setLineDash(more > 1 ? [] : [...DASHES[link.kind]]);
      context.strokeStyle = style;
      context.lineWidth = WIDTHS[link.kind] + more;
      context.beginPath();
      context.moveTo(x, fromY);
      context.lineTo(x, toY - down * HEAD_LENGTH);
      context.stroke();
    }
    context.setLineDash([]);
    context.fillStyle = color;
    context.beginPath();
    context.moveTo(x, toY);
    context.lineTo(x - HEAD_HALF, toY - down * HEAD_LENGTH);
    context.lineTo(x + HEAD_HALF, toY - down * HEAD_LENGTH);
    context.closePath();
    context.fill();
    if (isCut) return;
    context.beginPath();
    context.arc(x, fromY, TAIL_RADIUS, 0, 2 * Math.PI);
    context.fill();
  }
}

/** Writes beside the arrows that come from out of sight whom they come from. */
function drawNames(pen: AxisPen, model: SessionModel, shapes: readonly LinkShape[]): void {
  const { context, palette, fit } = pen;
  context.font = `${TEXT_SIZE}px ${palette.mono}`;
  context.textBaseline = "middle";
  const cut = shapes.filter(({ isCut }) => isCut).sort((one, other) => one.x - other.x);
  let free = -Infinity;
  for (const { link, x, fromY, toY } of cut) {
    const words = fit.fit(nameOf(model, link.by), 140, 3);
    const width = fit.width(words) + 8;
    if (x < free) continue;
    free = x + width + NAME_GAP;
    const y = fromY - Math.sign(toY - fromY) * 4;
    context.fillStyle = palette.raised;
    context.strokeStyle = linkColor(palette, link.kind);
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(x - 4, y - 8, width, 15, 4);
    context.fill();
    context.stroke();
    context.fillStyle = palette.text;
    context.fillText(words, x, y);
  }
}

function linkColor(palette: Palette, kind: LinkKind): string {
  switch (kind) {
    case "created":
      return palette.muted;
    case "woken":
      return palette.woken;
    case "awaited":
      return palette.accent;
    case "cancelled":
      return palette.notch;
  }
}
