import { useTimeoutFn } from "@vueuse/core";
import { defineAsyncComponent } from "vue";
import type { Component } from "vue";
import NotLoaded from "./common/NotLoaded.vue";

type Load<T extends Component> = () => Promise<{ default: T }>;

/** Views that the window does not begin with. */
const later = new Set<Load<Component>>();

/** How long the window is left to itself before it loads what it does not need yet, and how much longer at most if it is busy, in milliseconds. */
const REST_MS = 1_000;
const MAX_WAIT_MS = 5_000;

/** A view that the window does not begin with: loaded when it is first shown, or before, when there is nothing else to do. */
export function lazyView<T extends Component>(load: Load<T>): T {
  later.add(load);
  return defineAsyncComponent({ loader: load, errorComponent: NotLoaded }) as unknown as T;
}

/**
 * Loads those views once the page has nothing else to do, so that nobody waits for one.
 * @returns begins the rest before it; what has not begun ends with the component
 */
export function useIdleLoading(): () => void {
  const loadAll = () => {
    // What cannot be loaded is told where it should be shown.
    for (const load of later) load().catch(() => undefined);
  };
  const { start } = useTimeoutFn(
    () => {
      // Not every browser can tell when it is idle.
      if (window.requestIdleCallback === undefined) loadAll();
      else window.requestIdleCallback(loadAll, { timeout: MAX_WAIT_MS });
    },
    REST_MS,
    { immediate: false },
  );
  return start;
}
