import { z } from "zod";
import { JsonFile } from "./lab/files/json-file";

/** A rectangle of the desktop, in device-independent pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a window stood last. */
export interface WindowPlace extends Rectangle {
  readonly isMaximized: boolean;
}

/** What a new window gets, and the smallest that one can be. */
export const WINDOW_SIZE = { width: 1440, height: 900 };
export const SMALLEST_WINDOW = { width: 360, height: 400 };

/** How much of a window's top edge must lie on a screen, in pixels: enough to take hold of it and drag it. */
const GRIP = { width: 120, height: 32 };

const pixels = z.int().min(-1_000_000).max(1_000_000);
const schema = z.object({
  x: pixels,
  y: pixels,
  width: pixels.min(SMALLEST_WINDOW.width),
  height: pixels.min(SMALLEST_WINDOW.height),
  isMaximized: z.boolean(),
}) satisfies z.ZodType<WindowPlace>;

/** The window's last place, kept in one JSON file. */
export class WindowPlaces {
  readonly #file: JsonFile<WindowPlace | null>;
  #last: WindowPlace | null = null;

  constructor(path: string) {
    this.#file = new JsonFile<WindowPlace | null>(path, {
      title: "The window's place",
      fallback: null,
      schema,
    });
  }

  /** Where the last window stood; null before the first one. */
  get last(): WindowPlace | null {
    return this.#last;
  }

  /** @returns a sentence for the user if the file could not be used, and was set aside */
  async load(): Promise<string | null> {
    const { value, problem } = await this.#file.load();
    this.#last = value;
    return problem;
  }

  /** @throws Error of the file system; the place holds until the app ends */
  keep(place: WindowPlace): Promise<void> {
    this.#last = place;
    return this.#file.save(place);
  }
}

/**
 * Where a window opens that stood at `place`: there, if it can be taken hold of, or else in the middle
 * of the first screen, as large as fits: screens come and go between two starts.
 * @param screens the areas of all screens that windows may cover, the main one first
 * @returns without `x` and `y` if the system shall choose
 */
export function openingPlace(
  place: WindowPlace | null,
  screens: readonly Rectangle[],
): Partial<Rectangle> & { width: number; height: number } {
  const [main] = screens;
  const wanted = place ?? WINDOW_SIZE;
  if (main === undefined) return { width: wanted.width, height: wanted.height };
  if (place !== null && screens.some((screen) => isInReach(place, screen))) {
    const { x, y, width, height } = place;
    return { x, y, width, height };
  }
  const width = Math.min(wanted.width, main.width);
  const height = Math.min(wanted.height, main.height);
  if (place === null) return { width, height };
  return {
    x: Math.round(main.x + (main.width - width) / 2),
    y: Math.round(main.y + (main.height - height) / 2),
    width,
    height,
  };
}

function isInReach(place: Rectangle, screen: Rectangle): boolean {
  const across = overlap(place.x, place.width, screen.x, screen.width);
  const isTopVisible = place.y >= screen.y && place.y + GRIP.height <= screen.y + screen.height;
  return isTopVisible && across >= Math.min(GRIP.width, place.width);
}

function overlap(start: number, length: number, otherStart: number, otherLength: number): number {
  return Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart);
}
