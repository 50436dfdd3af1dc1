import { nextTick, watch } from "vue";
import { useLabStore } from "../stores/lab";
import { useViewStateStore } from "../stores/view-state";
import { useWorkspaceStore } from "../stores/workspace";

/** Looks at a recording as its file or a link says, once all of it is in the page. */
export function useRestoredView(): void {
  const lab = useLabStore();
  const workspace = useWorkspaceStore();
  const viewState = useViewStateStore();

  const isComplete = () => {
    const { model, session } = workspace;
    void model.version.value;
    const { recording, epoch } = lab.sessions.recording;
    if (session !== "recording" || recording === null || model.epoch !== epoch) return false;
    return model.seq >= recording.info.first + recording.events;
  };
  watch(
    () => viewState.pending !== null && isComplete(),
    async (isDue) => {
      if (!isDue) return;
      // What belongs to the run before is forgotten first, and the timeline is there.
      await nextTick();
      const view = viewState.pending;
      viewState.pending = null;
      if (view !== null) viewState.restore(view);
    },
    { flush: "post" },
  );
}
