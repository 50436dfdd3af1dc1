import { defineStore } from "pinia";
import { computed, ref } from "vue";
import { MAX_TITLE_LENGTH } from "../../shared/command-limits";
import { useCellRunsStore } from "./cell-runs";
import { useHost } from "./host";
import { useLabStore } from "./lab";
import { useCodeStore } from "./code";
import { useNoticesStore } from "./notices";
import { useWorkspaceStore } from "./workspace";

/** Starting, stopping and clearing what a session runs. */
export const useRunsStore = defineStore("runs", () => {
  const { bridge } = useHost();
  const lab = useLabStore();
  const workspace = useWorkspaceStore();
  const notices = useNoticesStore();

  const code = useCodeStore();
  const cells = useCellRunsStore();

  /** A command is under way, and its button is not to be pressed again. */
  const busy = ref(false);

  const status = computed(() => lab.sessions[workspace.session]);
  /** The program that Run starts: the chosen one, or, beside settings, the one that ran. */
  const runnable = computed(() => {
    const { view } = workspace;
    if (view.kind === "code") {
      const { source } = code;
      return source === null ? null : { id: source.document, title: source.name };
    }
    if (view.kind === "lesson") {
      return cells.current === null ? null : { id: "", title: cells.current.title };
    }
    const id = view.kind === "program" ? view.program : lab.sessions.program.program;
    if (view.kind === "playground") return null;
    return lab.programs.find((program) => program.id === id) ?? null;
  });
  const canStop = computed(() => status.value.phase === "running");

  async function run(program: string): Promise<void> {
    await doing(async () => {
      workspace.show({ kind: "program", program });
      const result = await bridge.call("programs.run", { program });
      if (!result.ok) notices.show("error", result.error.message);
    });
  }

  /** Runs what Run is for now. */
  async function start(): Promise<void> {
    if (workspace.view.kind === "code") await runCode();
    else if (workspace.view.kind === "lesson") cells.current?.run();
    else if (runnable.value !== null) await run(runnable.value.id);
  }

  /** Runs the program that is being written, as it is in the editor. */
  async function runCode(): Promise<void> {
    const { source, text } = code;
    if (source === null) return;
    await doing(async () => {
      // Whatever it does to the machine: what was typed is kept.
      await code.keep();
      const { name, language } = source;
      const result = await bridge.call("programs.runSource", {
        source: text,
        language,
        title: name.slice(0, MAX_TITLE_LENGTH),
        file: name.slice(-MAX_TITLE_LENGTH),
      });
      if (!result.ok) notices.show("error", result.error.message);
    });
  }

  async function stop(): Promise<void> {
    await doing(async () => {
      const result = await bridge.call("session.stop", { session: workspace.session });
      if (!result.ok) notices.show("error", result.error.message);
    });
  }

  async function clear(): Promise<void> {
    await doing(async () => {
      const result = await bridge.call("session.clear", { session: workspace.session });
      if (!result.ok) notices.show("error", result.error.message);
    });
  }

  async function doing(command: () => Promise<void>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    // What comes of it is seen now.
    workspace.lookAt(null);
    await command().finally(() => {
      busy.value = false;
    });
  }

  /** What Run starts has run in the session already. */
  const hasRun = computed(() => {
    const program = runnable.value;
    const { phase, program: ran, source } = status.value;
    if (program === null || phase === "empty") return false;
    // Beside a lesson stands whatever ran last: most likely one of its programs.
    if (workspace.view.kind === "lesson") return true;
    return ran === program.id || (workspace.view.kind === "code" && source?.file === program.title);
  });

  return { busy, status, runnable, hasRun, canStop, run, start, stop, clear };
});
