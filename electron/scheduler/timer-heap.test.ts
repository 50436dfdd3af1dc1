import fc from "fast-check";
import { expect, it } from "vitest";
import { TimerHeap } from "./timer-heap";

class Entry {
  isCancelled = false;
  readonly when: number;
  readonly rank: number;

  constructor(when: number, rank: number) {
    this.when = when;
    this.rank = rank;
  }

  cancelled(): boolean {
    return this.isCancelled;
  }
}

it("gives timers by time, then by age, without those that were cancelled", () => {
  const steps = fc.array(
    fc.record({
      add: fc.nat(20),
      cancel: fc.option(fc.nat(400)),
      takeBefore: fc.option(fc.nat(20)),
    }),
    { maxLength: 400 },
  );
  fc.assert(
    fc.property(steps, (program) => {
      const heap = new TimerHeap<Entry>();
      let model: Entry[] = [];
      program.forEach(({ add, cancel, takeBefore }, rank) => {
        const entry = new Entry(add, rank);
        heap.add(add, entry);
        model.push(entry);
        const victim = cancel === null ? undefined : model[cancel];
        if (victim !== undefined) {
          victim.isCancelled = true;
          heap.noteCancelled();
          model = model.filter((other) => other !== victim);
        }
        if (takeBefore !== null) {
          model.sort((a, b) => a.when - b.when || a.rank - b.rank);
          const first = model[0];
          const isDue = first !== undefined && first.when < takeBefore;
          expect(heap.takeBefore(takeBefore)).toBe(isDue ? first : null);
          if (isDue) model.shift();
        }
        expect(heap.nextTime()).toBe(Math.min(Infinity, ...model.map(({ when }) => when)));
      });
    }),
    { seed: 1, numRuns: 200 },
  );
});

it("drops cancelled timers once they are more than half", () => {
  const heap = new TimerHeap<Entry>();
  const entries = Array.from({ length: 1000 }, (_, rank) => new Entry(1000 - rank, rank));
  for (const entry of entries) heap.add(entry.when, entry);
  for (const entry of entries.slice(0, 700)) {
    entry.isCancelled = true;
    heap.noteCancelled();
  }
  expect(heap.size).toBeLessThan(500);
  expect(heap.nextTime()).toBe(1);
});
