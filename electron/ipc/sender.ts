import { isSameSite } from "../page-address";

/** What of Electron's `WebFrameMain` says who it is. */
export interface Frame {
  readonly url: string;
  readonly parent: object | null;
}

/**
 * Whether a message comes from the app's own page: not from a frame inside of it, not from another
 * site, and not from a frame that is gone.
 * @param page the app's page
 */
export function isOwnPage(frame: Frame | null, page: string): boolean {
  return frame !== null && frame.parent === null && isSameSite(frame.url, page);
}
