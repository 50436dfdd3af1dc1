import { defineStore } from "pinia";
import { computed, ref } from "vue";
import type { TextKey } from "../../shared/texts/keys";
import { useLabStore } from "./lab";
import { useSettingsStore } from "./settings";
import { useWorkspaceStore } from "./workspace";

/** What the tour says of itself: nothing in it is put in. */
type TourText = Exclude<Extract<TextKey, `tour.${string}`>, "tour.step">;

export interface TourStop {
  /** The part of the window that it is about; null for the window as a whole. */
  readonly target: string | null;
  readonly title: TourText;
  readonly text: TourText;
}

const STOPS: readonly TourStop[] = [
  { target: null, title: "tour.welcomeTitle", text: "tour.welcome" },
  { target: '[data-region="palette"]', title: "tour.paletteTitle", text: "tour.palette" },
  { target: '[data-region="tasks"]', title: "tour.tasksTitle", text: "tour.tasks" },
  { target: '[data-region="timeline"]', title: "tour.timelineTitle", text: "tour.timeline" },
  { target: '[data-region="library"]', title: "tour.libraryTitle", text: "tour.library" },
  { target: "[data-tour='actions']", title: "tour.actionsTitle", text: "tour.actions" },
];

/** The tour of the window: offered by itself once, and again whenever it is asked for. */
export const useTourStore = defineStore("tour", () => {
  const lab = useLabStore();
  const settings = useSettingsStore();
  const workspace = useWorkspaceStore();

  /** Null while nobody takes the tour. */
  const at = ref<number | null>(null);
  /** Only what is in the window now: a narrow one has fewer parts in sight. */
  const stops = ref<readonly TourStop[]>(STOPS);
  const stop = computed(() => (at.value === null ? null : (stops.value[at.value] ?? null)));
  const isLast = computed(() => at.value === stops.value.length - 1);

  function begin(): void {
    workspace.show({ kind: "playground" });
    // The playground has to stand before it is looked at.
    setTimeout(() => {
      stops.value = STOPS.filter(({ target }) => target === null || isInSight(target));
      at.value = 0;
    });
  }

  function go(step: 1 | -1): void {
    if (at.value === null) return;
    const next = at.value + step;
    if (next >= stops.value.length) end();
    else at.value = Math.max(0, next);
  }

  function end(): void {
    at.value = null;
    if (!lab.settings.tourSeen) void settings.update("tourSeen", true);
  }

  return { at, stop, stops, isLast, begin, go, end };
});

function isInSight(target: string): boolean {
  const box = document.querySelector(target)?.getBoundingClientRect();
  return box !== undefined && box.width > 0 && box.height > 0;
}
