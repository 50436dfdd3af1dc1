import { computed } from "vue";
import type { ComputedRef } from "vue";
import { useComparisonStore } from "../../stores/comparison";
import { useRecordingsStore } from "../../stores/recordings";
import { useWorkspaceStore } from "../../stores/workspace";
import type { Action } from "./action";

/** Two runs side by side. */
export function useCompareActions(): ComputedRef<Action[]> {
  const comparison = useComparisonStore();
  const recordings = useRecordingsStore();
  const workspace = useWorkspaceStore();

  return computed(() => [
    {
      id: "compare",
      title: "Compare this run with the one before",
      section: "Compare",
      enabled: true,
      run: () => comparison.begin(),
    },
    {
      id: "compare-swap",
      title: "Swap the two runs that are compared",
      section: "Compare",
      enabled: workspace.view.kind === "compare",
      run: () => comparison.swap(),
    },
    {
      id: "compare-close",
      title: "Close the comparison",
      section: "Compare",
      enabled: workspace.view.kind === "compare",
      run: () => comparison.close(),
    },
    ...recordings.entries.map<Action>(({ id, name, problem }) => ({
      id: `compare-${id}`,
      title: `Compare this run with the recording “${name}”`,
      section: "Compare",
      enabled: problem === null,
      run: () => comparison.compareWith({ recording: id }),
    })),
  ]);
}
