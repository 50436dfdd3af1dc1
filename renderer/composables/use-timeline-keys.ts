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

/** What can be done with the timeline by key, and the key: shown among all actions, listened to by the timeline. */
export const TIMELINE_KEYS: readonly (readonly [key: string, title: string])[] = [
  ["[", "Cursor: to the previous event"],
  ["]", "Cursor: to the next event"],
  ["{", "Cursor: to the previous event of the selected task"],
  ["}", "Cursor: to the next event of the selected task"],
  ["+", "Zoom in"],
  ["-", "Zoom out"],
  ["F", "Show everything"],
  ["L", "Follow what goes on"],
  ["R", "Select the range of the interval or cursor, or extend it"],
  ["Z", "Zoom to the range"],
  ["/", "Find tasks on the timeline"],
  ["N", "Go to the next task that was found"],
  ["1", "Arrows: created by"],
  ["2", "Arrows: woken by"],
  ["3", "Arrows: awaited by"],
  ["4", "Arrows: cancelled by"],
  ["Backspace", "Go to the task that led to this one"],
  ["Shift+Backspace", "Return from there"],
  ["G", "Fold idle gaps"],
  ["U", "Unfold the first gap in sight"],
  ["P", "Pin the spawn site of the task"],
  ["Shift+ArrowUp", "Collapse the task with all under it"],
  ["Shift+ArrowDown", "Expand the task"],
];
