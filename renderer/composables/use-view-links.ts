import { useEventListener } from "@vueuse/core";
import { watch } from "vue";
import { parseViewLink } from "../model/view-link";
import { useConnectionStore } from "../stores/connection";
import { useNoticesStore } from "../stores/notices";
import { useRecordingsStore } from "../stores/recordings";
import { t } from "../texts";

/** Opens what the page's address says: a recording of the library, as a link has it. */
export function useViewLinks(): void {
  const connection = useConnectionStore();
  const notices = useNoticesStore();
  const recordings = useRecordingsStore();

  async function follow(): Promise<void> {
    const link = parseViewLink(location.hash);
    if (link === null) return;
    // A reload is to find what is there then, and not to begin again.
    history.replaceState(history.state, "", location.pathname + location.search);
    if (typeof link === "string") {
      notices.show("error", t(`recordings.linkProblems.${link}`));
      return;
    }
    const entry = await recordings.find(link.recording);
    if (entry !== null) await recordings.open(entry, link.view);
  }

  watch(
    () => connection.state === "open",
    (isOpen) => {
      if (isOpen) void follow();
    },
    { immediate: true },
  );
  useEventListener(window, "hashchange", () => void follow());
}
