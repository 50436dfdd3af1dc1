/** What a value in a command may be, wherever one of its kind is taken. */
import { z } from "zod";
import { MAX_NAME_LENGTH, MAX_SOURCE_LENGTH, MAX_TITLE_LENGTH } from "./command-limits";
import { parseView, VIEW_WORDS } from "./recording/view";
import type { RecordedView } from "./recording/view";
import { SESSION_IDS } from "./session";
import { KEYS_PATTERN, MAX_OWN_KEYS } from "./keymap";
import { MAX_LATENCY_MS } from "./settings";

const MAX_TEXT_ARGUMENT_LENGTH = 1_000;

/** Longer than any name that is accepted: the lab says itself what is wrong with one. */
const MAX_FILE_NAME_LENGTH = 300;

export const session = z.enum(SESSION_IDS);
export const task = z.int().min(1);
export const coroutine = z.enum([
  "sleep",
  "fetch-title",
  "fetch-several",
  "fail-after",
  "count",
  "ignore-one-cancel",
  "block-the-loop",
]);
export const ownKeys = z
  .record(
    z.string().max(MAX_FILE_NAME_LENGTH),
    z.union([z.literal(""), z.string().max(60).regex(KEYS_PATTERN)]),
  )
  .refine((keys) => Object.keys(keys).length <= MAX_OWN_KEYS, `at most ${MAX_OWN_KEYS} keys`);
export const args = z.record(
  z.string().max(MAX_NAME_LENGTH),
  z.union([z.number(), z.string().max(MAX_TEXT_ARGUMENT_LENGTH)]),
);
export const rate = z.number().min(0).max(1);
export const milliseconds = z.number().min(0).max(MAX_LATENCY_MS);
/** A name that the page chose for work that takes longer: progress comes under it, and cancels go to it. */
export const job = z
  .string()
  .regex(/^[\w-]{1,64}$/, "a job's name is 1 to 64 letters, digits, - or _");
/** What errors call a program: no path, and nothing that would break the line of a traceback. */
export const programFile = z
  .string()
  .min(1)
  .max(MAX_TITLE_LENGTH)
  .regex(/^[^/\\\p{Cc}]+$/u, "a file's name has no slashes and no control characters");
export const document = z
  .string()
  .max(MAX_FILE_NAME_LENGTH)
  .regex(
    /^(?:library|file|example|new):./u,
    "a document is of the library, a file, an example, or new",
  );
export const sourceName = z.string().max(MAX_FILE_NAME_LENGTH);
export const sourceText = z
  .string()
  .max(MAX_SOURCE_LENGTH, `a program has ${MAX_SOURCE_LENGTH} characters at most`);
export const version = z.string().max(64);
/** A file says it, too: there is one reader for both. */
export const recordedView = z.custom<RecordedView>(
  (value) => parseView(value) !== null,
  `a view is ${VIEW_WORDS}`,
);
export const recording = z.string().max(MAX_FILE_NAME_LENGTH);
export const recordingName = z.string().max(MAX_FILE_NAME_LENGTH);

/** A lesson's or a cell's name: its file's or its own, see `electron/lab/lessons/`. */
export const lessonPart = z.string().max(MAX_NAME_LENGTH);
