import { defineStore } from "pinia";
import { computed, ref } from "vue";
import { useHost } from "./host";
import { useLabStore } from "./lab";
import { useNoticesStore } from "./notices";
import { useWorkspaceStore } from "./workspace";

/** Starting, stopping and clearing what a session runs. */
export const useRunsStore = defineStore("runs", () => {
  const { bridge } = useHost();
  const lab = useLabStore();
  const workspace = useWorkspaceStore();
  const notices = useNoticesStore();

  /** A command is under way, and its button is not to be pressed again. */
  const busy = ref(false);

  const status = computed(() => lab.sessions[workspace.session]);
  /** The program that Run starts: the chosen one, or, beside settings, the one that ran. */
  const runnable = computed(() => {
    const { view } = workspace;
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
    await command().finally(() => {
      busy.value = false;
    });
  }

  return { busy, status, runnable, canStop, run, stop, clear };
});
