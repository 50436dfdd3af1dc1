import { formatInstant } from "../../model/format";
import type { LaneLink } from "../../model/lane-links";
import type { SessionModel } from "../../model/session-model";
import { t } from "../../texts";
import { nameOf } from "./lane-words";

/** "woken by worker-1 at 0.101 s". */
export function linkWords(model: SessionModel, { kind, time, by }: LaneLink): string {
  return t(`timeline.links.${kind}.at`, { name: nameOf(model, by), at: formatInstant(time) });
}
