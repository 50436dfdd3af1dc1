import type { LinkProblem } from "../../shared/links/app-link";
import { addView, viewOfParams } from "../../shared/links/view-params";
import type { RecordedView } from "../../shared/recording/view";

/** What a link opens: a recording of the library, and how it is looked at. */
export interface ViewLink {
  /** Its name in the library. */
  readonly recording: string;
  readonly view: RecordedView;
}

/** The longest name that a link may have. */
const MAX_NAME_LENGTH = 300;
/** What begins the fragment of an address that is such a link. */
const MARK = "#recording=";

/**
 * Reads the fragment of an address, which anybody may have written.
 * @returns null if it is no such link; what is wrong with one that is not right
 */
export function parseViewLink(fragment: string): ViewLink | LinkProblem | null {
  if (!fragment.startsWith(MARK)) return null;
  const params = new URLSearchParams(fragment.slice(1));
  const recording = params.get("recording") ?? "";
  if (recording === "" || recording.length > MAX_NAME_LENGTH) return "no-name";
  const view = viewOfParams(params);
  return view === null ? "bad-view" : { recording, view };
}

/** The fragment of an address that opens a recording as it is looked at. What is collapsed and pinned stands in the recording alone. */
export function viewLinkOf({ recording, view }: ViewLink): string {
  const params = new URLSearchParams({ recording });
  addView(params, view);
  return `#${params.toString()}`;
}
