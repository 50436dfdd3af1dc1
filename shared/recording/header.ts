import { textUpTo, wholeNumber } from "./fields";
import type { Fields } from "./fields";
import { CLOCK_KINDS, RECORDING_FORMAT, RECORDING_LIMITS, RECORDING_VERSION } from "./recording";
import type { RecordingInfo, SourceFile } from "./recording";
import { RecordingError } from "./recording-error";
import { isRecordable } from "./run-order";
import { unixNanoseconds } from "./utc-time";
import { parseView, viewFields, VIEW_WORDS } from "./view";

const VERSION = /^([1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/;
/** Characters in a version, a session's or a program's name. */
const MAX_NAME_LENGTH = 200;
/** Event numbers leave room to count on from the first. */
const MAX_FIRST = Number.MAX_SAFE_INTEGER - RECORDING_LIMITS.events;

export interface Header {
  readonly version: string;
  /** Whether a later minor version of the lab wrote it, which may know kinds of events that this one does not. */
  readonly isLater: boolean;
  readonly info: RecordingInfo;
  /** Lines of the snapshot, which come first. */
  readonly snapshotLines: number;
}

/** The first line of a recording, with its end. Throws a `RecordingError` for what no reader would take. */
export function headerLine(info: RecordingInfo, snapshotLines: number): string {
  const { lab, session, program, source, file, files } = info;
  const { startedAt, clock, first, evictedTasks, events } = info;
  const view = info.view === undefined ? null : viewFields(info.view);
  const version = `${RECORDING_VERSION.major}.${RECORDING_VERSION.minor}`;
  const fields: Fields = {
    format: RECORDING_FORMAT,
    version,
    lab,
    session,
    ...(program === null ? {} : { program }),
    ...(source === null ? {} : { source }),
    ...(file === undefined ? {} : { file }),
    ...(files === undefined ? {} : { files }),
    startedAt,
    ...(clock === null ? {} : { clock }),
    first,
    evictedTasks,
    snapshot: snapshotLines,
    ...(events === null ? {} : { events }),
    ...(view === null ? {} : { view }),
  };
  parseHeader(fields);
  return `${JSON.stringify(fields)}\n`;
}

/** Reads the first line of a recording, null for one that is no JSON object. Throws a `RecordingError` if it is none that this version reads. */
export function parseHeader(fields: Fields | null): Header {
  if (fields === null || fields["format"] !== RECORDING_FORMAT) {
    const mark = `{"format":"${RECORDING_FORMAT}", …}`;
    throw new RecordingError(
      "not-a-recording",
      `This is not a Tasklab recording: line 1 must begin with ${mark}.`,
      1,
    );
  }
  const { version, isLater } = checkVersion(fields);
  const lab = required(fields, "lab", textUpTo(fields["lab"], MAX_NAME_LENGTH), "a short text");
  const clock = CLOCK_KINDS.find((kind) => kind === fields["clock"]) ?? null;
  if (clock === null && fields["clock"] !== undefined && !isLater) {
    throw damaged("clock", `one of ${CLOCK_KINDS.join(", ")}`);
  }
  const view = fields["view"] === undefined ? null : parseView(fields["view"]);
  if (view === null && fields["view"] !== undefined && !isLater) throw damaged("view", VIEW_WORDS);
  const startedAt = fields["startedAt"];
  if (typeof startedAt !== "string" || unixNanoseconds(startedAt) === null) {
    throw damaged("startedAt", "a UTC time such as 2026-03-01T12:00:00.000Z");
  }
  const count = (key: string, most: number) =>
    required(fields, key, wholeNumber(fields[key], 0, most), `a whole number from 0 to ${most}`);
  const file = optionalText(fields, "file", MAX_NAME_LENGTH);
  const files = filesIn(fields["files"]);
  return {
    version,
    isLater,
    info: {
      lab,
      session: required(
        fields,
        "session",
        textUpTo(fields["session"], MAX_NAME_LENGTH),
        "a short text",
      ),
      program: optionalText(fields, "program", MAX_NAME_LENGTH),
      source: optionalText(fields, "source", RECORDING_LIMITS.text),
      ...(file === null ? {} : { file }),
      ...(files === null ? {} : { files }),
      startedAt,
      clock,
      first: count("first", MAX_FIRST),
      evictedTasks: count("evictedTasks", MAX_FIRST),
      events: fields["events"] === undefined ? null : count("events", MAX_FIRST),
      ...(view === null ? {} : { view }),
    },
    snapshotLines: count("snapshot", RECORDING_LIMITS.events),
  };
}

/** The last line of a recording, with its end. */
export function endLine(events: number, endedAt: number): string {
  if (!isRecordable(endedAt)) {
    throw new RecordingError("damaged", `A recording cannot end at ${endedAt} s.`);
  }
  return `{"e":"end","t":${endedAt},"events":${events}}\n`;
}

function checkVersion(fields: Fields): { version: string; isLater: boolean } {
  const version = textUpTo(fields["version"], MAX_NAME_LENGTH) ?? "";
  const match = VERSION.exec(version);
  if (match === null) throw damaged("version", 'a version such as "1.0"');
  const major = Number(match[1]);
  if (major > RECORDING_VERSION.major) {
    const lab = textUpTo(fields["lab"], MAX_NAME_LENGTH) ?? "";
    const writer = lab === "" ? "a later Tasklab" : `Tasklab ${lab}`;
    throw new RecordingError(
      "newer-version",
      `Line 1: this recording is in format ${version}, written by ${writer}; this one reads format ${RECORDING_VERSION.major}, so open it with that version or a later one.`,
      1,
    );
  }
  return { version, isLater: Number(match[2]) > RECORDING_VERSION.minor };
}

function filesIn(value: unknown): SourceFile[] | null {
  if (value === undefined) return null;
  const { files: most, fileTexts } = RECORDING_LIMITS;
  if (!Array.isArray(value) || value.length > most) throw damaged("files", `at most ${most} files`);
  let left: number = fileTexts;
  return value.map((one: unknown) => {
    const { file, source } = Object(one) as Fields;
    const name = textUpTo(file, MAX_NAME_LENGTH);
    const text = textUpTo(source, left);
    if (name === null || text === null) {
      throw damaged("files", `files, each {"file", "source"}, of at most ${fileTexts} characters`);
    }
    left -= text.length;
    return { file: name, source: text };
  });
}

function optionalText(fields: Fields, key: string, length: number): string | null {
  if (fields[key] === undefined) return null;
  const what = `a text of at most ${length} characters`;
  return required(fields, key, textUpTo(fields[key], length), what);
}

function required<T>(fields: Fields, key: string, value: T | null, what: string): T {
  if (value !== null) return value;
  throw damaged(key, fields[key] === undefined ? `given: ${what}` : what);
}

function damaged(key: string, what: string): RecordingError {
  return new RecordingError(
    "damaged",
    `Line 1 cannot be read as a recording's header: "${key}" must be ${what}.`,
    1,
  );
}
