import { ItemHeap } from "./item-heap";
import { Queue } from "./queue";

/**
 * A queue that gives the smallest item first. Items are numbers, strings, or arrays whose first
 * member is the priority, and are compared as Python compares numbers, strings and tuples; for
 * anything else, say how with `compare`.
 *
 * @example
 * function* main() {
 *   const queue = new PriorityQueue<[priority: number, name: string]>();
 *   queue.putNowait([2, "later"]);
 *   queue.putNowait([1, "first"]);
 *   print((yield* queue.get())[1]); // first
 * }
 * await run(main());
 */
export class PriorityQueue<T> extends Queue<T> {
  /**
   * @param maxsize how many items it takes before `put` waits; zero or less for any number
   * @param compare negative when `a` comes out before `b`, as for `Array.sort`
   */
  constructor(maxsize = 0, compare: (a: T, b: T) => number = naturalOrder) {
    super(maxsize, new ItemHeap<T>(compare));
  }

  protected override className(): string {
    return "PriorityQueue";
  }
}

/** @throws TypeError for a pair that has no natural order */
function naturalOrder(a: unknown, b: unknown): number {
  if (Array.isArray(a) && Array.isArray(b)) {
    const shared = Math.min(a.length, b.length);
    for (let i = 0; i < shared; i++) {
      // Like Python's tuples: only the first members that differ need an order.
      if (a[i] !== b[i]) return naturalOrder(a[i], b[i]);
    }
    return a.length - b.length;
  }
  if ((isNumeric(a) && isNumeric(b)) || (typeof a === "string" && typeof b === "string")) {
    if (a < b) return -1;
    return a > b ? 1 : 0;
  }
  throw new TypeError(
    `A PriorityQueue has no order for ${nameOf(a)} and ${nameOf(b)}: give it a compare function.`,
  );
}

function isNumeric(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

function nameOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
