import { defineStore } from "pinia";
import { computed, ref, shallowRef, watch } from "vue";
import { NOBODY, standingsIn } from "../model/standings";
import type { Place, Standings } from "../model/standings";
import { useCodeStore } from "./code";
import { useHost } from "./host";
import { useLabStore } from "./lab";
import { useWorkspaceStore } from "./workspace";

/** A line that somebody wants to see. */
interface Shown extends Place {
  /** Counts up: the same line may be asked for again. */
  readonly asked: number;
}

/** Where tasks stand in their sources, and the texts of those. */
export const usePlacesStore = defineStore("places", () => {
  const { bridge } = useHost();
  const code = useCodeStore();
  const lab = useLabStore();
  const workspace = useWorkspaceStore();

  /** The program of the user's own that runs or ran, as it was when it was run. */
  const ownText = ref<string | null>(null);
  const shown = shallowRef<Shown | null>(null);
  let asked = 0;

  const ownRun = computed(() => {
    const { source, epoch } = lab.sessions.program;
    return source === null ? null : `${epoch} ${source.file}`;
  });
  watch(
    ownRun,
    async (run) => {
      ownText.value = null;
      if (run === null) return;
      const result = await bridge.call("programs.source", {});
      if (result.ok && run === ownRun.value) ownText.value = result.value.source;
    },
    { immediate: true },
  );

  /** The texts of the files whose lines the events of the session in view name. */
  const texts = computed<ReadonlyMap<string, string>>(() => {
    const known = new Map<string, string>();
    for (const { file, source } of [...lab.coroutines, ...lab.programs]) known.set(file, source);
    const { program, recording } = lab.sessions;
    if (workspace.session === "program" && program.source !== null && ownText.value !== null) {
      known.set(program.source.file, ownText.value);
    }
    const info = workspace.session === "recording" ? recording.recording?.info : undefined;
    for (const { file, source } of info?.files ?? []) known.set(file, source);
    if (info?.file !== undefined && info.source !== null) known.set(info.file, info.source);
    return known;
  });

  /** What stands in a line, without the space around it; empty where that is not known. */
  function lineText({ file, line }: Place): string {
    return texts.value.get(file)?.split("\n")[line - 1]?.trim() ?? "";
  }

  /** Who stands where in `file`, at the instant that is shown. Given again as it was where nothing has changed. */
  function standings(file: string | null, before: Standings = NOBODY): Standings {
    const { seen, selected } = workspace;
    void seen.version.value;
    if (file === null) return NOBODY;
    const now = standingsIn(seen.table, file, selected);
    return JSON.stringify(now) === JSON.stringify(before) ? before : now;
  }

  /** Brings a line into view: in the source that is open, or by opening it. */
  function show(place: Place): void {
    asked += 1;
    shown.value = { ...place, asked };
    const { session, view } = workspace;
    // A lesson shows its cells' sources itself, but not that of a built-in program.
    if (view.kind === "lesson" && lab.sessions.program.source !== null) return;
    if (session === "recording") workspace.show({ kind: "recording" });
    else if (session === "program") showOfProgram(place);
  }

  function showOfProgram({ file, line }: Place): void {
    const program = lab.programs.find((one) => one.file === file);
    if (lab.sessions.program.source === null && program !== undefined) {
      workspace.show({ kind: "program", program: program.id });
    } else if (code.source !== null && code.fileName === file) {
      workspace.show({ kind: "code", document: code.source.document });
      code.wantedLine = line;
    }
  }

  return { texts, shown, lineText, standings, show };
});
