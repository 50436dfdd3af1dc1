import {
  useDevicePixelRatio,
  useMediaQuery,
  useMutationObserver,
  usePreferredContrast,
  usePreferredDark,
  usePreferredReducedMotion,
  useResizeObserver,
} from "@vueuse/core";
import { onBeforeUnmount, onMounted, shallowRef, watch } from "vue";
import type { Ref } from "vue";
import type { SessionModel } from "../../model/session-model";
import type { Palette } from "./palette";
import { readPalette, SYSTEM_COLORS } from "./palette";
import { xOf } from "./time-scale";
import type { TimeWindow } from "./time-window";
import type { Picture } from "./timeline-canvas";
import { TimelineCanvas } from "./timeline-canvas";
import { WindowMotion } from "./window-motion";

/** With reduced motion, what moves by itself is drawn this often, in milliseconds. */
const REDUCED_INTERVAL_MS = 250;

/** What is drawn, besides what the drawing finds out for itself. */
type Subject = Omit<
  Picture,
  "model" | "palette" | "scale" | "width" | "height" | "ratio" | "now" | "showNow"
>;
/** Where it is drawn, in CSS pixels. */
type Frame = Pick<Picture, "scale" | "width" | "height">;

interface Drawing {
  readonly root: Ref<HTMLElement | null>;
  readonly canvas: Ref<HTMLCanvasElement | null>;
  readonly timeWindow: Pick<TimeWindow, "scale" | "wanted" | "cause" | "resize">;
  readonly model: () => SessionModel;
  /** The session's time, in seconds. */
  readonly now: () => number;
  readonly subject: (frame: Frame) => Subject;
  /** Called after each new picture. @returns whether another one is needed at once */
  readonly onDrawn: () => boolean;
}

/**
 * Keeps the picture right: draws when something has changed, with every frame while something goes
 * on, and not at all while nothing does.
 */
export function useDrawing({ root, canvas, timeWindow, model, now, subject, onDrawn }: Drawing) {
  const size = shallowRef({ width: 0, height: 0 });
  const { pixelRatio } = useDevicePixelRatio();
  const motionChoice = usePreferredReducedMotion();
  const motion = new WindowMotion();
  let picture: TimelineCanvas | null = null;
  let palette: Palette | null = null;
  let frame = 0;
  let isStale = true;
  let drawnNowColumn = NaN;
  let drawnAt = 0;

  onMounted(() => {
    picture = TimelineCanvas.on(canvas.value!);
    // Words are measured and drawn in the page's own font: once more when it has come.
    void document.fonts?.ready.then(request);
    request();
  });
  onBeforeUnmount(() => cancelAnimationFrame(frame));

  useResizeObserver(root, ([entry]) => {
    const { width, height } = entry!.contentRect;
    size.value = { width: Math.floor(width), height: Math.floor(height) };
    timeWindow.resize(size.value.width);
    motion.reset();
    isStale = true;
    // At once and not with the next frame: a canvas that was stretched for one frame flickers.
    draw(performance.now());
  });
  useMutationObserver(() => document.documentElement, themeChanged, {
    attributes: true,
    attributeFilter: ["data-theme", "class", "style"],
  });
  watch([usePreferredDark(), usePreferredContrast(), useMediaQuery(SYSTEM_COLORS)], themeChanged);
  watch(pixelRatio, request);
  watch(model, () => {
    motion.reset();
    request();
  });

  function themeChanged(): void {
    palette = null;
    request();
  }

  /** Draws with the next frame. */
  function request(): void {
    isStale = true;
    if (frame === 0) frame = requestAnimationFrame(run);
  }

  function run(time: number): void {
    frame = 0;
    const isDue = isStale || !isStill() || time - drawnAt >= REDUCED_INTERVAL_MS;
    if (isDue) draw(time);
    const goesOn = model().lanes.activity.count > 0 || motion.moving;
    if (goesOn && frame === 0) frame = requestAnimationFrame(run);
  }

  const isStill = (): boolean => motionChoice.value === "reduce";

  /** Draws now, unless the picture would be the one that is there. */
  function draw(time: number): void {
    const { width, height } = size.value;
    if (picture === null || width === 0 || height === 0) return;
    const { lanes } = model();
    const { activity } = lanes;
    const isLive = activity.count > 0;
    const at = now();
    const course = {
      first: lanes.firstTime,
      since: activity.since,
      // While nothing goes on, what went on last stays where it is.
      now: isLive ? at : Math.max(activity.quietSince, activity.since),
    };
    const shown = timeWindow.scale;
    const wanted = timeWindow.wanted(course);
    const scale = motion.step(timeWindow.cause(course), shown, wanted, time, isStill());
    const hasMoved = scale.start !== shown.start || scale.perPixel !== shown.perPixel;
    timeWindow.scale = scale;
    const nowColumn = Math.round(xOf(scale, at) * pixelRatio.value);
    if (!isStale && !hasMoved && nowColumn === drawnNowColumn) return;
    isStale = false;
    drawnNowColumn = nowColumn;
    drawnAt = time;
    palette ??= readPalette(root.value!);
    picture.draw({
      model: model(),
      palette,
      scale,
      width,
      height,
      ratio: pixelRatio.value,
      now: at,
      showNow: isLive,
      ...subject({ scale, width, height }),
    });
    if (onDrawn()) request();
  }

  return { size, request };
}
