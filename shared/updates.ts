/** What the desktop app may do about newer versions of itself, and how it stands with them. */

/** Nothing; look for them and tell; the same, and fetch one when the user asks for it. */
export const UPDATE_CHOICES = ["off", "tell", "download"] as const;
export type UpdateChoice = (typeof UPDATE_CHOICES)[number];

/** Why this lab has no updates, whatever the setting says. */
export type UpdateObstacle =
  /** The lab runs in a browser: what was started there is updated as it was installed. */
  | "browser"
  /** Nobody said when the app was packaged where its new versions are. */
  | "no-feed"
  /** It was unpacked from an archive, or installed by something that keeps its packages itself. */
  | "by-hand";

/** A version that is newer than this one. */
export interface Update {
  readonly version: string;
  /** What is new in it, as plain text; empty if nothing was said. */
  readonly notes: string;
}

/** What went wrong, as far as the user can do something about it. */
export type UpdateProblem =
  /** The feed does not answer. */
  | "unreachable"
  /** It answers, and has no versions for this kind of installation. */
  | "no-versions"
  /** What came is not what the feed told of. */
  | "damaged"
  | "disk"
  | "other";

export type UpdateState =
  | { readonly kind: "unavailable"; readonly why: UpdateObstacle }
  /** The setting says so. */
  | { readonly kind: "off" }
  /** It was not looked for any yet. */
  | { readonly kind: "waiting" }
  | { readonly kind: "checking" }
  /** This is the newest version. */
  | { readonly kind: "none" }
  | { readonly kind: "available"; readonly update: Update }
  /** `percent`: whole, 0 to 100. */
  | { readonly kind: "downloading"; readonly update: Update; readonly percent: number }
  /** It is there, and is installed when the user asks for it. */
  | { readonly kind: "ready"; readonly update: Update }
  /** The app ends for it. */
  | { readonly kind: "installing"; readonly update: Update }
  | {
      readonly kind: "failed";
      readonly problem: UpdateProblem;
      /** What was said of it, on one line: for a report, and where nothing else is known. */
      readonly detail: string;
      /** The version that could not be fetched; null if the looking failed. */
      readonly update: Update | null;
    };

/** Whether it can be looked for updates now. */
export function canCheck({ kind }: UpdateState): boolean {
  return kind === "waiting" || kind === "none" || kind === "available" || kind === "failed";
}

/** The version that can be fetched now, if the setting allows it; null if there is none. */
export function downloadable(state: UpdateState, choice: UpdateChoice): Update | null {
  if (choice !== "download") return null;
  return state.kind === "available" || state.kind === "failed" ? state.update : null;
}
