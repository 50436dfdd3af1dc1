import { nextTick } from "vue";
import { useLayoutStore } from "../../stores/layout";
import { useWorkspaceStore } from "../../stores/workspace";

/** The parts of the window that can be gone to, in the order of F6. */
export const REGIONS = [
  "library",
  "palette",
  "tasks",
  "timeline",
  "inspector",
  "console",
  "warnings",
  "loop",
] as const;
export type Region = (typeof REGIONS)[number];

/** Moves the focus into a part of the window: to what is marked in it, else to what Tab would reach first, else to the part itself. */
function focusRegion(region: Region): boolean {
  const element = document.querySelector<HTMLElement>(`[data-region="${region}"]`);
  if (element === null) return false;
  const target =
    element.tabIndex === 0
      ? element
      : (element.querySelector<HTMLElement>("[data-autofocus]") ??
        element.querySelector<HTMLElement>('[tabindex="0"]') ??
        element);
  target.focus();
  return document.activeElement === target;
}

/** Moves the focus to the next part of the window that is there, or to the one before. */
export function goRound(step: 1 | -1): void {
  const current = document.activeElement?.closest<HTMLElement>("[data-region]");
  const at = REGIONS.findIndex((region) => region === current?.dataset["region"]);
  for (let tries = 1; tries <= REGIONS.length; tries += 1) {
    const next = (at + step * tries + REGIONS.length * 2) % REGIONS.length;
    if (focusRegion(REGIONS[next]!)) return;
  }
}

/** A way to move the focus into a part of the window, which is shown first if it is not. */
export function useGoTo(): (region: Region) => void {
  const layout = useLayoutStore();
  const workspace = useWorkspaceStore();

  return (region: Region) => {
    if (region === "library" && !layout.showsLibrary) {
      if (layout.hasLibraryColumn) layout.kept.showLibrary = true;
      else workspace.drawers.library = true;
    }
    if (region === "palette" && !["playground", "code"].includes(workspace.view.kind)) {
      workspace.show({ kind: "playground" });
    }
    if (region === "inspector" && !layout.showsInspector) {
      if (layout.hasInspectorColumn) layout.kept.showInspector = true;
      else {
        layout.showsBottom = true;
        workspace.bottomTab = "inspector";
      }
    }
    if (region === "console" || region === "warnings" || region === "loop") {
      layout.showsBottom = true;
      workspace.bottomTab = region;
    }
    void nextTick(() => focusRegion(region));
  };
}
