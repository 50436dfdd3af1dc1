import fc from "fast-check";
import type { ErrorData, Holdable, LockName, QueueName, SemaphoreName, Target } from "../program";

/** Few values, so that several timers are due at the same time. All are exact in binary. */
export const delay = fc.constantFrom(1, 0, 0.5, 2, 1.5, -1);
export const limit = fc.constantFrom(1, 0.5, 2, 0, 1.5, -1);
export const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(arbitrary, { nil: null, freq: 4 });
/** Low slots more often: they are the ones that a program fills first. */
export const taskSlot = fc.constantFrom(0, 1, 0, 1, 2, 3);
export const futureSlot = fc.constantFrom(5, 5, 6);
export const slot = fc.oneof(
  { weight: 4, arbitrary: taskSlot },
  { weight: 1, arbitrary: futureSlot },
);
/** Futures made by hand, and now and then what a gather or a shield gave. */
export const settable = fc.oneof(
  { weight: 4, arbitrary: futureSlot },
  { weight: 1, arbitrary: taskSlot },
);
export const two = fc.constantFrom(0, 1);
export const value = fc.constantFrom(1, 2, null, "text");
export const message = fc.constantFrom("stop", "enough");
export const lock = fc.constantFrom<LockName>("lock0", "lock1");
export const semaphore = fc.constantFrom<SemaphoreName>("semaphore1", "semaphore2", "bounded");
export const holdable: fc.Arbitrary<Holdable> = fc.oneof(
  lock,
  semaphore,
  fc.constant<Holdable>("condition"),
);
export const queue = fc.constantFrom<QueueName>("queue1", "queue", "priority", "lifo");
export const target: fc.Arbitrary<Target> = fc.oneof(
  { weight: 6, arbitrary: taskSlot },
  { weight: 1, arbitrary: futureSlot },
  { weight: 2, arbitrary: fc.constantFrom<Target>("self", "parent", "main") },
);
export const error: fc.Arbitrary<ErrorData> = fc.record({
  type: fc.constantFrom<ErrorData["type"]>(
    "AppError",
    "OtherError",
    "AppError",
    "TimeoutError",
    "CancelledError",
  ),
  message: fc.constantFrom("boom", "crash"),
});
