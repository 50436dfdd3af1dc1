import { createSharedComposable } from "@vueuse/core";
import { computed } from "vue";
import { useKeymapStore } from "../stores/keymap";
import type { KeyedAction } from "./actions/action";
import { useCompareActions } from "./actions/compare-actions";
import { useCreateActions } from "./actions/create-actions";
import { useHelpActions } from "./actions/help-actions";
import { useLessonActions } from "./actions/lesson-actions";
import { useRecordingActions } from "./actions/recording-actions";
import { useRunActions } from "./actions/run-actions";
import { useSourceActions } from "./actions/source-actions";
import { useTaskActions } from "./actions/task-actions";
import { useTimeActions } from "./actions/time-actions";
import { useTimelineActions } from "./actions/timeline-actions";
import { useViewActions } from "./actions/view-actions";

/** Every action there is, with its key: what the command palette lists and the shortcuts run. */
export const useActions = createSharedComposable(() => {
  // In the order in which the command palette lists them.
  const groups = [
    useRunActions(),
    useTimeActions(),
    useTimelineActions(),
    useSourceActions(),
    useTaskActions(),
    useCreateActions(),
    useLessonActions(),
    useRecordingActions(),
    useCompareActions(),
    useViewActions(),
    useHelpActions(),
  ];
  const keymap = useKeymapStore();
  const actions = computed(() =>
    groups.flatMap((group) =>
      group.value.map((action): KeyedAction => ({ ...action, chord: keymap.keysOf(action.id) })),
    ),
  );
  const byId = computed(() => new Map(actions.value.map((action) => [action.id, action])));
  const action = (id: string): KeyedAction | undefined => byId.value.get(id);

  return { actions, action };
});
