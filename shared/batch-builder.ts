import { BYTES_PER_EVENT } from "./batch";
import type { EventBatch } from "./batch";
import { grown } from "./grown";

const INITIAL_CAPACITY = 256;
/** Kinds that have a recent text of their own. A power of two above the number of kinds. */
const RECENT = 32;

/**
 * Collects events into columns.
 *
 * `append` is the one write on the hot path of a run: it allocates only when the columns grow. A
 * text that was seen before in this batch costs one look-up, and none if the last event of the same
 * kind had it: in bulk, tasks run the same coroutine, wait for the same, and end alike.
 *
 * Memory that is written to for the first time costs more than the rows in it. So all columns are one
 * allocation, and a 0 is not written: they begin full of them.
 */
export class BatchBuilder {
  #firstSeq: number;
  #length = 0;
  #capacity: number;
  #time: Float64Array;
  #task: Uint32Array;
  #a: Uint32Array;
  #text: Uint32Array;
  #kind: Uint8Array;
  #detail: Uint8Array;
  #texts: string[] = [];
  #textLength = 0;
  readonly #textIndex = new Map<string, number>();
  readonly #recentTexts = new Array<string>(RECENT).fill("");
  readonly #recentReferences = new Uint32Array(RECENT);

  constructor(firstSeq: number, capacity = INITIAL_CAPACITY) {
    this.#firstSeq = firstSeq;
    this.#capacity = capacity;
    const { time, task, a, text, kind, detail } = emptyColumns(capacity);
    this.#time = time;
    this.#task = task;
    this.#a = a;
    this.#text = text;
    this.#kind = kind;
    this.#detail = detail;
  }

  get firstSeq(): number {
    return this.#firstSeq;
  }

  get length(): number {
    return this.#length;
  }

  /** Characters of text held: one that occurs often counts once. */
  get textLength(): number {
    return this.#textLength;
  }

  /** The number that the next event gets. */
  get nextSeq(): number {
    return this.#firstSeq + this.#length;
  }

  append(kind: number, time: number, task: number, detail: number, a: number, text: string): void {
    const index = this.#length;
    if (index === this.#capacity) this.#grow();
    this.#kind[index] = kind;
    this.#time[index] = time;
    this.#task[index] = task;
    if (detail !== 0) this.#detail[index] = detail;
    if (a !== 0) this.#a[index] = a;
    if (text !== "") this.#text[index] = this.#intern(kind, text);
    this.#length = index + 1;
  }

  /**
   * Begins anew, with the number `firstSeq`, in the memory that is there. Batches that were sliced
   * from it are no longer what they were.
   */
  restart(firstSeq: number): void {
    this.#a.fill(0, 0, this.#length);
    this.#text.fill(0, 0, this.#length);
    this.#detail.fill(0, 0, this.#length);
    this.#firstSeq = firstSeq;
    this.#length = 0;
    this.#texts = [];
    this.#textLength = 0;
    this.#textIndex.clear();
    this.#recentTexts.fill("");
    this.#recentReferences.fill(0);
  }

  /** Rows `from` to `to` (offsets, not numbers). The columns are views: they stay valid, since rows never change before a `restart`. The texts are only those used. */
  slice(from = 0, to = this.#length): EventBatch {
    const whole = from === 0 && to === this.#length;
    const { text, texts } = whole
      ? { text: this.#text.subarray(from, to), texts: this.#texts.slice() }
      : this.#renumberTexts(from, to);
    return {
      firstSeq: this.#firstSeq + from,
      length: to - from,
      time: this.#time.subarray(from, to),
      task: this.#task.subarray(from, to),
      a: this.#a.subarray(from, to),
      text,
      kind: this.#kind.subarray(from, to),
      detail: this.#detail.subarray(from, to),
      texts,
    };
  }

  #intern(kind: number, text: string): number {
    const recent = kind % RECENT;
    if (this.#recentTexts[recent] === text) return this.#recentReferences[recent]!;
    let reference = this.#textIndex.get(text);
    if (reference === undefined) {
      reference = this.#texts.push(text);
      this.#textLength += text.length;
      this.#textIndex.set(text, reference);
    }
    this.#recentTexts[recent] = text;
    this.#recentReferences[recent] = reference;
    return reference;
  }

  #renumberTexts(from: number, to: number): { text: Uint32Array; texts: string[] } {
    const text = new Uint32Array(to - from);
    const texts: string[] = [];
    const renumbered = new Map<number, number>();
    for (let index = from; index < to; index += 1) {
      const old = this.#text[index]!;
      if (old === 0) continue;
      let reference = renumbered.get(old);
      if (reference === undefined) {
        texts.push(this.#texts[old - 1]!);
        reference = texts.length;
        renumbered.set(old, reference);
      }
      text[index - from] = reference;
    }
    return { text, texts };
  }

  #grow(): void {
    this.#capacity *= 2;
    const { time, task, a, text, kind, detail } = emptyColumns(this.#capacity);
    this.#time = grown(this.#time, time);
    this.#task = grown(this.#task, task);
    this.#a = grown(this.#a, a);
    this.#text = grown(this.#text, text);
    this.#kind = grown(this.#kind, kind);
    this.#detail = grown(this.#detail, detail);
  }
}

/** The widest first, so that each begins where its elements may. */
function emptyColumns(capacity: number) {
  const bytes = new ArrayBuffer(capacity * BYTES_PER_EVENT);
  return {
    time: new Float64Array(bytes, 0, capacity),
    task: new Uint32Array(bytes, capacity * 8, capacity),
    a: new Uint32Array(bytes, capacity * 12, capacity),
    text: new Uint32Array(bytes, capacity * 16, capacity),
    kind: new Uint8Array(bytes, capacity * 20, capacity),
    detail: new Uint8Array(bytes, capacity * 21, capacity),
  };
}
