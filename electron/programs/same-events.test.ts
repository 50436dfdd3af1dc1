import { describe, expect, it } from "vitest";
import {
  CancelOrigin,
  EventKind,
  Outcome,
  RequestOutcome,
  ResourceKind,
  ResourceUse,
  WaitReason,
} from "../../shared/events";
import type { TaskEvent } from "../../shared/events";
import { LANGUAGES } from "../../shared/own-program";
import { labForTests } from "./__tests__/lab";
import { PAIRS, REQUESTS } from "./__tests__/pairs";
import type { Pair } from "./__tests__/pairs";
import { comparable } from "./__tests__/traces";

const lab = labForTests();

/** Whatever was seen in either language. */
const seen: TaskEvent[] = [];

async function eventsOf(pair: Pair, clock: "real" | "virtual"): Promise<readonly TaskEvent[][]> {
  const traces: TaskEvent[][] = [];
  for (const language of LANGUAGES) {
    const run = await lab.run(pair[language], language, { clock });
    expect(run.end).toEqual({ outcome: "finished", sentence: "", exitCode: 0 });
    seen.push(...run.events);
    traces.push([...run.events]);
  }
  return traces;
}

describe("both languages leave the same events", { timeout: 60_000 }, () => {
  it.each(Object.entries(PAIRS))("of %s", async (_what, pair) => {
    const [one, other] = await eventsOf(pair, "virtual");
    expect(comparable(one!, false)).toEqual(comparable(other!, false));
  });

  it("of requests, task by task", async () => {
    const withoutTimes = (events: readonly TaskEvent[]): unknown =>
      (comparable(events, true) as TaskEvent[][]).map((own) =>
        own.map((event) => ({ ...event, time: 0 })),
      );
    // Long enough for a cancel to come first.
    lab.server.setDials({ latencyMs: 300 });
    const [one, other] = await eventsOf(REQUESTS, "real");
    expect(withoutTimes(one!)).toEqual(withoutTimes(other!));
  });

  it("and that is all that can happen", () => {
    const of = <Kind extends TaskEvent["kind"]>(kind: Kind): Extract<TaskEvent, { kind: Kind }>[] =>
      seen.filter((event): event is Extract<TaskEvent, { kind: Kind }> => event.kind === kind);
    const allOf = (numbers: Readonly<Record<string, number>>): Set<number> =>
      new Set(Object.values(numbers));
    // What was evicted is told in snapshots alone.
    expect(new Set(seen.map(({ kind }) => kind)).size).toBe(allOf(EventKind).size - 1);
    expect(new Set(of("task-waiting").map(({ reason }) => reason))).toEqual(allOf(WaitReason));
    expect(new Set(of("resource-created").map(({ is }) => is))).toEqual(allOf(ResourceKind));
    expect(new Set(of("resource-used").map(({ use }) => use))).toEqual(allOf(ResourceUse));
    expect(new Set(of("task-done").map(({ outcome }) => outcome))).toEqual(allOf(Outcome));
    expect(new Set(of("request-ended").map(({ outcome }) => outcome))).toEqual(
      allOf(RequestOutcome),
    );
    // The user's is asked from outside.
    const origins = allOf(CancelOrigin);
    origins.delete(CancelOrigin.USER);
    expect(new Set(of("cancel-requested").map(({ origin }) => origin))).toEqual(origins);
  });
});
