import { ROW_HEIGHT, AXIS_HEIGHT } from "../../model/row-height";
import type { SessionModel } from "../../model/session-model";
import type { SeenTimeline } from "../../composables/use-timeline-port";
import { readPalette } from "../timeline/palette";
import type { Palette } from "../timeline/palette";
import type { TextMeasure } from "../timeline/text-fit";
import { TimeWindow } from "../timeline/time-window";
import { layOutImage } from "./lay-out-image";
import type { Image } from "./shapes";

/** The width of the lanes of a whole run, in CSS pixels: as much as a page holds, and more where the window is wider. */
const WHOLE_WIDTH = 1_100;

/** What a picture is wanted of. */
export interface ImageWish {
  /** The part of time and the rows that are seen, or all that is recorded. */
  readonly extent: "seen" | "whole";
  /** The colours of the page, or those of the light theme, which print well. */
  readonly colors: "screen" | "light";
}

/**
 * The picture of a timeline.
 * @throws ImageTooLarge with a sentence for the user
 */
export function makeImage(
  seen: SeenTimeline,
  model: SessionModel,
  selected: number | null,
  title: string,
  { extent, colors }: ImageWish,
): Image {
  const now = Math.max(model.now(), model.lanes.lastTime);
  const { cursor, past, range } = seen;
  const subject = {
    ...{ model, title, now, cursor, past, range, selected },
    palette: paletteOf(colors),
    measure: measure(),
  };
  if (extent === "whole") {
    const width = Math.max(WHOLE_WIDTH, seen.width);
    const { scale } = wholeWindow(seen, model, width, now);
    const rows = { from: 0, to: model.rows.length };
    return layOutImage({ ...subject, scale, width, rows });
  }
  const { scale, width, top, height } = seen;
  const from = Math.floor(top / ROW_HEIGHT);
  const last = Math.ceil((top + height - AXIS_HEIGHT) / ROW_HEIGHT);
  const rows = { from, to: Math.min(model.rows.length, last) };
  return layOutImage({ ...subject, scale, width, rows });
}

/** A window that shows all that is recorded. */
function wholeWindow(seen: SeenTimeline, model: SessionModel, width: number, now: number) {
  const { lanes } = model;
  const { activity } = lanes;
  const end = activity.count > 0 ? now : Math.max(activity.quietSince, activity.since);
  const whole = new TimeWindow();
  whole.resize(width);
  whole.fold(seen.folding);
  whole.fit();
  whole.scale = whole.wanted({ first: lanes.firstTime, since: activity.since, now: end });
  return whole;
}

function paletteOf(colors: ImageWish["colors"]): Palette {
  if (colors === "screen") return readPalette(document.documentElement);
  const light = document.createElement("div");
  light.dataset["theme"] = "light";
  light.hidden = true;
  document.body.append(light);
  try {
    return readPalette(light);
  } finally {
    light.remove();
  }
}

function measure(): TextMeasure {
  return new OffscreenCanvas(1, 1).getContext("2d")!;
}
