import { tryOnScopeDispose, useEventListener } from "@vueuse/core";
import { effect, stop } from "vue";
import { isMenuMessage, MENU_ACTIONS } from "../../shared/menu";
import type { MenuState } from "../../shared/menu";
import { useCodeStore } from "../stores/code";
import { useHost } from "../stores/host";
import { useWorkspaceStore } from "../stores/workspace";
import { useActions } from "./use-actions";

/** How long what changed may rest until the menu follows, in milliseconds: some of it changes with every frame. */
const FOLLOW_MS = 200;

/** Does what was chosen in the desktop's menu, and has the menu follow what can be done. */
export function useMenu(): void {
  const { action } = useActions();
  const workspace = useWorkspaceStore();

  useEventListener(window, "message", ({ source, data }) => {
    if (source !== window || !isMenuMessage(data)) return;
    const chosen = action(data.action);
    // What could be done when the menu was opened may be over.
    if (chosen?.enabled !== true) return;
    if (workspace.paletteOpen && chosen.id !== "palette") {
      workspace.paletteOpen = false;
      // After the list of actions has given the focus back.
      setTimeout(() => chosen.run());
      return;
    }
    chosen.run();
  });
  useTellingMenu();
}

function useTellingMenu(): void {
  const { bridge } = useHost();
  if (bridge.tellMenu === undefined) return;
  const { action } = useActions();
  const code = useCodeStore();
  let told = "";
  let timer: number | undefined;

  const tell = (): void => {
    const enabled = MENU_ACTIONS.filter((id) => action(id)?.enabled === true);
    const state: MenuState = { enabled, inEditor: code.isShown };
    const text = JSON.stringify(state);
    if (text === told) return;
    told = text;
    bridge.tellMenu?.(state);
  };
  // Not a watcher: it would look at all actions with each change, and not once for many.
  const runner = effect(tell, {
    scheduler: () => {
      timer ??= window.setTimeout(() => {
        timer = undefined;
        runner();
      }, FOLLOW_MS);
    },
  });
  tryOnScopeDispose(() => {
    clearTimeout(timer);
    stop(runner);
  });
}
