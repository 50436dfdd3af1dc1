import { createSharedComposable, useDocumentVisibility, useIntervalFn } from "@vueuse/core";
import { shallowRef, watchEffect } from "vue";
import type { ShallowRef } from "vue";
import { useWorkspaceStore } from "../stores/workspace";
import { useLabStore } from "../stores/lab";

/** How often running times are written anew, in milliseconds: more often cannot be read. */
const TICK_MS = 100;

/**
 * The time at which the session is shown, in seconds: written anew a few times a second while that is
 * now, the session runs and the page is seen. For texts; what is drawn asks the model itself.
 */
export const useSessionTime = createSharedComposable((): ShallowRef<number> => {
  const workspace = useWorkspaceStore();
  const lab = useLabStore();
  const visibility = useDocumentVisibility();
  const now = shallowRef(0);
  const read = () => {
    now.value = workspace.seen.now();
  };
  const { pause, resume } = useIntervalFn(read, TICK_MS, { immediate: false });
  watchEffect(() => {
    const { phase } = lab.sessions[workspace.session];
    const runs = (phase === "running" || phase === "stopping") && workspace.instant === null;
    if (runs && visibility.value === "visible") resume();
    else pause();
    void workspace.seen.version.value;
    read();
  });
  return now;
});
