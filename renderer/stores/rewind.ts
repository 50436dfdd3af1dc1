import { defineStore } from "pinia";
import { computed } from "vue";
import type { EventKind } from "../../shared/events";
import { formatInstant } from "../model/format";
import { turnSentence } from "../model/turn-words";
import { Turns } from "../model/turns";
import { t } from "../texts";
import { useWorkspaceStore } from "./workspace";

/** Going back and forth in what is recorded of the session in view. Nothing of it is undone: what runs runs on. */
export const useRewindStore = defineStore("rewind", () => {
  const workspace = useWorkspaceStore();

  const isPast = computed(() => workspace.instant !== null);
  /** Whether anything was recorded before the instant that is shown. */
  const canGoBack = computed(() => {
    const { model, instant } = workspace;
    void model.version.value;
    const { start, end } = model.history;
    return (instant?.seq ?? end) > start;
  });
  /** The turn of the loop that led to the instant, in a sentence; empty now, and where none is known. */
  const turn = computed(() => {
    const { instant, model, seen } = workspace;
    if (instant === null) return "";
    const { events } = model.history;
    const begin = new Turns(events).before(instant.seq);
    return begin === null ? "" : turnSentence(events, begin, seen.table);
  });
  /** Where that is, in words; empty now. */
  const words = computed(() => {
    const { instant, model } = workspace;
    if (instant === null) return "";
    const { start } = model.history;
    const earliest = instant.seq === start && start > 0 ? t("time.earliest") : "";
    return [t("time.notNow", { at: formatInstant(instant.time) }), turn.value, earliest]
      .filter((part) => part !== "")
      .join(" ");
  });
  /** Why what acts on tasks cannot be done in the session in view; empty if it can. */
  const refusal = computed(() => {
    const { instant, session } = workspace;
    // Returning to now would not help: a recording's tasks are nowhere alive.
    if (session === "recording") return t("time.recordingRefusal");
    return instant === null ? "" : t("time.refusal", { at: formatInstant(instant.time) });
  });

  /** @param time in seconds */
  function toTime(time: number): void {
    workspace.lookAt(workspace.model.history.instantAt(time));
  }

  /** Goes to where all events before `seq` have happened, and no other. */
  function toEvent(seq: number): void {
    workspace.lookAt(workspace.model.history.instantBefore(seq));
  }

  /** To right after an event of a task, or of any kind with null, that happened at `time`, in seconds. */
  function toTaskEvent(task: number, kind: EventKind | null, time: number): void {
    const { history } = workspace.model;
    const seq = history.events.lastOf(task, kind, time);
    if (seq === null) toTime(time);
    else toEvent(seq + 1);
  }

  /** To where the loop stood before the last turn that is shown. */
  function stepBack(): void {
    const { history } = workspace.model;
    const before = new Turns(history.events).before(workspace.instant?.seq ?? history.end);
    if (before !== null && canGoBack.value) toEvent(before);
  }

  /** To where it stood after the next turn; past the last that is recorded, that is now. */
  function stepForward(): void {
    const { instant, model } = workspace;
    if (instant === null) return;
    const next = new Turns(model.history.events).after(instant.seq);
    if (next >= model.history.end) toNow();
    else toEvent(next);
  }

  function toStart(): void {
    const { start, events } = workspace.model.history;
    // Before the first turn of a run there is nothing to see.
    toEvent(start === 0 ? new Turns(events).after(0) : start);
  }

  function toNow(): void {
    workspace.lookAt(null);
  }

  return {
    isPast,
    canGoBack,
    words,
    refusal,
    toTime,
    toEvent,
    toTaskEvent,
    stepBack,
    stepForward,
    toStart,
    toNow,
  };
});
