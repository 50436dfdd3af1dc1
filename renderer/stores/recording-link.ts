import { refAutoReset } from "@vueuse/core";
import { defineStore } from "pinia";
import { computed } from "vue";
import { appLinkOf, parseAppLink } from "../../shared/links/app-link";
import type { AppLink } from "../../shared/links/app-link";
import type { RecordedView } from "../../shared/recording/view";
import { WHOLE_VIEW } from "../../shared/recording/view";
import { viewLinkOf } from "../model/view-link";
import { useLabStore } from "./lab";
import { useRecordingsStore } from "./recordings";
import { useViewStateStore } from "./view-state";

const COPIED_MS = 1_500;

/** The link that opens the recording that is open as it is looked at: an address in a browser, one of the app's own on the desktop. */
export const useRecordingLink = defineStore("recording-link", () => {
  const lab = useLabStore();
  const recordings = useRecordingsStore();
  const viewState = useViewStateStore();
  /** For as long as one looks to see whether it was. */
  const isCopied = refAutoReset(false, COPIED_MS);

  /** Null where no link could name the recording: the last run, whose place the next one takes, or a page's own file. */
  function linkTo(view: RecordedView): string | null {
    const { opened, entries } = recordings;
    if (opened === null) return null;
    const entry = entries.find(({ id }) => id === opened.entry);
    if (lab.description?.host === "desktop") {
      if (opened.place !== null) return checked({ kind: "file", path: opened.place, view });
      return entry?.kind === "saved"
        ? checked({ kind: "recording", recording: entry.id, view })
        : null;
    }
    if (entry?.kind !== "saved") return null;
    const fragment = viewLinkOf({ recording: entry.id, view });
    return `${location.origin}${location.pathname}${fragment}`;
  }

  const isThere = computed(() => linkTo(WHOLE_VIEW) !== null);

  async function copy(): Promise<void> {
    const link = linkTo(viewState.current());
    if (link === null) return;
    // Refused by a browser, it is not copied.
    isCopied.value = await navigator.clipboard.writeText(link).then(
      () => true,
      () => false,
    );
  }

  return { isThere, isCopied, copy };
});

/** Null for what the app itself would not follow: a file with another ending, or on another machine. */
function checked(target: AppLink): string | null {
  const link = appLinkOf(target);
  return typeof parseAppLink(link) === "string" ? null : link;
}
