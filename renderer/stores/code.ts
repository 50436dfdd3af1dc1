import { defineStore } from "pinia";
import { computed, ref } from "vue";
import { useKeptDraft } from "./code/kept-draft";
import { openProgram } from "./code/open-program";
import { useOpening } from "./code/opening";
import { useProgramFile } from "./code/program-file";
import { useLabStore } from "./lab";
import { useWorkspaceStore } from "./workspace";

/** The program that is being written: its text, what of it is saved, and everything that is done with it. */
export const useCodeStore = defineStore("code", () => {
  const lab = useLabStore();
  const workspace = useWorkspaceStore();

  /** Files are chosen in the desktop's dialog; a browser has its own. */
  const canChooseFiles = computed(() => lab.description?.host === "desktop");
  /** The line that somebody wants to see in the editor, from 1; null once it is shown. */
  const wantedLine = ref<number | null>(null);

  const program = openProgram();
  const draft = useKeptDraft(program);
  const opening = useOpening(program, draft, canChooseFiles);
  const file = useProgramFile(program, draft, opening, canChooseFiles);
  const { keepProblem, type, keep } = draft;
  const { problem, open, load, begin, openFile, choose } = opening;

  /** It is what the work area shows. */
  const isShown = computed(() => workspace.view.kind === "code" && program.source.value !== null);

  return {
    ...program,
    ...file,
    problem,
    keepProblem,
    type,
    keep,
    open,
    load,
    begin,
    openFile,
    choose,
    canChooseFiles,
    wantedLine,
    isShown,
  };
});
