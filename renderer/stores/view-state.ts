import { defineStore } from "pinia";
import { shallowRef } from "vue";
import type { RecordedView } from "../../shared/recording/view";
import { WHOLE_VIEW } from "../../shared/recording/view";
import { NO_SLOT } from "../../shared/reduce";
import { useTimelinePort } from "../composables/use-timeline-port";
import { useWorkspaceStore } from "./workspace";

/** How the session in view is looked at: to be saved with it, put into a link, and restored. */
export const useViewStateStore = defineStore("view-state", () => {
  const workspace = useWorkspaceStore();
  const { port } = useTimelinePort();
  /** How the recording is to be looked at that is being opened; null for as one likes. */
  const pending = shallowRef<RecordedView | null>(null);

  function current(): RecordedView {
    return {
      ...WHOLE_VIEW,
      ...port.value?.state(),
      task: workspace.selected,
      at: workspace.instant,
    };
  }

  /** Looks at the session in view like that. All of it must be there. */
  function restore(view: RecordedView): void {
    const { table } = workspace.model;
    const isThere = view.task !== null && table.slotOf(view.task) !== NO_SLOT;
    workspace.select(isThere ? view.task : null);
    port.value?.restore(view);
    workspace.lookAt(view.at);
  }

  return { pending, current, restore };
});
