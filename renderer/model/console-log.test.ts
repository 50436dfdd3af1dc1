import { expect, it } from "vitest";
import { Channel } from "../../shared/events";
import { ConsoleLog, MAX_CONSOLE_LINES } from "./console-log";

it("keeps the newest lines and counts those that it let go", () => {
  const log = new ConsoleLog();
  const total = MAX_CONSOLE_LINES + 5_000;
  for (let seq = 0; seq < total; seq += 1) {
    log.append({ seq, time: 0, task: 0, name: "", channel: Channel.OUTPUT, text: "x" });
  }
  expect(log.lines.length).toBeGreaterThanOrEqual(MAX_CONSOLE_LINES);
  expect(log.lines.length + log.trimmed).toBe(total);
  expect(log.lines[0]!.seq).toBe(log.trimmed);
  expect(log.lines.at(-1)!.seq).toBe(total - 1);
});
