import { createSharedComposable, useDocumentVisibility, useIntervalFn } from "@vueuse/core";
import { shallowRef, watchEffect } from "vue";
import type { ShallowRef } from "vue";
import { useWorkspaceStore } from "../stores/workspace";
import { useLabStore } from "../stores/lab";

/** How often running times are written anew, in milliseconds: more often cannot be read. */
const TICK_MS = 100;

/**
 * The session's time, in seconds, written anew a few times a second while the session runs and the
 * page is seen. For texts; what is drawn asks the model itself.
 */
export const useSessionTime = createSharedComposable((): ShallowRef<number> => {
  const workspace = useWorkspaceStore();
  const lab = useLabStore();
  const visibility = useDocumentVisibility();
  const now = shallowRef(0);
  const read = () => {
    now.value = workspace.model.now();
  };
  const { pause, resume } = useIntervalFn(read, TICK_MS, { immediate: false });
  watchEffect(() => {
    const { phase } = lab.sessions[workspace.session];
    const runs = phase === "running" || phase === "stopping";
    if (runs && visibility.value === "visible") resume();
    else pause();
    void workspace.model.version.value;
    read();
  });
  return now;
});
