import { defineStore } from "pinia";
import { computed, ref } from "vue";
import type { ImageFormat } from "../../shared/library";
import { toBase64 } from "../model/base64";
import { download } from "../model/download";
import { t } from "../texts";
import { useHost } from "./host";
import { useLabStore } from "./lab";
import { useNoticesStore } from "./notices";
import { useWorkspaceStore } from "./workspace";

/** What no system takes in a file's name. */
const REFUSED_IN_NAMES = /[\\/:*?"<>|\p{Cc}]+/gu;

/** Saving pictures that the page has made. */
export const useImagesStore = defineStore("images", () => {
  const { bridge } = useHost();
  const lab = useLabStore();
  const notices = useNoticesStore();
  const workspace = useWorkspaceStore();

  /** It is being asked what a picture is to show. */
  const dialogOpen = ref(false);
  const busy = ref(false);
  /** What is seen, for people. */
  const title = computed(() => {
    const { program, source, recording } = lab.sessions[workspace.session];
    if (recording !== null) return recording.name;
    const builtIn = lab.programs.find((one) => one.id === program)?.title;
    return builtIn ?? source?.title ?? program ?? t("recordings.playground");
  });

  /** @returns whether it was saved, or given to the browser to save */
  async function save(content: Blob, format: ImageFormat): Promise<boolean> {
    busy.value = true;
    const name = t("recordings.pictureName", {
      title: title.value.replaceAll(REFUSED_IN_NAMES, " ").trim(),
    });
    const isSaved = await (
      lab.description?.host === "desktop"
        ? saveByLab(content, format, name)
        : saveByBrowser(content, `${name}.${format}`)
    ).finally(() => {
      busy.value = false;
    });
    return isSaved;
  }

  async function saveByLab(content: Blob, format: ImageFormat, name: string): Promise<boolean> {
    const data = toBase64(new Uint8Array(await content.arrayBuffer()));
    const result = await bridge.call("images.save", { name, format, data });
    if (!result.ok) notices.show("error", result.error.message);
    else if (result.value.path !== null)
      notices.show("info", t("recordings.savedTo", { path: result.value.path }));
    return result.ok && result.value.path !== null;
  }

  async function saveByBrowser(content: Blob, fileName: string): Promise<boolean> {
    download(content, fileName);
    return true;
  }

  return { dialogOpen, busy, title, save };
});
