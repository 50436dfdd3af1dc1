import fc from "fast-check";
import type { Awaitable, SyncStatement } from "../program";
import { expression, statement } from "./nodes";
import type { Weighted } from "./nodes";
import type { Profile } from "./profiles";
import {
  limit,
  maybe,
  futureSlot,
  settable,
  two,
  value,
  message,
  lock,
  semaphore,
  holdable,
  queue,
  target,
  error,
} from "./values";

/** What waits for locks, the event, the condition or the barrier. */
export const lockAwaitables: readonly fc.Arbitrary<Awaitable>[] = [
  expression("acquire", { what: holdable }),
  expression("eventWait", {}),
  fc.constantFrom<Awaitable>(
    { kind: "barrierWait" },
    { kind: "barrierWait" },
    { kind: "barrierWait" },
    { kind: "barrierReset" },
    { kind: "barrierAbort" },
    { kind: "conditionWait" },
  ),
];

export const queueAwaitables: readonly fc.Arbitrary<Awaitable>[] = [
  expression("put", { queue, item: fc.nat(9) }),
  expression("get", { queue }),
  expression("join", { queue }),
];

/** Statements that neither suspend nor have a block in them. */
export function leafStatements(profile: Profile): Weighted<SyncStatement>[] {
  const { futures, callbacks, scopes, locks, queues, contexts } = profile;
  return [
    { weight: 2, arbitrary: statement("mark", {}) },
    { weight: 2, arbitrary: statement("raise", { error }) },
    {
      weight: 9,
      arbitrary: statement("cancel", { target, message: maybe(message) }),
    },
    { weight: 2, arbitrary: statement("uncancel", { target }) },
    { weight: 3, arbitrary: statement("inspect", { target }) },
    { weight: 2, arbitrary: statement("outcome", { target }) },
    { weight: 1, arbitrary: statement("tasks", {}) },
    { weight: callbacks / 4, arbitrary: statement("stop", {}) },
    {
      weight: 1,
      arbitrary: statement("rename", { target, name: fc.constantFrom("ann", "bob") }),
    },
    {
      weight: futures * 2,
      arbitrary: statement("future", { slot: futureSlot }),
    },
    {
      weight: futures * 2,
      arbitrary: statement("setResult", { slot: settable, value }),
    },
    {
      weight: futures,
      arbitrary: statement("setException", { slot: settable, error }),
    },
    {
      weight: callbacks,
      arbitrary: statement("cancelHandle", { handle: two }),
    },
    {
      weight: callbacks,
      arbitrary: statement("offDone", { target }),
    },
    {
      weight: scopes,
      arbitrary: statement("reschedule", { scope: two, delay: maybe(limit) }),
    },
    {
      weight: scopes,
      arbitrary: statement("inspectScope", { scope: two }),
    },
    {
      weight: locks,
      arbitrary: statement("release", { what: holdable }),
    },
    {
      weight: locks,
      arbitrary: statement("inspectHoldable", { what: fc.oneof(lock, semaphore) }),
    },
    {
      weight: locks,
      arbitrary: statement("event", { action: fc.constantFrom("set", "clear", "isSet") }),
    },
    {
      weight: locks * 2,
      arbitrary: statement("notify", { count: fc.constantFrom<number | "all">(1, "all", 2) }),
    },
    {
      weight: locks / 2,
      arbitrary: statement("inspectBarrier", {}),
    },
    {
      weight: queues,
      arbitrary: statement("putNowait", { queue, item: fc.nat(9) }),
    },
    {
      weight: queues,
      arbitrary: statement("getNowait", { queue }),
    },
    {
      weight: queues,
      arbitrary: statement("taskDone", { queue }),
    },
    {
      weight: queues,
      arbitrary: statement("shutdown", { queue, immediate: fc.boolean() }),
    },
    {
      weight: queues,
      arbitrary: statement("inspectQueue", { queue }),
    },
    {
      weight: contexts,
      arbitrary: statement("setVariable", { value: fc.nat(9) }),
    },
    {
      weight: contexts * 2,
      arbitrary: statement("readVariable", {}),
    },
    {
      weight: contexts / 2,
      arbitrary: statement("resetVariable", {}),
    },
    {
      weight: contexts / 2,
      arbitrary: statement("copyContext", {}),
    },
  ];
}
