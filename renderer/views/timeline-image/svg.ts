import { HATCH_PERIOD, HATCH_STRIPES } from "./shapes";
import type { Image, ImageColors, LineShape, Shape } from "./shapes";

/** Characters that no XML document may hold, not even escaped; halves of characters among them. */
const NO_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const REPLACEMENT = "\uFFFD";
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
/** No two pictures in one page must take each other's pattern, unless they are the same. */
const HATCH_ID = "tasklab-waiting";

/** A picture as an SVG document of its own: vectors and text, nothing else, and nothing from elsewhere. */
export function svgOf(image: Image): string {
  const { width, height, title, description, colors, shapes } = image;
  const body = shapes.map((shape) => markupOf(shape, colors)).join("\n");
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${num(width)}" height="${num(height)}" viewBox="0 0 ${num(width)} ${num(height)}" role="img" aria-labelledby="tasklab-title tasklab-desc">
<title id="tasklab-title">${escaped(title)}</title>
<desc id="tasklab-desc">${escaped(description)}</desc>
<defs>${hatchOf(colors)}</defs>
<rect width="${num(width)}" height="${num(height)}" fill="${escaped(colors.background)}"/>
${body}
</svg>
`;
}

/** `text` as it can stand in an XML document, in an element as well as in an attribute. */
export function escaped(text: string): string {
  return text.replace(NO_XML, REPLACEMENT).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

function markupOf(shape: Shape, colors: ImageColors): string {
  switch (shape.kind) {
    case "rect": {
      const opacity = shape.opacity === undefined ? "" : ` opacity="${num(shape.opacity)}"`;
      return `<rect ${boxOf(shape)} fill="${escaped(shape.fill)}"${opacity}/>`;
    }
    case "hatch":
      return `<rect ${boxOf(shape)} fill="url(#${HATCH_ID})"/>`;
    case "text": {
      const font = shape.font === "ui" ? colors.uiFont : colors.monoFont;
      const weight = shape.isBold === true ? ' font-weight="600"' : "";
      const anchor = shape.isCentred === true ? ' text-anchor="middle"' : "";
      return `<text x="${num(shape.x)}" y="${num(shape.y)}" dominant-baseline="central" font-family="${escaped(font)}" font-size="${num(shape.size)}"${weight}${anchor} fill="${escaped(shape.fill)}" xml:space="preserve">${escaped(shape.text)}</text>`;
    }
    case "line":
      return lineOf(shape);
    case "group": {
      const inner = shape.shapes.map((one) => markupOf(one, colors)).join("");
      return `<g><title>${escaped(shape.label)}</title>${inner}</g>`;
    }
  }
}

function lineOf({ points, stroke, width, dash, fill }: LineShape): string {
  const at = points.map(([x, y]) => `${num(x)},${num(y)}`).join(" ");
  const outline =
    stroke === undefined ? "" : ` stroke="${escaped(stroke)}" stroke-width="${num(width ?? 1)}"`;
  const dashes = dash === undefined ? "" : ` stroke-dasharray="${dash.map(num).join(" ")}"`;
  const tag = fill === undefined ? "polyline" : "polygon";
  const joins = ' stroke-linejoin="round"';
  return `<${tag} points="${at}" fill="${escaped(fill ?? "none")}"${outline}${dashes}${joins}/>`;
}

function boxOf(box: { x: number; y: number; width: number; height: number; radius?: number }) {
  const { x, y, width, height, radius = 0 } = box;
  const round = radius === 0 ? "" : ` rx="${num(radius)}"`;
  return `x="${num(x)}" y="${num(y)}" width="${num(width)}" height="${num(height)}"${round}`;
}

function hatchOf({ waiting, waitingStripe }: ImageColors): string {
  const stripes = HATCH_STRIPES.map((points) =>
    lineOf({ kind: "line", points, fill: waiting }),
  ).join("");
  return `<pattern id="${HATCH_ID}" width="${HATCH_PERIOD}" height="${HATCH_PERIOD}" patternUnits="userSpaceOnUse"><rect width="${HATCH_PERIOD}" height="${HATCH_PERIOD}" fill="${escaped(waitingStripe)}"/>${stripes}</pattern>`;
}

/** A number in at most two decimals: finer than anything that shows it. */
const num = (value: number): string => String(Number(value.toFixed(2)));
