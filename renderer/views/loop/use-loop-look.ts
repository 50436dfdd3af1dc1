import { useDocumentVisibility, useIntervalFn } from "@vueuse/core";
import { computed, shallowRef, watch } from "vue";
import type { ComputedRef } from "vue";
import type { LoopLook } from "../../../shared/loop-look";
import { loopAt, loopOfTable } from "../../model/loop-facts";
import { useConnectionStore } from "../../stores/connection";
import { useHost } from "../../stores/host";
import { useLabStore } from "../../stores/lab";
import { useWorkspaceStore } from "../../stores/workspace";

/** How often the loop is asked while it is looked at, in milliseconds: more often cannot be read. */
const LOOK_MS = 250;

/**
 * What the loop of the session in view has before it: asked of the loop itself as long as it runs,
 * and told by the tasks' events otherwise, as for an instant of the past.
 */
export function useLoopLook(): ComputedRef<LoopLook> {
  const { bridge } = useHost();
  const connection = useConnectionStore();
  const lab = useLabStore();
  const workspace = useWorkspaceStore();
  const visibility = useDocumentVisibility();

  const asked = shallowRef<LoopLook | null>(null);
  const status = computed(() => lab.sessions[workspace.session]);
  const canAsk = computed(
    () =>
      connection.state === "open" &&
      (status.value.phase === "running" || status.value.phase === "stopping"),
  );
  let isAsking = false;
  let isStale = false;

  async function ask(): Promise<void> {
    isStale = isAsking;
    if (isAsking || !canAsk.value) return;
    isAsking = true;
    const { session } = workspace;
    const result = await bridge.call("loop.look", { session });
    isAsking = false;
    if (session === workspace.session) asked.value = result.ok ? result.value : null;
    // A step was taken meanwhile.
    if (isStale) void ask();
  }

  const { pause, resume } = useIntervalFn(() => void ask(), LOOK_MS, { immediate: false });
  watch(
    [canAsk, visibility],
    ([can, seen]) => {
      if (can && seen === "visible") resume();
      else pause();
    },
    { immediate: true },
  );
  // Every step brings a status.
  watch(status, () => void ask(), { immediate: true });
  watch(
    () => workspace.session,
    () => {
      asked.value = null;
    },
    { flush: "sync" },
  );

  return computed(() => {
    const { instant, seen } = workspace;
    if (instant !== null) {
      void seen.version.value;
      return loopAt(seen.table, workspace.model.history.events, instant);
    }
    if (canAsk.value && asked.value?.runs === true) return asked.value;
    const { model } = workspace;
    void model.version.value;
    return loopOfTable(model.table, model.now());
  });
}
