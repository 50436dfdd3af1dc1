/** Hands chunks from whoever has them to whoever reads them, one at a time. */
export class ChunkQueue implements AsyncIterable<Uint8Array> {
  #chunk: Uint8Array | null = null;
  #isEnded = false;
  #error: { reason: unknown } | null = null;
  #wakeReader: () => void = () => undefined;
  /** Tells whoever put the chunk there that the reader is done with it. */
  #taken: () => void = () => undefined;

  /** Resolves when the reader is done with `chunk`: never, if it gave up. One at a time. */
  put(chunk: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      this.#chunk = chunk;
      this.#taken = resolve;
      this.#wakeReader();
    });
  }

  /** No more chunks come. */
  end(): void {
    this.#isEnded = true;
    this.#wakeReader();
  }

  /** The reader gets `reason` thrown at it. */
  fail(reason: unknown): void {
    this.#error = { reason };
    this.#wakeReader();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      if (this.#error !== null) throw this.#error.reason;
      const chunk = this.#chunk;
      if (chunk !== null) {
        this.#chunk = null;
        yield chunk;
        this.#taken();
      } else if (this.#isEnded) return;
      else await new Promise<void>((resolve) => (this.#wakeReader = resolve));
    }
  }
}
