import { computed } from "vue";
import type { ComputedRef } from "vue";
import { canCheck } from "../../../shared/updates";
import { useAboutStore } from "../../stores/about";
import { useLabStore } from "../../stores/lab";
import { useTourStore } from "../../stores/tour";
import { useUpdatesStore } from "../../stores/updates";
import { useWorkspaceStore } from "../../stores/workspace";
import { t } from "../../texts";
import { helpForFocus } from "../help-for-focus";
import type { Action } from "./action";

/** What tells how the lab is used. */
export function useHelpActions(): ComputedRef<Action[]> {
  const about = useAboutStore();
  const lab = useLabStore();
  const tour = useTourStore();
  const updates = useUpdatesStore();
  const workspace = useWorkspaceStore();

  return computed(() => [
    {
      id: "help",
      title: t("help.about"),
      section: "Help",
      enabled: true,
      run: () => workspace.show({ kind: "help", ...helpForFocus(workspace.view) }),
    },
    {
      id: "help-pages",
      title: t("help.all"),
      section: "Help",
      enabled: true,
      run: () => workspace.show({ kind: "help", page: null, section: null }),
    },
    {
      id: "glossary",
      title: t("help.glossary"),
      section: "Help",
      enabled: true,
      run: () => workspace.show({ kind: "help", page: "glossary", section: null }),
    },
    {
      id: "examples",
      title: t("examples.title"),
      section: "Help",
      enabled: true,
      run: () => workspace.show({ kind: "examples" }),
    },
    {
      id: "shortcuts",
      title: t("shortcuts.title"),
      section: "Help",
      enabled: true,
      run: () => workspace.show({ kind: "shortcuts" }),
    },
    {
      id: "tour",
      title: t("tour.take"),
      section: "Help",
      enabled: true,
      run: () => tour.begin(),
    },
    {
      id: "about",
      title: t("about.title"),
      section: "Help",
      enabled: true,
      run: () => workspace.show({ kind: "about" }),
    },
    {
      id: "check-updates",
      title: t("updates.check"),
      section: "Help",
      enabled: canCheck(lab.updates),
      run: () => {
        workspace.show({ kind: "about" });
        void updates.check();
      },
    },
    {
      id: "copy-diagnostics",
      title: t("about.copy"),
      section: "Help",
      enabled: true,
      run: () => void about.copyDiagnostics(),
    },
    {
      id: "show-logs",
      title: t("about.showLogs"),
      section: "Help",
      enabled: lab.description?.host === "desktop",
      run: () => void about.showLogs(),
    },
  ]);
}
