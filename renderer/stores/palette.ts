import { useSessionStorage } from "@vueuse/core";
import { defineStore } from "pinia";
import { computed, ref } from "vue";
import type { Arguments, CoroutineDescription, CoroutineId } from "../../shared/catalog";
import {
  MAX_AWAITS_AT_ONCE,
  MAX_NAME_LENGTH,
  MAX_TASKS_AT_ONCE,
} from "../../shared/command-limits";
import type { CommandOutput } from "../../shared/contract";
import type { Failure } from "../../shared/result";
import { checkInteger, checkParameter, checkText } from "../model/form-check";
import { t } from "../texts";
import { useHost } from "./host";
import { useLabStore } from "./lab";
import { useWorkspaceStore } from "./workspace";

/** What stands in the form, as it was typed. */
interface Draft {
  coroutine: CoroutineId;
  /** By coroutine and parameter: a look at another coroutine loses nothing. */
  args: Partial<Record<CoroutineId, Record<string, string>>>;
  name: string;
  count: string;
}

/** What the last press of a button gave. */
export interface Answer {
  readonly tone: "info" | "error";
  readonly text: string;
}

const ARGUMENT_PREFIX = "args.";

/** The form with which tasks are created: what was typed, what is wrong with it, and what became of it. */
export const usePaletteStore = defineStore("palette", () => {
  const { bridge } = useHost();
  const lab = useLabStore();
  const workspace = useWorkspaceStore();

  const draft = useSessionStorage<Draft>("tasklab-palette", {
    coroutine: "sleep",
    args: {},
    name: "",
    count: "1",
  });
  /** Sentences by field, a parameter under its name with `ARGUMENT_PREFIX`. */
  const errors = ref<Record<string, string>>({});
  const answer = ref<Answer | null>(null);
  const busy = ref(false);

  const coroutine = computed<CoroutineDescription | null>(
    () =>
      lab.coroutines.find(({ id }) => id === draft.value.coroutine) ?? lab.coroutines[0] ?? null,
  );

  function choose(id: CoroutineId): void {
    draft.value.coroutine = id;
    errors.value = {};
    answer.value = null;
  }

  function argument(name: string): string {
    const described = coroutine.value?.parameters.find((parameter) => parameter.name === name);
    const typed = coroutine.value && draft.value.args[coroutine.value.id]?.[name];
    return typed ?? String(described?.default ?? "");
  }

  function setArgument(name: string, text: string): void {
    const id = coroutine.value?.id;
    if (id === undefined) return;
    draft.value.args[id] = { ...draft.value.args[id], [name]: text };
    clearError(ARGUMENT_PREFIX + name);
  }

  function clearError(field: string): void {
    errors.value = Object.fromEntries(
      Object.entries(errors.value).filter(([other]) => other !== field),
    );
  }

  /** Checks a field when the user leaves it. */
  function check(field: string): void {
    const found = examine().errors[field];
    if (found === undefined) clearError(field);
    else errors.value = { ...errors.value, [field]: found };
  }

  function examine(maxCount = MAX_TASKS_AT_ONCE) {
    const found: Record<string, string> = {};
    const args: Arguments = {};
    for (const parameter of coroutine.value?.parameters ?? []) {
      const checked = checkParameter(parameter, argument(parameter.name));
      if (checked.ok) args[parameter.name] = checked.value;
      else found[ARGUMENT_PREFIX + parameter.name] = checked.message;
    }
    const name = checkText(draft.value.name.trim(), MAX_NAME_LENGTH);
    if (!name.ok) found["name"] = name.message;
    const count = checkInteger(draft.value.count, { min: 1, max: maxCount, unit: "" });
    if (!count.ok) found["count"] = count.message;
    return {
      errors: found,
      args,
      name: draft.value.name.trim(),
      count: count.ok ? count.value : 0,
    };
  }

  async function createTasks(): Promise<void> {
    const chosen = coroutine.value;
    const input = examine();
    errors.value = input.errors;
    if (chosen === null || busy.value || Object.keys(input.errors).length > 0) return;
    busy.value = true;
    workspace.lookAt(null);
    const result = await bridge.call("tasks.create", {
      session: "playground",
      coroutine: chosen.id,
      args: input.args,
      count: input.count,
      ...(input.name === "" ? {} : { name: input.name }),
    });
    busy.value = false;
    if (result.ok) tell(created(result.value, input.count));
    else refuse(result.error);
    if (result.ok && "firstTask" in result.value && workspace.selected === null) {
      workspace.select(result.value.firstTask);
    }
  }

  async function awaitDirectly(): Promise<void> {
    const chosen = coroutine.value;
    const input = examine(MAX_AWAITS_AT_ONCE);
    errors.value = input.errors;
    if (chosen === null || busy.value || Object.keys(input.errors).length > 0) return;
    busy.value = true;
    workspace.lookAt(null);
    const result = await bridge.call("tasks.awaitDirectly", {
      session: "playground",
      coroutine: chosen.id,
      args: input.args,
      count: input.count,
    });
    busy.value = false;
    if (!result.ok) refuse(result.error);
    else if (result.value.queued > 0) {
      tell(t("palette.queued", { queued: result.value.queued }));
    } else if (lab.sessions.playground.time.paused) {
      tell(t("palette.awaitsWhenResumed"));
    } else tell(t("palette.awaitsNow"));
  }

  function created(output: CommandOutput<"tasks.create">, count: number): string {
    if ("queued" in output) {
      if (output.queued === 0) return t("palette.createsWhenResumed");
      return t("palette.queued", { queued: output.queued });
    }
    return t("palette.scheduled", { count });
  }

  function tell(text: string): void {
    answer.value = { tone: "info", text };
  }

  /** Puts a refusal next to its field, or, if it has none, next to the buttons. */
  function refuse({ field, message }: Failure): void {
    const known =
      field === "name" ||
      field === "count" ||
      coroutine.value?.parameters.some(({ name }) => field === ARGUMENT_PREFIX + name);
    if (field !== undefined && known === true) {
      errors.value = { ...errors.value, [field]: message };
      answer.value = null;
    } else answer.value = { tone: "error", text: message };
  }

  return {
    draft,
    errors,
    answer,
    busy,
    coroutine,
    choose,
    argument,
    setArgument,
    clearError,
    check,
    createTasks,
    awaitDirectly,
  };
});
