/** What a picture of the timeline is made of, whatever it is written as. Lengths in CSS pixels, colours as style sheets write them. */
export type Shape = RectShape | HatchShape | TextShape | LineShape | GroupShape;

interface RectShape {
  readonly kind: "rect";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
  readonly radius?: number;
  readonly opacity?: number;
}

/** A bar that means waiting: striped. */
interface HatchShape {
  readonly kind: "hatch";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius?: number;
}

interface TextShape {
  readonly kind: "text";
  readonly x: number;
  /** Its middle. */
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly fill: string;
  readonly font: "ui" | "mono";
  readonly isBold?: boolean;
  readonly isCentred?: boolean;
}

/** Straight lines from point to point. */
export interface LineShape {
  readonly kind: "line";
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly stroke?: string;
  readonly width?: number;
  readonly dash?: readonly number[];
  /** Fills what the lines go around. */
  readonly fill?: string;
}

/** Shapes that are one thing, with a sentence for who does not see it. */
interface GroupShape {
  readonly kind: "group";
  readonly label: string;
  readonly shapes: readonly Shape[];
}

/** A whole picture. */
export interface Image {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** What it shows, in a sentence or two. */
  readonly description: string;
  readonly colors: ImageColors;
  readonly shapes: readonly Shape[];
}

export interface ImageColors {
  readonly background: string;
  readonly waiting: string;
  readonly waitingStripe: string;
  /** Faces, as style sheets list them. */
  readonly uiFont: string;
  readonly monoFont: string;
}

/** The distance from one stripe of a hatch to the next, along a side. */
export const HATCH_PERIOD = 11;
/** The stripes of one tile of a hatch. */
export const HATCH_STRIPES: readonly (readonly (readonly [x: number, y: number])[])[] = [
  [
    [2.75, 0],
    [8.25, 0],
    [0, 8.25],
    [0, 2.75],
  ],
  [
    [11, 2.75],
    [11, 8.25],
    [8.25, 11],
    [2.75, 11],
  ],
];

/** Thrown for a picture that no program would open. Its message is a sentence for the user. */
export class ImageTooLarge extends Error {
  override readonly name = "ImageTooLarge";
}
