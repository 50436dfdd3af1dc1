import { plural } from "../../model/format";
import { isOver, LaneState } from "../../model/lane-code";
import type { LaneEvent } from "../../model/lane-events";
import { MarkKind, NO_MARK } from "../../model/lane-marks";
import type { LaneReader } from "../../model/lane-reader";
import { NO_LANE } from "../../model/lanes";
import type { SessionModel } from "../../model/session-model";
import { nameOf, waitWords } from "./lane-words";
import { durationWords } from "./time-words";

/** What one interval was, in words. */
export function intervalWords(model: SessionModel, reader: LaneReader, index: number): string {
  switch (reader.state(index)) {
    case LaneState.SCHEDULED:
      return "scheduled, not yet run";
    case LaneState.READY: {
      const by = reader.a(index);
      return by === 0 ? "ready, waits for its turn" : `ready, woken by ${nameOf(model, by)}`;
    }
    case LaneState.RUNNING:
      return "running";
    case LaneState.WAITING:
      return `waiting for ${waitWords(model, reader, index)}`;
    case LaneState.UNRECORDED:
      return "not recorded: these events were evicted";
    case LaneState.FINISHED:
      return "done";
    case LaneState.FAILED:
      return "failed";
    case LaneState.CANCELLED:
      return "cancelled";
  }
}

/** "from 0.072 s to 0.101 s, 29 ms", or "since 0.072 s, 29 ms so far". */
export function spanWords(reader: LaneReader, index: number, now: number): string {
  const start = reader.start(index);
  const end = reader.end(index, now);
  const open = index + 1 === reader.count && !isOver(reader.state(index));
  const digits = end - start < 0.002 && !open ? 6 : 3;
  const at = (time: number) => `${time.toFixed(digits)} s`;
  if (open) return `since ${at(start)}, ${durationWords(end - start)} so far`;
  return `from ${at(start)} to ${at(end)}, ${durationWords(end - start)}`;
}

/** The cancels that were requested or delivered within an interval, one sentence each. */
export function cancelWords(
  model: SessionModel,
  task: number,
  reader: LaneReader,
  index: number,
  now: number,
): string[] {
  const { lanes } = model;
  const lane = lanes.laneOf(task);
  if (lane === NO_LANE) return [];
  const { marks } = lanes;
  const start = reader.start(index);
  const end = reader.end(index, now);
  const words: string[] = [];
  for (let mark = lanes.firstMark(lane); mark !== NO_MARK; mark = marks.next[mark]!) {
    const time = marks.time[mark]!;
    if (time < start || time > end || marks.kind[mark] === MarkKind.AWAITED) continue;
    words.push(cancelMarkWords(model, mark));
  }
  return words;
}

/** "cancel requested by main at 0.500 s, “too slow”". */
function cancelMarkWords(model: SessionModel, mark: number): string {
  const { lanes } = model;
  const { marks } = lanes;
  const at = `${marks.time[mark]!.toFixed(3)} s`;
  if (marks.kind[mark] === MarkKind.CANCEL_DELIVERED) return `CancelledError thrown in at ${at}`;
  const by = marks.by[mark]!;
  const message = lanes.text(marks.text[mark]!);
  // No task asked: the user did, or a timer, as a timeout has one.
  const who = by === 0 ? "" : ` by ${nameOf(model, by)}`;
  const said = message === "" ? "" : `, “${message}”`;
  return `cancel requested${who} at ${at}${said}`;
}

/** What happened at an instant, for the one who moves the cursor there. */
export function eventSentence(model: SessionModel, event: LaneEvent, reader: LaneReader): string {
  const { time, task, interval, mark, tasks } = event;
  model.lanes.read(model.lanes.laneOf(task), reader);
  const what =
    mark === NO_MARK ? intervalWords(model, reader, interval) : cancelMarkWords(model, mark);
  const others = tasks - 1;
  const more = others === 0 ? "" : `, and something to ${plural(others, "other task")}`;
  return `Cursor at ${time.toFixed(3)} s. ${nameOf(model, task)}: ${what}${more}.`;
}

/** What a screen reader says of an interval. */
export function sentenceOf(
  model: SessionModel,
  task: number,
  reader: LaneReader,
  index: number,
  now: number,
): string {
  const name = nameOf(model, task);
  if (isOver(reader.state(index))) {
    const slot = model.table.slotOf(task);
    const result = slot < 0 ? "" : model.table.result[slot];
    const end = `${reader.start(index).toFixed(3)} s`;
    const what = intervalWords(model, reader, index);
    return result ? `${name}: ${what} at ${end}, ${result}.` : `${name}: ${what} at ${end}.`;
  }
  const parts = [
    intervalWords(model, reader, index),
    spanWords(reader, index, now),
    ...cancelWords(model, task, reader, index, now),
  ];
  return `${name}: ${parts.join("; ")}. ${index + 1} of ${reader.count}.`;
}
