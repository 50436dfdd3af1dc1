import type { LaneLink, LinkKind } from "../../model/lane-links";
import type { SessionModel } from "../../model/session-model";
import { nameOf } from "./lane-words";

/** What a menu calls the arrows of a kind. */
export const LINK_TITLES: Readonly<Record<LinkKind, string>> = {
  created: "Created by",
  woken: "Woken by",
  awaited: "Awaited by",
  cancelled: "Cancelled by",
};

/** "woken by worker-1 at 0.101 s". */
export function linkWords(model: SessionModel, { kind, time, by }: LaneLink): string {
  return `${LINK_TITLES[kind].toLowerCase()} ${nameOf(model, by)} at ${time.toFixed(3)} s`;
}
