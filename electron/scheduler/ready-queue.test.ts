import { expect, it } from "vitest";
import { OP_HANDLE, OP_STEP, ReadyQueue } from "./ready-queue";

function take(queue: ReadyQueue): [number, unknown] {
  return [queue.peekOperation(), queue.shift()];
}

it("gives back what was pushed, first in, first out, over many chunks", () => {
  const queue = new ReadyQueue();
  let pushed = 0;
  let taken = 0;
  // Grows, shrinks and empties in turn, by amounts that never fit a chunk.
  for (const [push, shift] of [
    [700, 300],
    [5000, 4000],
    [1, 1401],
    [3000, 0],
    [0, 3000],
    [10, 10],
  ]) {
    for (let i = 0; i < (push ?? 0); i++) queue.push(pushed % 3, pushed++);
    for (let i = 0; i < (shift ?? 0); i++) expect(take(queue)).toEqual([taken % 3, taken++]);
    expect(queue.length).toBe(pushed - taken);
  }
});

it("is empty after it was cleared", () => {
  const queue = new ReadyQueue();
  for (let i = 0; i < 3000; i++) queue.push(OP_STEP, i);
  queue.clear();
  expect(queue.length).toBe(0);
  queue.push(OP_HANDLE, "again");
  expect(take(queue)).toEqual([OP_HANDLE, "again"]);
});

it("shows its first entries, in order and over several chunks, and keeps them", () => {
  const queue = new ReadyQueue();
  for (let i = 0; i < 3000; i++) queue.push(OP_STEP, i);
  for (let i = 0; i < 500; i++) take(queue);
  const shown = Array.from(queue.first(2000), ({ subject }) => subject);
  expect(shown).toEqual(Array.from({ length: 2000 }, (_, index) => 500 + index));
  expect(Array.from(queue.first(9999))).toHaveLength(2500);
  expect(queue.length).toBe(2500);
});
