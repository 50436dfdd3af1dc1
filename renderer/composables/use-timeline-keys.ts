import { createSharedComposable } from "@vueuse/core";
import { onBeforeUnmount, onMounted, shallowRef } from "vue";

/** Does what a key does on the timeline. */
type Press = (key: string) => void;

/** The keys of the timeline that is in the page, for whoever is not in it. */
export const useTimelineKeys = createSharedComposable(() => {
  /** Null while there is no timeline. */
  const press = shallowRef<Press | null>(null);
  return { press };
});

/** Offers a timeline's keys as long as it is in the page. */
export function offerTimelineKeys(press: Press): void {
  const offered = useTimelineKeys();
  onMounted(() => {
    offered.press.value = press;
  });
  onBeforeUnmount(() => {
    if (offered.press.value === press) offered.press.value = null;
  });
}

/** What can be done with the timeline by key, the key and the text that says it: shown among all actions, listened to by the timeline. */
export const TIMELINE_KEYS = [
  ["[", "timeline.actions.cursorBefore"],
  ["]", "timeline.actions.cursorNext"],
  ["{", "timeline.actions.cursorBeforeOfTask"],
  ["}", "timeline.actions.cursorNextOfTask"],
  ["+", "timeline.zoomIn"],
  ["-", "timeline.zoomOut"],
  ["F", "timeline.everything"],
  ["L", "timeline.followHelp"],
  ["R", "timeline.actions.range"],
  ["Z", "timeline.range.zoom"],
  ["/", "timeline.actions.search"],
  ["N", "timeline.actions.nextFound"],
  ["1", "timeline.actions.arrowsCreated"],
  ["2", "timeline.actions.arrowsWoken"],
  ["3", "timeline.actions.arrowsAwaited"],
  ["4", "timeline.actions.arrowsCancelled"],
  ["Backspace", "timeline.actions.followBack"],
  ["Shift+Backspace", "timeline.actions.returnForth"],
  ["G", "timeline.menu.fold"],
  ["U", "timeline.actions.unfold"],
  ["P", "timeline.actions.pin"],
  ["Shift+ArrowUp", "timeline.actions.collapse"],
  ["Shift+ArrowDown", "timeline.actions.expand"],
] as const;
