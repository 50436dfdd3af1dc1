import { formatInstant } from "../../model/format";
import { isOver, LaneState } from "../../model/lane-code";
import type { LaneEvent } from "../../model/lane-events";
import { MarkKind, NO_MARK } from "../../model/lane-marks";
import type { LaneReader } from "../../model/lane-reader";
import { NO_LANE } from "../../model/lanes";
import type { SeenSession } from "../../model/seen-session";
import type { SessionModel } from "../../model/session-model";
import { t, writtenDecimal } from "../../texts";
import { nameOf, waitWords } from "./lane-words";
import { durationWords } from "./time-words";

/** What one interval was, in words. */
export function intervalWords(model: SessionModel, reader: LaneReader, index: number): string {
  switch (reader.state(index)) {
    case LaneState.SCHEDULED:
      return t("timeline.states.scheduled");
    case LaneState.READY: {
      const by = reader.a(index);
      return by === 0
        ? t("timeline.states.ready")
        : t("timeline.states.wokenBy", { name: nameOf(model, by) });
    }
    case LaneState.RUNNING:
      return t("timeline.states.running");
    case LaneState.WAITING:
      return t("timeline.states.waitingFor", { what: waitWords(model, reader, index) });
    case LaneState.UNRECORDED:
      return t("timeline.states.unrecorded");
    case LaneState.FINISHED:
      return t("timeline.states.finished");
    case LaneState.FAILED:
      return t("timeline.states.failed");
    case LaneState.CANCELLED:
      return t("timeline.states.cancelled");
  }
}

/**
 * Up to when is told of an interval, in seconds: up to the instant that is shown, or, where it comes
 * later than that, all that is recorded, together with the words for that.
 */
export function toldOf(
  reader: LaneReader,
  index: number,
  now: number,
  past: SeenSession | null,
): { readonly upTo: number; readonly later: string } {
  const at = past?.now() ?? now;
  if (reader.start(index) <= at) return { upTo: at, later: "" };
  return { upTo: now, later: t("time.later", { at: formatInstant(at) }) };
}

/** "from 0.072 s to 0.101 s, 29 ms", or "since 0.072 s, 29 ms so far" where it had not ended at `upTo`. */
export function spanWords(reader: LaneReader, index: number, upTo: number): string {
  const start = reader.start(index);
  const isLast = index + 1 === reader.count && !isOver(reader.state(index));
  const open = isLast || reader.end(index, upTo) > upTo;
  const end = open ? Math.max(start, upTo) : reader.end(index, upTo);
  const digits = end - start < 0.002 && !open ? 6 : 3;
  const at = (time: number) => `${writtenDecimal(time, digits)} s`;
  const duration = durationWords(end - start);
  if (open) return t("timeline.soFar", { from: at(start), duration });
  return t("timeline.lasted", { from: at(start), to: at(end), duration });
}

/** The cancels that were requested or delivered within an interval and up to `upTo`, one sentence each. */
export function cancelWords(
  model: SessionModel,
  task: number,
  reader: LaneReader,
  index: number,
  upTo: number,
): string[] {
  const { lanes } = model;
  const lane = lanes.laneOf(task);
  if (lane === NO_LANE) return [];
  const { marks } = lanes;
  const start = reader.start(index);
  const end = Math.min(upTo, reader.end(index, upTo));
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
  const at = formatInstant(marks.time[mark]!);
  if (marks.kind[mark] === MarkKind.CANCEL_DELIVERED)
    return t("timeline.cancels.delivered", { at });
  const by = marks.by[mark]!;
  const message = lanes.text(marks.text[mark]!);
  // No task asked: the user did, or a timer, as a timeout has one.
  const sentence =
    by === 0
      ? t("timeline.cancels.requested", { at })
      : t("timeline.cancels.requestedBy", { name: nameOf(model, by), at });
  return message === "" ? sentence : t("timeline.cancels.message", { sentence, message });
}

/** What happened at an instant, for the one who moves the cursor there. */
export function eventSentence(model: SessionModel, event: LaneEvent, reader: LaneReader): string {
  const { time, task, interval, mark, tasks } = event;
  model.lanes.read(model.lanes.laneOf(task), reader);
  const what =
    mark === NO_MARK ? intervalWords(model, reader, interval) : cancelMarkWords(model, mark);
  const others = tasks - 1;
  const told = { at: formatInstant(time), name: nameOf(model, task), what };
  return others === 0
    ? t("timeline.sentence.cursor", told)
    : t("timeline.sentence.cursorAndOthers", { ...told, count: others });
}

/**
 * What a screen reader says of an interval.
 * @param past the session as it was at the instant that is shown, up to which is told; null for now
 */
export function sentenceOf(
  model: SessionModel,
  task: number,
  reader: LaneReader,
  index: number,
  now: number,
  past: SeenSession | null = null,
): string {
  const name = nameOf(past ?? model, task);
  const { upTo, later } = toldOf(reader, index, now, past);
  if (isOver(reader.state(index))) {
    const slot = model.table.slotOf(task);
    const result = slot < 0 ? "" : model.table.result[slot];
    const told = {
      name,
      what: intervalWords(model, reader, index),
      at: formatInstant(reader.start(index)),
    };
    const sentence = result
      ? t("timeline.sentence.endedWith", { ...told, result })
      : t("timeline.sentence.ended", told);
    return later === "" ? sentence : `${sentence} ${later}.`;
  }
  const parts = [
    intervalWords(model, reader, index),
    spanWords(reader, index, upTo),
    ...cancelWords(model, task, reader, index, upTo),
    later,
  ];
  return t("timeline.sentence.interval", {
    name,
    what: parts.filter((part) => part !== "").join("; "),
    number: index + 1,
    all: reader.count,
  });
}
