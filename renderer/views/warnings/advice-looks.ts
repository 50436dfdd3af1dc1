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

interface AdviceLook {
  readonly title: string;
  readonly icon: Component;
}

const LOOKS: Readonly<Record<Advice, AdviceLook>> = {
  [Advice.NONE]: { title: "Warning", icon: TriangleAlert },
  [Advice.NEVER_AWAITED]: { title: "Never awaited", icon: Clock },
  [Advice.UNSEEN_ERROR]: { title: "Unseen error", icon: CircleAlert },
  [Advice.SWALLOWED_CANCEL]: { title: "Swallowed cancel", icon: Undo2 },
  [Advice.OUTLIVING]: { title: "Outlived its program", icon: LogOut },
  [Advice.CIRCLE]: { title: "Waiting in a circle", icon: RefreshCw },
  [Advice.SLOW_STEP]: { title: "Blocked the loop", icon: OctagonPause },
  [Advice.AWAITED_AT_ONCE]: { title: "No concurrency gained", icon: GitMerge },
};

/** How a warning is titled; one that only a later lab knows is just a warning. */
export function adviceLook(advice: Advice): AdviceLook {
  return (LOOKS as Readonly<Record<number, AdviceLook>>)[advice] ?? LOOKS[Advice.NONE];
}
