import { t } from "../../texts";
import { HATCH_PERIOD, HATCH_STRIPES, ImageTooLarge } from "./shapes";
import type { Image, Shape } from "./shapes";

/** Device pixels in a CSS pixel: sharp on screens and in print. */
const RATIO = 2;
/** Pixels of a picture at most: four bytes each, while it is made, and no browser's canvas is larger. */
const MAX_PIXELS = 64_000_000;
const MAX_SIDE = 32_000;

/** The pixels that a picture takes; null where that is too many. */
export function pixelSizeOf({ width, height }: Pick<Image, "width" | "height">) {
  const columns = Math.ceil(width * RATIO);
  const rows = Math.ceil(height * RATIO);
  const fits = columns * rows <= MAX_PIXELS && Math.max(columns, rows) <= MAX_SIDE;
  return fits ? { columns, rows } : null;
}

/** A picture as a PNG file, two pixels for each of its own. @throws ImageTooLarge */
export async function pngOf(image: Image): Promise<Blob> {
  const size = pixelSizeOf(image);
  if (size === null) {
    throw new ImageTooLarge(t("images.tooLarge.png"));
  }
  const canvas = new OffscreenCanvas(size.columns, size.rows);
  const context = canvas.getContext("2d", { alpha: false });
  if (context === null) throw new ImageTooLarge(t("images.tooLarge.memory"));
  context.scale(RATIO, RATIO);
  context.fillStyle = image.colors.background;
  context.fillRect(0, 0, image.width, image.height);
  const hatch = hatchOf(context, image);
  for (const shape of image.shapes) paint(context, shape, image, hatch);
  return canvas.convertToBlob({ type: "image/png" });
}

type Context = OffscreenCanvasRenderingContext2D;

function paint(context: Context, shape: Shape, image: Image, hatch: CanvasPattern | string): void {
  switch (shape.kind) {
    case "rect":
    case "hatch":
      context.fillStyle = shape.kind === "hatch" ? hatch : shape.fill;
      context.globalAlpha = shape.kind === "hatch" ? 1 : (shape.opacity ?? 1);
      context.beginPath();
      context.roundRect(shape.x, shape.y, shape.width, shape.height, shape.radius ?? 0);
      context.fill();
      context.globalAlpha = 1;
      break;
    case "text": {
      const { uiFont, monoFont } = image.colors;
      const weight = shape.isBold === true ? "600 " : "";
      context.font = `${weight}${shape.size}px ${shape.font === "ui" ? uiFont : monoFont}`;
      context.textBaseline = "middle";
      context.textAlign = shape.isCentred === true ? "center" : "left";
      context.fillStyle = shape.fill;
      context.fillText(shape.text, shape.x, shape.y);
      break;
    }
    case "line":
      context.beginPath();
      for (const [x, y] of shape.points) context.lineTo(x, y);
      context.lineJoin = "round";
      if (shape.fill !== undefined) {
        context.closePath();
        context.fillStyle = shape.fill;
        context.fill();
      }
      if (shape.stroke !== undefined) {
        context.strokeStyle = shape.stroke;
        context.lineWidth = shape.width ?? 1;
        context.setLineDash([...(shape.dash ?? [])]);
        context.stroke();
        context.setLineDash([]);
      }
      break;
    case "group":
      for (const one of shape.shapes) paint(context, one, image, hatch);
      break;
  }
}

/** The stripes of what waits, as sharp as the rest. */
function hatchOf(context: Context, { colors }: Image): CanvasPattern | string {
  const side = HATCH_PERIOD * RATIO;
  const tile = new OffscreenCanvas(side, side);
  const pen = tile.getContext("2d");
  if (pen === null) return colors.waiting;
  pen.scale(RATIO, RATIO);
  pen.fillStyle = colors.waitingStripe;
  pen.fillRect(0, 0, HATCH_PERIOD, HATCH_PERIOD);
  pen.fillStyle = colors.waiting;
  for (const points of HATCH_STRIPES) {
    pen.beginPath();
    for (const [x, y] of points) pen.lineTo(x, y);
    pen.fill();
  }
  const pattern = context.createPattern(tile, "repeat");
  pattern?.setTransform(new DOMMatrix().scale(1 / RATIO));
  return pattern ?? colors.waiting;
}
