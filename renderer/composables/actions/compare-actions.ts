import { computed } from "vue";
import type { ComputedRef } from "vue";
import { useComparisonStore } from "../../stores/comparison";
import { useRecordingsStore } from "../../stores/recordings";
import { useWorkspaceStore } from "../../stores/workspace";
import { t } from "../../texts";
import type { Action } from "./action";

/** Two runs side by side. */
export function useCompareActions(): ComputedRef<Action[]> {
  const comparison = useComparisonStore();
  const recordings = useRecordingsStore();
  const workspace = useWorkspaceStore();

  return computed(() => [
    {
      id: "compare",
      title: t("actions.compare"),
      section: "Compare",
      enabled: true,
      run: () => comparison.begin(),
    },
    {
      id: "compare-swap",
      title: t("actions.compareSwap"),
      section: "Compare",
      enabled: workspace.view.kind === "compare",
      run: () => comparison.swap(),
    },
    {
      id: "compare-close",
      title: t("actions.compareClose"),
      section: "Compare",
      enabled: workspace.view.kind === "compare",
      run: () => comparison.close(),
    },
    ...recordings.entries.map<Action>(({ id, name, problem }) => ({
      id: `compare-${id}`,
      title: t("actions.compareWith", { name }),
      section: "Compare",
      enabled: problem === null,
      run: () => comparison.compareWith({ recording: id }),
    })),
  ]);
}
