import { useEventListener } from "@vueuse/core";
import { matchesChord } from "../model/keys";
import { useWorkspaceStore } from "../stores/workspace";
import { focusRegion, REGIONS } from "./actions/regions";
import { useActions } from "./use-actions";

/** Runs actions by their keys, and goes round the parts of the window with F6. */
export function useShortcuts(): void {
  const { actions } = useActions();
  const workspace = useWorkspaceStore();

  useEventListener(window, "keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === "F6") {
      event.preventDefault();
      goRound(event.shiftKey ? -1 : 1);
      return;
    }
    const action = actions.value.find(
      ({ chord }) => chord !== undefined && matchesChord(event, chord),
    );
    if (action === undefined) return;
    // A key of ours never falls through to the browser, even when its action is not possible now.
    event.preventDefault();
    if (action.id !== "palette" && workspace.paletteOpen) return;
    if (action.enabled) action.run();
  });
}

function goRound(step: 1 | -1): void {
  const current = document.activeElement?.closest<HTMLElement>("[data-region]");
  const at = REGIONS.findIndex((region) => region === current?.dataset["region"]);
  for (let tries = 1; tries <= REGIONS.length; tries += 1) {
    const next = (at + step * tries + REGIONS.length * 2) % REGIONS.length;
    if (focusRegion(REGIONS[next]!)) return;
  }
}
