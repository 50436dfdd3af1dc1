import { watch } from "vue";
import { useCodeStore } from "../stores/code";
import { useConnectionStore } from "../stores/connection";
import { useHost } from "../stores/host";
import { useWorkspaceStore } from "../stores/workspace";

/** Lets the lab make ready what the program in view needs, while it is still being read: CPython takes seconds to load. */
export function usePreparedLanguage(): void {
  const { bridge } = useHost();
  const code = useCodeStore();
  const connection = useConnectionStore();
  const workspace = useWorkspaceStore();

  watch(
    () => {
      if (workspace.view.kind !== "code" || connection.state !== "open") return null;
      return code.source?.language ?? null;
    },
    (language) => {
      // What goes wrong is told when the program is run.
      if (language !== null) void bridge.call("programs.prepare", { language });
    },
    { immediate: true },
  );
}
