/** Ids of a recording's trace and spans: the same recording always gets the same, so that two exports of it are one trace. */

const FNV_OFFSET = 0x811c_9dc5;
const FNV_PRIME = 0x0100_0193;

export class SpanIds {
  /** 32 hex digits. */
  readonly trace: string;
  /** 16 hex digits: the span of the run as a whole. */
  readonly root: string;
  readonly #high: number;
  readonly #low: number;

  /** @param what all that tells this recording from others */
  constructor(what: string) {
    const words = [0, 1, 2, 3].map((seed) => hash(seed, what));
    this.trace = words.map(hex).join("");
    this.#high = words[0]!;
    this.#low = words[1]!;
    this.root = this.#id(0, 0);
  }

  /** 16 hex digits: no two tasks have the same. */
  task(task: number): string {
    return this.#id(1, task);
  }

  /** 16 hex digits: no two requests have the same, and none a task's. */
  request(request: number): string {
    return this.#id(2, request);
  }

  #id(sort: number, number: number): string {
    // The two lowest bits of the high word tell the sorts apart; the one above keeps an id from being zero.
    const high = (this.#high & ~7) | 4 | sort;
    return hex(high) + hex(mixed(number) ^ this.#low);
  }
}

/** FNV-1a over UTF-16 units, mixed at the end. Tells recordings apart; keeps nothing secret. */
function hash(seed: number, text: string): number {
  let value = FNV_OFFSET ^ Math.imul(seed + 1, 0x9e37_79b9);
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), FNV_PRIME);
  }
  return mixed(value);
}

/** The finalizer of MurmurHash3: every number gives another one. */
function mixed(value: number): number {
  let bits = value;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35);
  return bits ^ (bits >>> 16);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}
