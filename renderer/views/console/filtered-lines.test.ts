import { expect, it } from "vitest";
import { Channel } from "../../../shared/events";
import { ConsoleLog, MAX_CONSOLE_LINES } from "../../model/console-log";
import { FilteredLines } from "./filtered-lines";

const ALL = { hidden: new Set<Channel>(), text: "" };

function logOf(...texts: string[]): ConsoleLog {
  const log = new ConsoleLog();
  texts.forEach((text, seq) => append(log, seq, text));
  return log;
}

function append(log: ConsoleLog, seq: number, text: string, channel: Channel = Channel.OUTPUT) {
  log.append({ seq, time: 0, task: 1, name: "main", channel, text });
}

const texts = ({ lines }: FilteredLines) => lines.map(({ text }) => text);

it("adds what the log added", () => {
  const filtered = new FilteredLines();
  const log = logOf("a");
  filtered.update(log, ALL);
  append(log, 1, "b");
  expect(filtered.update(log, ALL)).toBe(true);
  expect(texts(filtered)).toEqual(["a", "b"]);
});

it("leaves out hidden channels and what does not match, in any case", () => {
  const filtered = new FilteredLines();
  const log = logOf("Apple", "pear");
  append(log, 2, "apple of the server", Channel.SERVER);
  filtered.update(log, { hidden: new Set([Channel.SERVER]), text: "APP" });
  expect(texts(filtered)).toEqual(["Apple"]);
  filtered.update(log, { hidden: new Set(), text: "main" });
  expect(filtered.lines).toHaveLength(3);
});

it("begins anew with another filter, another log, and a log that was cleared", () => {
  const filtered = new FilteredLines();
  const log = logOf("a", "b");
  filtered.update(log, ALL);
  expect(filtered.update(log, { ...ALL })).toBe(false);
  expect(filtered.update(logOf("c"), ALL)).toBe(false);
  expect(texts(filtered)).toEqual(["c"]);
  filtered.update(log, ALL);
  log.reset();
  append(log, 0, "x");
  append(log, 1, "y");
  append(log, 2, "z");
  expect(filtered.update(log, ALL)).toBe(false);
  expect(texts(filtered)).toEqual(["x", "y", "z"]);
});

it("begins anew when the log let its oldest lines go", () => {
  const filtered = new FilteredLines();
  const log = logOf("first");
  filtered.update(log, ALL);
  for (let seq = 1; log.trimmed === 0; seq += 1) append(log, seq, "more");
  filtered.update(log, ALL);
  expect(filtered.lines).toHaveLength(MAX_CONSOLE_LINES + 1);
  expect(texts(filtered)).not.toContain("first");
});
