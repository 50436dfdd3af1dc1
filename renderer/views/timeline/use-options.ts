import { useLocalStorage } from "@vueuse/core";
import { computed } from "vue";
import type { LinkKind } from "../../model/lane-links";
import { LINK_KINDS } from "../../model/lane-links";

interface Kept {
  foldsGaps: boolean;
  arrows: LinkKind[];
}

/** What the timeline shows besides bars, as the user chose it. Kept for the next time. */
export function useOptions() {
  const kept = useLocalStorage<Kept>(
    "tasklab-timeline",
    { foldsGaps: false, arrows: [] },
    { mergeDefaults: true },
  );
  return {
    foldsGaps: computed(() => kept.value.foldsGaps),
    arrows: computed<ReadonlySet<LinkKind>>(
      () => new Set(LINK_KINDS.filter((kind) => kept.value.arrows.includes(kind))),
    ),
    toggleFolds: () => {
      kept.value.foldsGaps = !kept.value.foldsGaps;
    },
    toggleArrows: (kind: LinkKind) => {
      const { arrows } = kept.value;
      kept.value.arrows = arrows.includes(kind)
        ? arrows.filter((one) => one !== kind)
        : [...arrows, kind];
    },
  };
}
