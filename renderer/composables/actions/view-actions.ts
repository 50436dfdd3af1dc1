import { computed } from "vue";
import type { ComputedRef } from "vue";
import type { Theme } from "../../../shared/settings";
import { useLabStore } from "../../stores/lab";
import { useLayoutStore } from "../../stores/layout";
import { useSettingsStore } from "../../stores/settings";
import { useWorkspaceStore } from "../../stores/workspace";
import type { Action } from "./action";
import { goRound, useGoTo } from "./regions";
import type { Region } from "./regions";

const PLACES: readonly (readonly [Region, string])[] = [
  ["library", "Library"],
  ["palette", "Palette: choose and create"],
  ["tasks", "Task list"],
  ["timeline", "Timeline"],
  ["inspector", "Inspector"],
  ["console", "Console"],
  ["warnings", "Warnings"],
  ["loop", "Loop: ready queue and timers"],
];

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
    ...PLACES.map<Action>(([region, title]) => ({
      id: `go-${region}`,
      title,
      section: "Go to",
      enabled: true,
      run: () => goTo(region),
    })),
    {
      id: "next-part",
      title: "Next part of the window",
      section: "Go to",
      enabled: true,
      run: () => goRound(1),
    },
    {
      id: "previous-part",
      title: "Previous part of the window",
      section: "Go to",
      enabled: true,
      run: () => goRound(-1),
    },
    {
      id: "settings",
      title: "Settings",
      section: "Go to",
      enabled: true,
      run: () => workspace.show({ kind: "settings" }),
    },
    {
      id: "palette",
      title: "All actions",
      section: "View",
      enabled: true,
      run: () => {
        workspace.paletteOpen = !workspace.paletteOpen;
      },
    },
    {
      id: "toggle-library",
      title: "Show or hide the library",
      section: "View",
      enabled: true,
      run: () => {
        if (layout.hasLibraryColumn) layout.kept.showLibrary = !layout.kept.showLibrary;
        else workspace.drawers.library = !workspace.drawers.library;
      },
    },
    {
      id: "toggle-inspector",
      title: "Show or hide the inspector",
      section: "View",
      enabled: true,
      run: () => {
        if (layout.hasInspectorColumn) layout.kept.showInspector = !layout.kept.showInspector;
        else goTo("inspector");
      },
    },
    {
      id: "toggle-bottom",
      title: "Show or hide the console",
      section: "View",
      enabled: true,
      run: () => {
        layout.showsBottom = !layout.showsBottom;
      },
    },
    {
      id: "theme",
      title: `Change the theme (now: ${lab.settings.theme})`,
      section: "View",
      enabled: true,
      run: () => void settings.update("theme", NEXT_THEME[lab.settings.theme]),
    },
  ]);
}
