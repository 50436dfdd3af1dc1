import { computed } from "vue";
import type { ComputedRef } from "vue";
import { LANGUAGES } from "../../../shared/own-program";
import { LANGUAGE_TITLES } from "../../model/source-templates";
import { useCodeStore } from "../../stores/code";
import { useSourceListStore } from "../../stores/source-list";
import { t } from "../../texts";
import type { Action } from "./action";

/** Programs of the user's own, and examples. */
export function useSourceActions(): ComputedRef<Action[]> {
  const code = useCodeStore();
  const sources = useSourceListStore();

  const openSourceActions = computed<Action[]>(() => [
    {
      id: "save-program",
      title: t("actions.saveProgram"),
      section: "Program",
      // Asked for while it is written, it is written once more.
      enabled: code.isShown && (!code.busy || code.writing !== null),
      run: () => void code.save(),
    },
    {
      id: "save-program-as",
      title: t("actions.saveProgramAs"),
      section: "Program",
      enabled: code.isShown && !code.busy,
      run: () => {
        code.naming = "save";
      },
    },
    {
      id: "save-program-elsewhere",
      title: code.canChooseFiles ? t("actions.saveElsewhere") : t("actions.downloadProgram"),
      section: "Program",
      enabled: code.isShown && !code.busy,
      run: () => void code.saveElsewhere(),
    },
    {
      id: "rename-program",
      title: t("actions.renameProgram"),
      section: "Program",
      enabled: code.isShown && code.kind === "library" && !code.busy,
      run: () => {
        code.naming = "rename";
      },
    },
    {
      id: "revert-program",
      title: t("actions.revertProgram"),
      section: "Program",
      enabled: code.isShown && code.kind !== "new" && code.isChanged,
      run: () => void code.revert(),
    },
    {
      id: "delete-program",
      title: t("actions.deleteProgram"),
      section: "Program",
      enabled: code.isShown && code.kind !== "example" && !code.busy,
      run: () => void code.remove(),
    },
  ]);

  return computed(() => [
    ...LANGUAGES.map<Action>((language) => ({
      id: `new-${language}`,
      title: t("actions.newProgram", { language: LANGUAGE_TITLES[language] }),
      section: "Program",
      enabled: true,
      run: () => void code.begin(language),
    })),
    {
      id: "open-program",
      title: t("actions.openProgramFile"),
      section: "Program",
      enabled: true,
      run: () => void code.choose(),
    },
    ...openSourceActions.value,
    ...sources.list.examples.map<Action>(({ document, title, language }) => ({
      id: `open-${document}`,
      title: t("actions.openExample", { title, language: LANGUAGE_TITLES[language] }),
      section: "Program",
      enabled: true,
      run: () => void code.open(document),
    })),
    ...sources.list.sources.map<Action>(({ document, name }) => ({
      id: `open-${document}`,
      title: t("actions.openProgram", { name }),
      section: "Program",
      enabled: true,
      run: () => void code.open(document),
    })),
  ]);
}
