/** Lines of source text, indented, each with the number of the statement that it prints. */
export class Code {
  readonly #lines: string[] = [];
  readonly #comment: string;
  readonly #unit: string;
  #depth = 0;

  /** @param comment how a comment begins; @param unit one level of indentation */
  constructor(comment: string, unit: string) {
    this.#comment = comment;
    this.#unit = unit;
  }

  /** @param n the statement's number; 0 for lines that belong to none */
  line(text: string, n = 0): void {
    const indented = text === "" ? "" : this.#unit.repeat(this.#depth) + text;
    this.#lines.push(n === 0 ? indented : `${indented}  ${this.#comment} ${n}`);
  }

  indented(print: () => void): void {
    this.#depth += 1;
    print();
    this.#depth -= 1;
  }

  toString(): string {
    return this.#lines.join("\n");
  }
}
