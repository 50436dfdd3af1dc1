import { defineStore } from "pinia";
import { computed, ref } from "vue";
import { readCallArguments } from "../model/call-arguments";
import { t } from "../texts";
import { useHost } from "./host";
import { useLabStore } from "./lab";
import { useRewindStore } from "./rewind";
import { useWorkspaceStore } from "./workspace";

/** Creating tasks of the coroutines of a program of the user's own, while it runs. */
export const useNewTaskStore = defineStore("new-task", () => {
  const { bridge } = useHost();
  const lab = useLabStore();
  const rewind = useRewindStore();
  const workspace = useWorkspaceStore();

  /** The form is open. */
  const open = ref(false);
  const chosen = ref("");
  /** By coroutine, as they were typed: a look at another one loses nothing. */
  const typed = ref<Record<string, string>>({});
  const problem = ref("");
  const busy = ref(false);

  /** Of the program in view; those that a program begins with come last. */
  const coroutines = computed(() => {
    if (workspace.session !== "program") return [];
    const names = lab.sessions.program.coroutines;
    return [...names.filter((name) => name !== "main"), ...names.filter((name) => name === "main")];
  });
  const coroutine = computed(() =>
    coroutines.value.includes(chosen.value) ? chosen.value : (coroutines.value[0] ?? ""),
  );
  const args = computed({
    get: () => typed.value[coroutine.value] ?? "",
    set: (text) => {
      typed.value = { ...typed.value, [coroutine.value]: text };
      problem.value = "";
    },
  });
  const isRunning = computed(() => lab.sessions.program.phase === "running");
  const canCreate = computed(
    () => coroutines.value.length > 0 && isRunning.value && rewind.refusal === "",
  );
  /** Why none can be created; empty if one can. */
  const refusal = computed(() => {
    if (canCreate.value) return "";
    return isRunning.value ? rewind.refusal : t("program.noNewTask");
  });

  function choose(name: string): void {
    chosen.value = name;
    problem.value = "";
  }

  /** @returns whether a task was created */
  async function create(): Promise<boolean> {
    if (busy.value) return false;
    problem.value = rewind.refusal;
    const read = readCallArguments(args.value);
    if (problem.value === "" && !read.ok) problem.value = read.message;
    if (problem.value !== "" || !read.ok) return false;
    busy.value = true;
    const input = { coroutine: coroutine.value, args: read.value };
    const result = await bridge.call("programs.createTask", input);
    busy.value = false;
    if (result.ok) workspace.select(result.value.task);
    else problem.value = result.error.message;
    return result.ok;
  }

  return { open, coroutines, coroutine, args, problem, busy, canCreate, refusal, choose, create };
});
