import { watch } from "vue";
import { useCodeStore } from "../stores/code";
import { useConnectionStore } from "../stores/connection";
import { useHost } from "../stores/host";
import { useLessonsStore } from "../stores/lessons";
import { useWorkspaceStore } from "../stores/workspace";

/** Lets the lab make ready what the program or the lesson in view needs, while it is still being read: CPython takes seconds to load. */
export function usePreparedLanguage(): void {
  const { bridge } = useHost();
  const code = useCodeStore();
  const connection = useConnectionStore();
  const lessons = useLessonsStore();
  const workspace = useWorkspaceStore();

  watch(
    () => {
      if (connection.state !== "open") return null;
      const { view } = workspace;
      if (view.kind === "code") return code.source?.language ?? null;
      // Which language is read in comes with the list.
      const isRead = view.kind === "lesson" && view.lesson !== null && lessons.list !== null;
      return isRead ? lessons.language : null;
    },
    (language) => {
      // What goes wrong is told when the program is run.
      if (language !== null) void bridge.call("programs.prepare", { language });
    },
    { immediate: true },
  );
}
