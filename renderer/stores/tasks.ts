import { defineStore } from "pinia";
import { shallowReactive, shallowRef } from "vue";
import type { SessionId } from "../../shared/session";
import { t } from "../texts";
import { useHost } from "./host";
import { useRewindStore } from "./rewind";
import { useWorkspaceStore } from "./workspace";

/** A sentence that stands in a task's row. */
export interface TaskNote {
  readonly tone: "info" | "error";
  readonly text: string;
}

/** How long a sentence stands in a row, in milliseconds. */
const NOTE_LIFETIME_MS = 8_000;

/** What the user does with tasks that exist, and what became of it, task by task. */
export const useTasksStore = defineStore("tasks", () => {
  const { bridge } = useHost();
  const workspace = useWorkspaceStore();
  const rewind = useRewindStore();

  const notes = shallowReactive(new Map<string, TaskNote>());
  /** The last task that awaits a task at the user's wish, by the awaited one. */
  const awaiters = shallowReactive(new Map<string, number>());

  /** What became of the last command on all tasks. */
  const ofAll = shallowRef<TaskNote | null>(null);

  const key = (task: number, session: SessionId = workspace.session) => `${session}/${task}`;

  async function awaitTask(task: number): Promise<void> {
    const { session } = workspace;
    if (isRefused(task)) return;
    const result = await bridge.call("tasks.await", { session, task });
    if (result.ok) {
      awaiters.set(key(task, session), result.value.awaiter);
      notes.delete(key(task, session));
    } else note(key(task, session), "error", result.error.message);
  }

  async function cancelTask(task: number, message = ""): Promise<void> {
    const { session } = workspace;
    if (isRefused(task)) return;
    const result = await bridge.call("tasks.cancel", {
      session,
      task,
      ...(message === "" ? {} : { message }),
    });
    if (!result.ok) note(key(task, session), "error", result.error.message);
    else if (!result.value.accepted) {
      note(key(task, session), "info", t("tasks.cancelledTooLate"));
    } else notes.delete(key(task, session));
  }

  async function cancelAll(): Promise<void> {
    if (rewind.refusal !== "") {
      sayOfAll("info", rewind.refusal);
      return;
    }
    const result = await bridge.call("tasks.cancelAll", { session: workspace.session });
    if (!result.ok) sayOfAll("error", result.error.message);
    else if (result.value.accepted === 0) sayOfAll("info", t("tasks.nonePending"));
    else sayOfAll("info", t("tasks.askedToCancel", { count: result.value.accepted }));
  }

  /** What is seen of the task may be long over, or recorded: nothing is done with it from there. */
  function isRefused(task: number): boolean {
    if (rewind.refusal !== "") note(key(task), "info", rewind.refusal);
    return rewind.refusal !== "";
  }

  function note(at: string, tone: TaskNote["tone"], text: string): void {
    const standing: TaskNote = { tone, text };
    notes.set(at, standing);
    setTimeout(() => {
      if (notes.get(at) === standing) notes.delete(at);
    }, NOTE_LIFETIME_MS);
  }

  function sayOfAll(tone: TaskNote["tone"], text: string): void {
    const standing: TaskNote = { tone, text };
    ofAll.value = standing;
    setTimeout(() => {
      if (ofAll.value === standing) ofAll.value = null;
    }, NOTE_LIFETIME_MS);
  }

  workspace.onNewRun((session) => {
    for (const map of [notes, awaiters]) {
      for (const at of map.keys()) if (at.startsWith(`${session}/`)) map.delete(at);
    }
  });

  const noteOf = (task: number): TaskNote | null => notes.get(key(task)) ?? null;
  const awaiterOf = (task: number): number | null => awaiters.get(key(task)) ?? null;

  return { ofAll, awaitTask, cancelTask, cancelAll, noteOf, awaiterOf };
});
