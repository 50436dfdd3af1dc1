import type { TooltipContent } from "../timeline/tooltip-content";

/** What is under the pointer, and where that is, in pixels of the window. */
export interface HoveredBar {
  readonly content: TooltipContent;
  readonly x: number;
  readonly y: number;
}
