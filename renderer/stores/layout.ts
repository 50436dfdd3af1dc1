import { useLocalStorage, useMediaQuery } from "@vueuse/core";
import { defineStore } from "pinia";
import { computed } from "vue";
import { useWorkspaceStore } from "./workspace";

/** Below this the inspector moves beside the console, in CSS pixels. */
const INSPECTOR_COLUMN = 1120;
/** Below this the library becomes a drawer. */
const LIBRARY_COLUMN = 820;
/** Below this list and timeline take turns. */
const SPLIT = 620;

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Sizes in CSS pixels, `split` in percent of the work area's width. */
const START = {
  library: 208,
  inspector: 312,
  bottom: 190,
  top: 240,
  code: 340,
  lesson: 560,
  split: 52,
  showLibrary: true,
  showInspector: true,
  showBottom: true,
  showBottomInLessons: false,
};

/** A lesson takes two thirds of the window, until it is given another height. */
const LESSON_SHARE = 0.64;
const lessonHeight = (): number => Math.round(window.innerHeight * LESSON_SHARE);

export const PANEL_BOUNDS = {
  library: { min: 160, max: 360 },
  inspector: { min: 240, max: 520 },
  bottom: { min: 90, max: 560 },
  top: { min: 90, max: 520 },
  code: { min: 130, max: 900 },
  lesson: { min: 160, max: 2_000 },
  split: { min: 20, max: 80 },
} as const satisfies Record<string, Bounds>;

export type PanelName = keyof typeof PANEL_BOUNDS;

/** How the window is divided: what the user dragged, and what fits. Kept for the next time. */
export const useLayoutStore = defineStore("layout", () => {
  const workspace = useWorkspaceStore();
  const kept = useLocalStorage(
    "tasklab-layout",
    { ...START, lesson: lessonHeight() },
    { mergeDefaults: true },
  );
  const hasInspectorColumn = useMediaQuery(`(min-width: ${INSPECTOR_COLUMN}px)`);
  const hasLibraryColumn = useMediaQuery(`(min-width: ${LIBRARY_COLUMN}px)`);
  const isSplit = useMediaQuery(`(min-width: ${SPLIT}px)`);

  const showsLibrary = computed(() => hasLibraryColumn.value && kept.value.showLibrary);
  const showsInspector = computed(() => hasInspectorColumn.value && kept.value.showInspector);

  /** Whether console, warnings and loop are seen. A lesson has its output beside it, and needs the room. */
  const showsBottom = computed({
    get: () =>
      workspace.view.kind === "lesson" ? kept.value.showBottomInLessons : kept.value.showBottom,
    set: (shows) => {
      if (workspace.view.kind === "lesson") kept.value.showBottomInLessons = shows;
      else kept.value.showBottom = shows;
    },
  });

  const sizeOf = (panel: PanelName): number => kept.value[panel];

  function resize(panel: PanelName, size: number): void {
    const { min, max } = PANEL_BOUNDS[panel];
    kept.value[panel] = Math.round(Math.min(max, Math.max(min, size)));
  }

  return {
    kept,
    hasInspectorColumn,
    hasLibraryColumn,
    isSplit,
    showsLibrary,
    showsInspector,
    showsBottom,
    sizeOf,
    resize,
  };
});
