import { computed } from "vue";
import type { ComputedRef } from "vue";
import type { Theme } from "../../../shared/settings";
import { useLabStore } from "../../stores/lab";
import { useLayoutStore } from "../../stores/layout";
import { useSettingsStore } from "../../stores/settings";
import { useWorkspaceStore } from "../../stores/workspace";
import { t } from "../../texts";
import type { Action } from "./action";
import { goRound, REGIONS, useGoTo } from "./regions";

const NEXT_THEME: Readonly<Record<Theme, Theme>> = {
  system: "dark",
  dark: "light",
  light: "system",
};

/** Where to go in the window, and how it looks. */
export function useViewActions(): ComputedRef<Action[]> {
  const lab = useLabStore();
  const layout = useLayoutStore();
  const settings = useSettingsStore();
  const workspace = useWorkspaceStore();
  const goTo = useGoTo();

  return computed(() => [
    ...REGIONS.map<Action>((region) => ({
      id: `go-${region}`,
      title: t(`actions.go.${region}`),
      section: "Go to",
      enabled: true,
      run: () => goTo(region),
    })),
    {
      id: "next-part",
      title: t("actions.nextPart"),
      section: "Go to",
      enabled: true,
      run: () => goRound(1),
    },
    {
      id: "previous-part",
      title: t("actions.previousPart"),
      section: "Go to",
      enabled: true,
      run: () => goRound(-1),
    },
    {
      id: "settings",
      title: t("actions.settings"),
      section: "Go to",
      enabled: true,
      run: () => workspace.show({ kind: "settings" }),
    },
    {
      id: "palette",
      title: t("actions.palette"),
      section: "View",
      enabled: true,
      run: () => {
        workspace.paletteOpen = !workspace.paletteOpen;
      },
    },
    {
      id: "toggle-library",
      title: t("actions.toggleLibrary"),
      section: "View",
      enabled: true,
      run: () => {
        if (layout.hasLibraryColumn) layout.kept.showLibrary = !layout.kept.showLibrary;
        else workspace.drawers.library = !workspace.drawers.library;
      },
    },
    {
      id: "toggle-inspector",
      title: t("actions.toggleInspector"),
      section: "View",
      enabled: true,
      run: () => {
        if (layout.hasInspectorColumn) layout.kept.showInspector = !layout.kept.showInspector;
        else goTo("inspector");
      },
    },
    {
      id: "toggle-bottom",
      title: t("actions.toggleBottom"),
      section: "View",
      enabled: true,
      run: () => {
        layout.showsBottom = !layout.showsBottom;
      },
    },
    {
      id: "theme",
      title: t("actions.theme", { theme: t(`actions.themes.${lab.settings.theme}`) }),
      section: "View",
      enabled: true,
      run: () => void settings.update("theme", NEXT_THEME[lab.settings.theme]),
    },
  ]);
}
