import { useEventListener } from "@vueuse/core";
import { isMenuMessage } from "../../shared/menu";
import { useWorkspaceStore } from "../stores/workspace";
import { useActions } from "./use-actions";

/** Does what was chosen in the desktop's menu, if it can be done now. */
export function useMenu(): void {
  const { action } = useActions();
  const workspace = useWorkspaceStore();

  useEventListener(window, "message", ({ source, data }) => {
    if (source !== window || !isMenuMessage(data)) return;
    const chosen = action(data.action);
    if (chosen?.enabled !== true) return;
    if (workspace.paletteOpen && chosen.id !== "palette") {
      workspace.paletteOpen = false;
      // After the list of actions has given the focus back.
      setTimeout(() => chosen.run());
      return;
    }
    chosen.run();
  });
}
