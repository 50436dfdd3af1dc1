import { expect, it } from "vitest";
import { Advice, Channel, Outcome } from "../../shared/events";
import { Script } from "../testing/script";
import { SessionModel } from "./session-model";
import { MAX_WARNINGS, WarningLog } from "./warning-log";

function warned(log: WarningLog, seq: number, task: number): void {
  log.append({ seq, time: seq, task, name: "t", advice: Advice.SLOW_STEP, text: "slow" });
}

it("keeps of what is printed the lines that warn, each counted at its task", () => {
  const model = new SessionModel("playground");
  model.take(new Script().frame({ type: "snapshot" }));
  model.take(
    new Script()
      .created(1, "main")
      .printed(1, Channel.WARNING, "too slow", Advice.SLOW_STEP)
      .printed(1, Channel.ERROR, "main failed")
      .printed(0, Channel.WARNING, "never awaited", Advice.NEVER_AWAITED)
      .frame(),
  );
  const { warnings } = model;
  expect(warnings.entries.map(({ name, text }) => [name, text])).toEqual([
    ["main", "too slow"],
    ["", "never awaited"],
  ]);
  expect([warnings.countOf(1), warnings.countOf(0), warnings.total]).toEqual([1, 0, 2]);
  expect(warnings.of(1)).toHaveLength(1);
});

it("keeps the last ones, and goes on counting", () => {
  const log = new WarningLog();
  for (let seq = 0; seq < MAX_WARNINGS * 2; seq += 1) warned(log, seq, 1);
  expect(log.total).toBe(MAX_WARNINGS * 2);
  expect(log.entries.length).toBeGreaterThanOrEqual(MAX_WARNINGS);
  expect(log.entries.length).toBeLessThan(MAX_WARNINGS * 1.2);
  expect(log.entries.at(-1)!.seq).toBe(MAX_WARNINGS * 2 - 1);
  expect(log.countOf(1)).toBe(MAX_WARNINGS * 2);
});

it("counts no more for a task that is gone, whose warnings stay", () => {
  const model = new SessionModel("playground");
  model.take(new Script().frame({ type: "snapshot" }));
  model.take(
    new Script()
      .created(2, "gone")
      .printed(2, Channel.WARNING, "slow", Advice.SLOW_STEP)
      .done(2, Outcome.RESULT)
      .frame(),
  );
  model.take(new Script(3).created(3, "other").frame({ firstRetained: 3 }));
  expect(model.warnings.countOf(2)).toBe(0);
  expect(model.warnings.entries).toHaveLength(1);
});
