import {
  CircleAlert,
  Clock,
  GitMerge,
  LogOut,
  OctagonPause,
  RefreshCw,
  TriangleAlert,
  Undo2,
} from "@lucide/vue";
import type { Component } from "vue";
import { Advice } from "../../../shared/events";
import type { TextKey } from "../../../shared/texts/keys";

interface AdviceLook {
  /** The name of the text that says it. */
  readonly title: Extract<TextKey, `warnings.titles.${string}`>;
  readonly icon: Component;
}

const LOOKS: Readonly<Record<Advice, AdviceLook>> = {
  [Advice.NONE]: { title: "warnings.titles.warning", icon: TriangleAlert },
  [Advice.NEVER_AWAITED]: { title: "warnings.titles.neverAwaited", icon: Clock },
  [Advice.UNSEEN_ERROR]: { title: "warnings.titles.unseenError", icon: CircleAlert },
  [Advice.SWALLOWED_CANCEL]: { title: "warnings.titles.swallowedCancel", icon: Undo2 },
  [Advice.OUTLIVING]: { title: "warnings.titles.outliving", icon: LogOut },
  [Advice.CIRCLE]: { title: "warnings.titles.circle", icon: RefreshCw },
  [Advice.SLOW_STEP]: { title: "warnings.titles.slowStep", icon: OctagonPause },
  [Advice.AWAITED_AT_ONCE]: { title: "warnings.titles.awaitedAtOnce", icon: GitMerge },
};

/** How a warning is titled; one that only a later lab knows is just a warning. */
export function adviceLook(advice: Advice): AdviceLook {
  return (LOOKS as Readonly<Record<number, AdviceLook>>)[advice] ?? LOOKS[Advice.NONE];
}
