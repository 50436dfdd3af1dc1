/** What the system handed to the app on the desktop, as its page sees it: files that were opened with it, and links. */
import type { AppLink, LinkProblem } from "./links/app-link";
import type { RecordedView } from "./recording/view";

/** A file that the page may have opened. The page names it by its number, and no path. */
export interface GivenFile {
  readonly file: number;
  /** Without its folder. */
  readonly name: string;
  readonly path: string;
}

/** What a link would open. */
export type LinkTarget =
  | Exclude<AppLink, { kind: "file" }>
  | { readonly kind: "file"; readonly file: GivenFile; readonly view: RecordedView };

export type Arrival =
  /** Somebody opened it with the app: nothing is to be asked. */
  | { readonly kind: "file"; readonly file: GivenFile }
  /** Anybody may have written it: the user is asked before anything of it is done. */
  | { readonly kind: "link"; readonly text: string; readonly opens: LinkTarget }
  | { readonly kind: "wrong-link"; readonly problem: LinkProblem };
