import { defineStore } from "pinia";
import type { About } from "../../shared/about";
import { MAX_PAGE_FACTS_LENGTH } from "../../shared/command-limits";
import { language, t } from "../texts";
import { useHost } from "./host";
import { useNoticesStore } from "./notices";
import { useWorkspaceStore } from "./workspace";

/** What the lab tells of itself, and what can be done with it. */
export const useAboutStore = defineStore("about", () => {
  const { bridge } = useHost();
  const notices = useNoticesStore();
  const workspace = useWorkspaceStore();

  /** @returns null if the lab did not say; why stands in a notice then */
  async function describe(): Promise<About | null> {
    const result = await bridge.call("about.describe", { page: pageFacts() });
    if (result.ok) return result.value;
    notices.show("error", result.error.message);
    return null;
  }

  /** Where copying is not allowed, shows the text, which can be marked there. */
  async function copyDiagnostics(): Promise<void> {
    const about = await describe();
    if (about === null) return;
    try {
      await navigator.clipboard.writeText(about.diagnostics);
      notices.show("info", t("about.copied"));
    } catch {
      workspace.show({ kind: "about" });
      notices.show("error", t("about.notCopied"));
    }
  }

  async function showLogs(): Promise<void> {
    const result = await bridge.call("about.showLogs", {});
    if (!result.ok) notices.show("error", result.error.message);
  }

  return { describe, copyDiagnostics, showLogs };
});

/** What only the page knows, on one line. */
function pageFacts(): string {
  const { innerWidth, innerHeight, devicePixelRatio } = window;
  const size = `${innerWidth} x ${innerHeight} at ${devicePixelRatio}`;
  return `${size}, ${language()}, ${navigator.userAgent}`.slice(0, MAX_PAGE_FACTS_LENGTH);
}
