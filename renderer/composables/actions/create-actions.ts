import { computed } from "vue";
import type { ComputedRef } from "vue";
import { useLabStore } from "../../stores/lab";
import { useNewTaskStore } from "../../stores/new-task";
import { usePaletteStore } from "../../stores/palette";
import { useWorkspaceStore } from "../../stores/workspace";
import { t } from "../../texts";
import type { Action } from "./action";
import { useGoTo } from "./regions";

/** Making tasks of coroutines, and awaiting them directly. */
export function useCreateActions(): ComputedRef<Action[]> {
  const lab = useLabStore();
  const newTask = useNewTaskStore();
  const palette = usePaletteStore();
  const workspace = useWorkspaceStore();
  const goTo = useGoTo();

  return computed(() => [
    {
      id: "create",
      title: t("actions.create", { title: palette.coroutine?.title ?? "…" }),
      section: "Create",
      enabled: palette.coroutine !== null && !palette.busy,
      run: () => {
        workspace.show({ kind: "playground" });
        void palette.createTasks();
      },
    },
    {
      id: "await-directly",
      title: t("actions.awaitDirectly", { title: palette.coroutine?.title ?? "…" }),
      section: "Create",
      enabled: palette.coroutine !== null && !palette.busy,
      run: () => {
        workspace.show({ kind: "playground" });
        void palette.awaitDirectly();
      },
    },
    ...newTask.coroutines.map<Action>((name) => ({
      id: `create-of-${name}`,
      title: t("actions.createOf", { name }),
      section: "Create",
      enabled: newTask.canCreate,
      refusal: newTask.refusal,
      run: () => {
        newTask.choose(name);
        // The list of actions gives the focus back first.
        setTimeout(() => (newTask.open = true));
      },
    })),
    ...lab.coroutines.map<Action>(({ id, title }) => ({
      id: `choose-${id}`,
      title: t("actions.choose", { title }),
      section: "Create",
      enabled: true,
      run: () => {
        palette.choose(id);
        goTo("palette");
      },
    })),
  ]);
}
