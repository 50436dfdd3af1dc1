const ELLIPSIS = "…";
/** Measured texts kept. Beyond it all are forgotten: measuring anew costs less than keeping order. */
const MAX_MEASURED = 4_096;

/** What measures text: a canvas context, or a stand-in where there is none. */
export interface TextMeasure {
  font: string;
  measureText(text: string): { width: number };
}

/** Cuts texts to a width, and remembers how wide they are. */
export class TextFit {
  readonly #widths = new Map<string, number>();
  readonly #measure: TextMeasure;
  #font = "";

  constructor(measure: TextMeasure) {
    this.#measure = measure;
  }

  /** The width of `text` in pixels, in the font that the context has. */
  width(text: string): number {
    if (this.#measure.font !== this.#font || this.#widths.size > MAX_MEASURED) {
      this.#font = this.#measure.font;
      this.#widths.clear();
    }
    const known = this.#widths.get(text);
    if (known !== undefined) return known;
    const { width } = this.#measure.measureText(text);
    this.#widths.set(text, width);
    return width;
  }

  /** `text` if it fits into `space` pixels, its beginning with an ellipsis if `least` characters of it do, else "". */
  fit(text: string, space: number, least = 4): string {
    if (this.width(text) <= space) return text;
    const perCharacter = this.width(text) / text.length;
    let length = Math.min(text.length - 1, Math.floor(space / perCharacter));
    // An estimate that is too long by some characters is the usual case.
    while (length >= least) {
      const cut = text.slice(0, length).trimEnd() + ELLIPSIS;
      if (this.#measure.measureText(cut).width <= space) return cut;
      length -= 1;
    }
    return "";
  }
}
