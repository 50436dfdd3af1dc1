import { computed } from "vue";
import type { ComputedRef } from "vue";
import type { Theme } from "../../../shared/settings";
import { useLabStore } from "../../stores/lab";
import { useLayoutStore } from "../../stores/layout";
import { useSettingsStore } from "../../stores/settings";
import { useWorkspaceStore } from "../../stores/workspace";
import type { Action } from "./action";
import { useGoTo } from "./regions";
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
    ...PLACES.map<Action>(([region, title], index) => ({
      id: `go-${region}`,
      title,
      section: "Go to",
      chord: `Alt+${index + 1}`,
      enabled: true,
      run: () => goTo(region),
    })),
    {
      id: "settings",
      title: "Settings",
      section: "Go to",
      chord: "Mod+,",
      enabled: true,
      run: () => workspace.show({ kind: "settings" }),
    },
    {
      id: "palette",
      title: "All actions",
      section: "View",
      chord: "Mod+K",
      enabled: true,
      run: () => {
        workspace.paletteOpen = !workspace.paletteOpen;
      },
    },
    {
      id: "toggle-library",
      title: "Show or hide the library",
      section: "View",
      chord: "Mod+B",
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
      chord: "Mod+I",
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
      chord: "Mod+`",
      enabled: true,
      run: () => {
        layout.showsBottom = !layout.showsBottom;
      },
    },
    {
      id: "theme",
      title: `Change the theme (now: ${lab.settings.theme})`,
      section: "View",
      chord: "Alt+T",
      enabled: true,
      run: () => void settings.update("theme", NEXT_THEME[lab.settings.theme]),
    },
  ]);
}
