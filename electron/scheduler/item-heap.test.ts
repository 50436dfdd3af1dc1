import { describe, expect, it } from "vitest";
import { ItemHeap } from "./item-heap";

describe("ItemHeap", () => {
  it("gives the smallest item first", () => {
    const heap = new ItemHeap<number>((a, b) => a - b);
    for (const item of [5, 3, 8, 1, 9, 2, 7]) heap.add(item);
    const taken: number[] = [];
    while (heap.size > 0) taken.push(heap.take());
    expect(taken).toEqual([1, 2, 3, 5, 7, 8, 9]);
  });

  it("gives equal items in the order of Python's heapq, which is not their order of arrival", () => {
    const heap = new ItemHeap<{ key: number; name: number }>((a, b) => a.key - b.key);
    for (let i = 0; i < 8; i++) heap.add({ key: i % 2, name: i });
    const taken: number[] = [];
    while (heap.size > 0) taken.push(heap.take().name);
    expect(taken).toEqual([0, 2, 6, 4, 5, 7, 1, 3]);
  });

  it("stays as it was when two items cannot be compared", () => {
    let refuse = false;
    const heap = new ItemHeap<number>((a, b) => {
      if (refuse) throw new TypeError("no order");
      return a - b;
    });
    for (const item of [4, 2, 3, 1]) heap.add(item);
    refuse = true;
    expect(() => heap.add(0)).toThrow("no order");
    expect(() => heap.take()).toThrow("no order");
    expect(heap.size).toBe(4);
    refuse = false;
    expect([heap.take(), heap.take(), heap.take(), heap.take()]).toEqual([1, 2, 3, 4]);
  });
});
