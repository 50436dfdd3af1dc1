/**
 * `tasklab://` links, which the system hands to the app. Anybody may have written one: a page in a browser, a
 * message, another program. So one says what is to be opened and how it is looked at, and nothing else:
 *
 *     tasklab://lesson/first-await
 *     tasklab://example/both-at-once.py
 *     tasklab://recording/class%20demo?from=0.2&to=1.1&task=3&at=0.7&event=41
 *     tasklab://recording?file=%2Fhome%2Fada%2Frun.tasklab
 */
import type { RecordedView } from "../recording/view";
import { addView, viewOfParams } from "./view-params";

/** The scheme: what packages register, and what a link begins with. */
export const LINK_SCHEME = "tasklab";

/** The longest link that is read, in characters: twice what the longest name and search take. */
export const MAX_LINK_LENGTH = 8_000;
const MAX_NAME_LENGTH = 300;
const MAX_PATH_LENGTH = 1_000;

/** What a link opens. */
export type AppLink =
  | { readonly kind: "lesson"; readonly lesson: string }
  /** An example, by the name of its file. */
  | { readonly kind: "example"; readonly example: string }
  /** A recording of the library, by its id there. */
  | { readonly kind: "recording"; readonly recording: string; readonly view: RecordedView }
  /** A recording's file, by its whole path. */
  | { readonly kind: "file"; readonly path: string; readonly view: RecordedView };

/**
 * Why a link is not followed: it is too long, it is none of this app, it names nothing that there could be,
 * its path is none of a recording on this machine's disks, or how it is to be looked at is not right.
 */
export const LINK_PROBLEMS = ["too-long", "unknown", "no-name", "bad-path", "bad-view"] as const;
export type LinkProblem = (typeof LINK_PROBLEMS)[number];

// By hand, since hosts differ in how they read addresses of a scheme that they do not know.
const FORM = /^tasklab:\/\/(lesson|example|recording)(?:\/([^/?#]*))?\/?(?:\?([^#]*))?$/i;
/** What no file's name holds that the lab opens. Names that begin with a full stop are its own. */
const NO_NAME = /^\.|[/\\\p{Cc}\p{Surrogate}\p{Bidi_Control}]/u;
const RECORDING_ENDING = /\.tasklab(?:\.jsonl)?$/i;
/** From the root of this machine's own disks: one of another machine (`//host`, `\\host`) would be asked for over the network. */
const OWN_DISK = /^(?:\/(?![/\\])|[A-Za-z]:[/\\](?![/\\]))/;

/** Reads a link. */
export function parseAppLink(text: string): AppLink | LinkProblem {
  if (text.length > MAX_LINK_LENGTH) return "too-long";
  const [, kind, coded = "", query = ""] = FORM.exec(text) ?? [];
  if (kind === undefined) return "unknown";
  const params = new URLSearchParams(query);
  const view = viewOfParams(params);
  if (view === null) return "bad-view";
  const path = params.get("file");
  if (kind.toLowerCase() === "recording" && coded === "" && path !== null) {
    return isRecordingPath(path) ? { kind: "file", path, view } : "bad-path";
  }
  const name = decoded(coded);
  if (name === null || name === "" || name.length > MAX_NAME_LENGTH || NO_NAME.test(name)) {
    return "no-name";
  }
  switch (kind.toLowerCase()) {
    case "lesson":
      return { kind: "lesson", lesson: name };
    case "example":
      return { kind: "example", example: name };
    default:
      return { kind: "recording", recording: name, view };
  }
}

/** The link that opens something. What of a view is collapsed and pinned stands in the recording alone. */
export function appLinkOf(link: AppLink): string {
  const params = new URLSearchParams();
  if (link.kind === "file") params.set("file", link.path);
  if ("view" in link) addView(params, link.view);
  const query = params.toString();
  return `${LINK_SCHEME}://${placeOf(link)}${query === "" ? "" : `?${query}`}`;
}

function placeOf(link: AppLink): string {
  switch (link.kind) {
    case "lesson":
      return `lesson/${encoded(link.lesson)}`;
    case "example":
      return `example/${encoded(link.example)}`;
    case "recording":
      return `recording/${encoded(link.recording)}`;
    case "file":
      return "recording";
  }
}

function isRecordingPath(path: string): boolean {
  if (path.length > MAX_PATH_LENGTH || /[\p{Cc}\p{Surrogate}\p{Bidi_Control}]/u.test(path))
    return false;
  // Past the disk's letter, a colon names a stream of a file on Windows, or a device.
  const isPlain = path.startsWith("/") || !path.slice(2).includes(":");
  const isDirect = !path.split(/[/\\]/).some((part) => part === ".." || part === ".");
  return OWN_DISK.test(path) && isPlain && isDirect && RECORDING_ENDING.test(path);
}

/** Half of a character has no code; no name that could be opened holds one. */
const encoded = (name: string): string =>
  encodeURIComponent(name.replace(/\p{Surrogate}/gu, "\uFFFD"));

/** Null for text that encodes no character. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
