import { computed } from "vue";
import type { ComputedRef } from "vue";
import { EXPORT_FORMATS } from "../../../shared/library";
import { useImagesStore } from "../../stores/images";
import { useRecordingLink } from "../../stores/recording-link";
import { useRecordingsStore } from "../../stores/recordings";
import { useWorkspaceStore } from "../../stores/workspace";
import { t } from "../../texts";
import type { Action } from "./action";

/** Saving, opening and exporting what was recorded. */
export function useRecordingActions(): ComputedRef<Action[]> {
  const images = useImagesStore();
  const link = useRecordingLink();
  const recordings = useRecordingsStore();
  const workspace = useWorkspaceStore();

  return computed(() => [
    {
      id: "save-recording",
      title: t("actions.saveRecording"),
      section: "Recordings",
      enabled: recordings.canSave,
      run: () => {
        workspace.savingOpen = true;
      },
    },
    {
      id: "open-recording",
      title: t("actions.openRecordingFile"),
      section: "Recordings",
      enabled: true,
      run: () => recordings.choose(),
    },
    {
      id: "copy-link",
      title: t("recordings.copyLinkHelp"),
      section: "Recordings",
      enabled: workspace.session === "recording" && link.isThere,
      run: () => void link.copy(),
    },
    ...EXPORT_FORMATS.map<Action>((format) => ({
      id: `export-${format}`,
      title: t("actions.exportAs", { format: t(`recordings.formats.${format}`) }),
      section: "Recordings",
      enabled: recordings.canSave,
      run: () => void recordings.exportAs({ session: workspace.session }, format),
    })),
    {
      id: "export-image",
      title: t("actions.exportImage"),
      section: "Recordings",
      enabled: recordings.canSave,
      run: () => {
        images.dialogOpen = true;
      },
    },
    ...recordings.entries.map<Action>((entry) => ({
      id: `recording-${entry.id}`,
      title: t("actions.openRecording", { name: entry.name }),
      section: "Recordings",
      enabled: entry.problem === null,
      run: () => void recordings.open(entry),
    })),
  ]);
}
