import { computed } from "vue";
import type { ComputedRef } from "vue";
import { NO_SLOT } from "../../../shared/reduce";
import { isDone } from "../../../shared/task-state";
import type { TaskState } from "../../../shared/task-state";
import { creationPlaceOf, placeOf } from "../../model/standings";
import { usePlacesStore } from "../../stores/places";
import { useRewindStore } from "../../stores/rewind";
import { useRunsStore } from "../../stores/runs";
import { useTasksStore } from "../../stores/tasks";
import { useWorkspaceStore } from "../../stores/workspace";
import { t } from "../../texts";
import type { Action } from "./action";

/** What can be done with the tasks there are: mostly with the selected one. */
export function useTaskActions(): ComputedRef<Action[]> {
  const tasks = useTasksStore();
  const sourcePlaces = usePlacesStore();
  const rewind = useRewindStore();
  const runs = useRunsStore();
  const workspace = useWorkspaceStore();

  const selected = computed(() => {
    const { model, selected: task } = workspace;
    void model.version.value;
    const slot = task === null ? NO_SLOT : model.table.slotOf(task);
    if (task === null || slot === NO_SLOT) return null;
    return {
      task,
      name: model.table.name[slot]!,
      done: isDone(model.table.state[slot] as TaskState),
    };
  });

  /** Places of the selected task at the instant that is shown. */
  const placeIn = (of: typeof placeOf) =>
    computed(() => {
      const { seen, selected: task } = workspace;
      void seen.version.value;
      return task === null ? null : of(seen.table, task);
    });
  const line = placeIn(placeOf);
  const creation = placeIn(creationPlaceOf);

  return computed(() => [
    {
      id: "await-selected",
      title:
        selected.value === null
          ? t("actions.awaitSelected")
          : t("tasks.awaitOne", { name: selected.value.name }),
      section: "Tasks",
      listKey: "A",
      enabled: selected.value !== null && rewind.refusal === "",
      refusal: rewind.refusal,
      run: () => selected.value !== null && void tasks.awaitTask(selected.value.task),
    },
    {
      id: "cancel-selected",
      title:
        selected.value === null
          ? t("actions.cancelSelected")
          : t("tasks.cancelOne", { name: selected.value.name }),
      section: "Tasks",
      listKey: "C",
      enabled: selected.value !== null && !selected.value.done && rewind.refusal === "",
      refusal: rewind.refusal,
      run: () => selected.value !== null && void tasks.cancelTask(selected.value.task),
    },
    {
      id: "show-line",
      title: t("actions.showLine"),
      section: "Tasks",
      enabled: line.value !== null,
      run: () => line.value !== null && sourcePlaces.show(line.value),
    },
    {
      id: "show-creation",
      title: t("actions.showCreation"),
      section: "Tasks",
      enabled: creation.value !== null,
      run: () => creation.value !== null && sourcePlaces.show(creation.value),
    },
    {
      id: "cancel-all",
      title: t("actions.cancelAll"),
      section: "Tasks",
      enabled: runs.canStop && rewind.refusal === "",
      refusal: rewind.refusal,
      run: () => void tasks.cancelAll(),
    },
    {
      id: "filter",
      title: t("actions.filter"),
      section: "Tasks",
      enabled: true,
      run: () => document.querySelector<HTMLElement>("[data-task-filter]")?.focus(),
    },
  ]);
}
