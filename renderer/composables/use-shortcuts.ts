import { useEventListener } from "@vueuse/core";
import { isModifier, matchesStroke, strokesOf } from "../model/keys";
import { useWorkspaceStore } from "../stores/workspace";
import type { KeyedAction } from "./actions/action";
import { useActions } from "./use-actions";

/** Runs actions by their keys: one stroke, or two that follow each other. */
export function useShortcuts(): void {
  const { actions } = useActions();
  const workspace = useWorkspaceStore();
  /** The stroke before this one, if two could begin with it. */
  let begun: string | null = null;

  useEventListener(window, "keydown", (event) => {
    if (event.isComposing || isModifier(event)) return;
    const first = begun;
    begun = null;
    if (event.defaultPrevented) return;

    const follows = first === null ? undefined : find(event, [first]);
    const action = follows ?? find(event, []);
    begun = follows === undefined ? begunBy(event) : null;
    if (action === undefined && begun === null) return;
    // A key of ours never falls through to the browser, even when its action is not possible now.
    event.preventDefault();
    if (action === undefined) return;
    if (workspace.paletteOpen && action.id !== "palette") {
      // In the list of actions keys are for the list, but for a second stroke after the one that opened it.
      if (follows === undefined) return;
      workspace.paletteOpen = false;
      // After the list has given the focus back.
      if (action.enabled) setTimeout(() => action.run());
      return;
    }
    if (action.enabled) action.run();
  });

  // Whatever is done in between, the next stroke begins anew.
  useEventListener(window, ["pointerdown", "click", "input", "blur"], () => (begun = null), {
    capture: true,
  });

  /** The action whose last stroke is pressed, after those `before`. One that can be done goes before one that cannot. */
  function find(event: KeyboardEvent, before: readonly string[]): KeyedAction | undefined {
    const found = actions.value.filter(({ chord }) => {
      if (chord === undefined) return false;
      const strokes = strokesOf(chord);
      return (
        strokes.length === before.length + 1 &&
        before.every((stroke, index) => stroke === strokes[index]) &&
        matchesStroke(event, strokes.at(-1)!)
      );
    });
    return found.find(({ enabled }) => enabled) ?? found[0];
  }

  /** The stroke that is pressed, if an action has it as its first of two. */
  function begunBy(event: KeyboardEvent): string | null {
    for (const { chord } of actions.value) {
      const strokes = chord === undefined ? [] : strokesOf(chord);
      if (strokes.length === 2 && matchesStroke(event, strokes[0]!)) return strokes[0]!;
    }
    return null;
  }
}
