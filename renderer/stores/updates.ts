import { defineStore } from "pinia";
import type { CommandName } from "../../shared/contract";
import type { UpdateState } from "../../shared/updates";
import { t } from "../texts";
import { useHost } from "./host";
import { useLabStore } from "./lab";
import { useNoticesStore } from "./notices";
import { useWorkspaceStore } from "./workspace";

type UpdateCommand = Extract<CommandName, `updates.${string}`>;

/** Newer versions of the desktop app: how it stands with them, and what the user asks for. */
export const useUpdatesStore = defineStore("updates", () => {
  const { bridge } = useHost();
  const lab = useLabStore();
  const notices = useNoticesStore();
  const workspace = useWorkspaceStore();

  /** Takes how it stands now, and tells of a version where nobody looks at it. */
  function receive(state: UpdateState): void {
    const before = lab.updates.kind;
    lab.updates = state;
    if (state.kind === before || ["settings", "about"].includes(workspace.view.kind)) return;
    if (state.kind !== "available" && state.kind !== "ready") return;
    const { version } = state.update;
    notices.show("info", t(`updates.${state.kind}`, { version }), {
      label: t("updates.show"),
      run: () => workspace.show({ kind: "about" }),
    });
  }

  async function ask(command: UpdateCommand): Promise<void> {
    const result = await bridge.call(command, {});
    // What comes of it is pushed.
    if (!result.ok) notices.show("error", result.error.message);
  }

  return {
    receive,
    check: () => ask("updates.check"),
    download: () => ask("updates.download"),
    install: () => ask("updates.install"),
  };
});
