/** Texts by number, each kept once. Number 0 is the empty text. */
export class TextTable {
  #texts: string[] = [""];
  #numbers = new Map<string, number>();
  readonly #limit: number;

  /** @param limit how many texts there can be; further ones get the number 0 */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#texts.length - 1;
  }

  get(number: number): string {
    return this.#texts[number] ?? "";
  }

  /** The number of `text`, a new one if it was not seen before. */
  intern(text: string): number {
    if (text === "") return 0;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    if (this.#texts.length === this.#limit) return 0;
    const number = this.#texts.length;
    this.#texts.push(text);
    this.#numbers.set(text, number);
    return number;
  }

  /** Turns a batch's references (an index into `texts` plus one, 0 for none) into numbers; each text is looked up once. */
  translate(texts: readonly string[]): (reference: number) => number {
    const known = new Uint32Array(texts.length + 1);
    return (reference) => {
      if (reference === 0) return 0;
      return (known[reference] ||= this.intern(texts[reference - 1] ?? ""));
    };
  }

  /**
   * Begins anew with no text at all.
   * @returns gives each old number its new one; texts that are never asked for are gone
   */
  collect(): (number: number) => number {
    const old = this.#texts;
    this.clear();
    return (number) => this.intern(old[number] ?? "");
  }

  clear(): void {
    this.#texts = [""];
    this.#numbers = new Map();
  }
}
