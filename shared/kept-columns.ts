/** Places in one page. Fewer share more, and cost more beside what they hold. */
const PAGE = 1_024;
/** What a text costs in a page of texts: a reference, as browsers have them. */
const REFERENCE_BYTES = 4;

type Numbers = Uint8Array | Uint32Array | Float64Array;

/** What a column held, in pages that are never written: those that were the same before are shared. */
export type KeptNumbers = readonly Numbers[];
export type KeptTexts = readonly (readonly string[])[];

/** Keeps the first `length` places of a column. @param before what was kept of it before */
export function keepNumbers(
  column: Numbers,
  length: number,
  before: KeptNumbers = [],
): KeptNumbers {
  return Array.from({ length: pagesOf(length) }, (_, page) => {
    const now = column.subarray(page * PAGE, Math.min(length, (page + 1) * PAGE));
    const then = before[page];
    return then !== undefined && isSame(wordsOf(now), wordsOf(then)) ? then : now.slice();
  });
}

export function keepTexts(
  column: readonly string[],
  length: number,
  before: KeptTexts = [],
): KeptTexts {
  return Array.from({ length: pagesOf(length) }, (_, page) => {
    const now = column.slice(page * PAGE, Math.min(length, (page + 1) * PAGE));
    const then = before[page];
    return then !== undefined && isSame(now, then) ? then : now;
  });
}

/** Writes into a column, which is long enough, what was kept. */
export function restoreNumbers(column: Numbers, kept: KeptNumbers): void {
  for (const [page, numbers] of kept.entries()) column.set(numbers, page * PAGE);
}

/** The bytes of the pages that are not shared with what was kept before. */
export function ownBytes(
  kept: KeptNumbers | KeptTexts,
  before: KeptNumbers | KeptTexts = [],
): number {
  let bytes = 0;
  for (const [index, page] of kept.entries()) {
    if (page === before[index]) continue;
    bytes += "byteLength" in page ? page.byteLength : page.length * REFERENCE_BYTES;
  }
  return bytes;
}

const pagesOf = (length: number): number => Math.ceil(length / PAGE);

/** The same numbers in a form in which every two that are the same are equal, NaN as well. */
function wordsOf(numbers: Numbers): Uint8Array | Uint32Array {
  if (!(numbers instanceof Float64Array)) return numbers;
  return new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length * 2);
}

function isSame<T>(one: ArrayLike<T>, other: ArrayLike<T>): boolean {
  if (one.length !== other.length) return false;
  for (let place = 0; place < one.length; place += 1) {
    if (one[place] !== other[place]) return false;
  }
  return true;
}
