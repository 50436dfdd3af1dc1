/** A colour that hides what is under it, as one pixel of an `ImageData`: little-endian RGBA. */
export type Pixel = number;

/** The theme's colours, as style sheets write them and, for what is drawn pixel by pixel, as pixels. */
export interface Palette {
  /** Different for palettes that differ. */
  readonly key: string;
  /** The system chose the colours: words need a rim to stand out from the pattern below them. */
  readonly isSystem: boolean;
  readonly font: string;
  readonly mono: string;
  readonly canvas: string;
  readonly selected: string;
  readonly focus: string;
  readonly text: string;
  readonly muted: string;
  readonly faint: string;
  readonly line: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly panel: string;
  readonly raised: string;
  readonly finished: string;
  readonly failed: string;
  readonly cancelled: string;
  /** Where a cancel was requested. */
  readonly notch: string;
  /** The arrow of a wake-up. */
  readonly woken: string;
  readonly now: string;
  /** The colours of pinned spawn sites. */
  readonly pins: readonly string[];
  readonly pixels: {
    readonly background: Pixel;
    readonly selected: Pixel;
    readonly hovered: Pixel;
    readonly separator: Pixel;
    readonly grid: Pixel;
    readonly running: Pixel;
    readonly ready: Pixel;
    readonly waiting: Pixel;
    readonly waitingStripe: Pixel;
    readonly unrecorded: Pixel;
    /** Behind what a search finds. */
    readonly found: Pixel;
    readonly pins: readonly Pixel[];
  };
}

/** Whether the system's colours take the place of the page's, as a media query. */
export const SYSTEM_COLORS = "(forced-colors: active)";

const PROPERTIES = {
  background: "--canvas",
  panel: "--panel",
  raised: "--raised",
  line: "--line",
  text: "--text",
  muted: "--muted",
  faint: "--faint",
  accent: "--accent",
  onAccent: "--on-accent",
  focus: "--focus",
  selected: "--selection",
  hovered: "--hover",
  separator: "--line-soft",
  running: "--state-running",
  ready: "--state-ready",
  waiting: "--state-waiting",
  waitingStripe: "--state-waiting-stripe",
  finished: "--finished-text",
  failed: "--failed-text",
  cancelled: "--cancelled-text",
  notch: "--state-cancelled",
  woken: "--state-ready",
  now: "--now",
  pin1: "--code-keyword",
  pin2: "--code-string",
  pin3: "--code-number",
  font: "--font-ui",
  mono: "--font-mono",
} as const;
type Name = keyof typeof PROPERTIES;

/** What the dark theme has, for an element whose style sheet defines none of it. */
const FALLBACK: Record<Name, string> = {
  background: "#0e1116",
  panel: "#141820",
  raised: "#1a1f29",
  line: "#252b38",
  text: "#dde3ee",
  muted: "#8b95a8",
  faint: "#6b7486",
  accent: "#6ea8fe",
  onAccent: "#08111f",
  focus: "#8fbcff",
  selected: "#1f2b40",
  hovered: "#212836",
  separator: "#1b202a",
  running: "#56b4e9",
  ready: "#e69f00",
  waiting: "#3a4356",
  waitingStripe: "#2a3140",
  finished: "#3fbf8f",
  failed: "#ef6f53",
  cancelled: "#d989b5",
  notch: "#d989b5",
  woken: "#e69f00",
  now: "#ef6f53",
  pin1: "#c39af0",
  pin2: "#8fd0a5",
  pin3: "#e8b06a",
  font: "system-ui, sans-serif",
  mono: "ui-monospace, monospace",
};

/** Reads the theme in force at `element`. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const isSystem = window.matchMedia(SYSTEM_COLORS).matches;
  const values = {} as Record<Name, string>;
  for (const name of Object.keys(PROPERTIES) as Name[]) {
    values[name] = style.getPropertyValue(PROPERTIES[name]).trim() || FALLBACK[name];
  }
  if (isSystem) useSystemColors(element, values);
  const pixel = pixelReader(values.background);
  const background = pixel(values.background);
  const line = pixel(values.line);
  return {
    key: Object.values(values).join(),
    isSystem,
    font: values.font,
    mono: values.mono,
    canvas: values.background,
    selected: values.selected,
    focus: values.focus,
    text: values.text,
    muted: values.muted,
    faint: values.faint,
    line: values.line,
    accent: values.accent,
    onAccent: values.onAccent,
    panel: values.panel,
    raised: values.raised,
    finished: values.finished,
    failed: values.failed,
    cancelled: values.cancelled,
    notch: values.notch,
    woken: values.woken,
    now: values.now,
    pins: [values.pin1, values.pin2, values.pin3],
    pixels: {
      background,
      selected: pixel(values.selected),
      hovered: pixel(values.hovered),
      separator: pixel(values.separator),
      grid: mix(background, line, 0.5),
      running: pixel(values.running),
      ready: pixel(values.ready),
      waiting: pixel(values.waiting),
      waitingStripe: pixel(values.waitingStripe),
      unrecorded: pixel(values.faint),
      found: pixel(values.accent),
      pins: [pixel(values.pin1), pixel(values.pin2), pixel(values.pin3)],
    },
  };
}

/**
 * Puts the colours themselves in place of the system's names for them, which are others, or unknown, in a
 * canvas that is not in the page.
 */
function useSystemColors(element: Element, values: Record<Name, string>): void {
  const probe = document.createElement("span");
  element.append(probe);
  for (const name of Object.keys(PROPERTIES) as Name[]) {
    if (name === "font" || name === "mono") continue;
    probe.style.color = values[name];
    values[name] = getComputedStyle(probe).color;
  }
  probe.remove();
}

/** `part` of the way from one opaque pixel to another. */
export function mix(from: Pixel, to: Pixel, part: number): Pixel {
  const channel = (shift: number) => {
    const start = (from >>> shift) & 0xff;
    const end = (to >>> shift) & 0xff;
    return Math.round(start + (end - start) * part) << shift;
  };
  return (0xff000000 | channel(16) | channel(8) | channel(0)) >>> 0;
}

/** Turns any colour that CSS knows into a pixel, by painting it on `ground`: those of systems may let it through. */
function pixelReader(ground: string): (color: string) => Pixel {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })!;
  return (color) => {
    for (const layer of [ground, color]) {
      context.fillStyle = layer;
      context.fillRect(0, 0, 1, 1);
    }
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return (0xff000000 | (blue! << 16) | (green! << 8) | red!) >>> 0;
  };
}
