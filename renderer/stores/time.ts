import { defineStore } from "pinia";
import { computed, ref, watch } from "vue";
import { CLOCK_DIALS } from "../../shared/session-time";
import type { ClockDial } from "../../shared/session-time";
import { NO_SLOT } from "../../shared/reduce";
import type { Result } from "../../shared/result";
import { stepSentence } from "../model/loop-words";
import { t } from "../texts";
import { useHost } from "./host";
import { useLabStore } from "./lab";
import { useNoticesStore } from "./notices";
import { useWorkspaceStore } from "./workspace";

/** Stopping and stepping the loop of the session in view, and how fast its clock goes. */
export const useTimeStore = defineStore("time", () => {
  const { bridge } = useHost();
  const lab = useLabStore();
  const workspace = useWorkspaceStore();
  const notices = useNoticesStore();

  const status = computed(() => lab.sessions[workspace.session]);
  const paused = computed(() => status.value.time.paused);
  const dial = computed(() => status.value.time.dial);
  /** A recording is over: its time cannot be held. */
  const isLive = computed(() => workspace.session !== "recording");
  const canPause = computed(() => isLive.value && status.value.phase !== "stopping");
  const canStep = computed(() => paused.value && status.value.phase === "running");
  /** What the last step did, in a sentence; empty before the first one of a pause. */
  const stepped = ref("");
  let isStepping = false;

  watch([paused, () => workspace.session], () => {
    stepped.value = "";
  });

  async function toggle(): Promise<void> {
    const { session } = workspace;
    // What goes on goes on from now, wherever was looked at.
    if (paused.value) workspace.lookAt(null);
    refuse(await bridge.call(paused.value ? "time.resume" : "time.pause", { session }));
  }

  async function step(): Promise<void> {
    // A key that is held down must not queue more steps than it shows.
    if (isStepping) return;
    isStepping = true;
    const result = await bridge.call("time.step", { session: workspace.session });
    isStepping = false;
    if (result.ok) stepped.value = stepSentence(result.value, nameOf);
    else refuse(result);
  }

  async function setDial(next: ClockDial): Promise<void> {
    refuse(await bridge.call("time.dial", { session: workspace.session, dial: next }));
  }

  /** Turns the dial to the next slower or faster rate. */
  function turn(by: 1 | -1): void {
    const next = CLOCK_DIALS[CLOCK_DIALS.indexOf(dial.value) + by];
    if (next !== undefined) void setDial(next);
  }

  function nameOf(task: number): string {
    const { table } = workspace.seen;
    const slot = table.slotOf(task);
    return slot === NO_SLOT ? t("tasks.unnamed", { task: String(task) }) : table.name[slot]!;
  }

  function refuse(result: Result<unknown>): void {
    if (!result.ok) notices.show("error", result.error.message);
  }

  return {
    paused,
    dial,
    isLive,
    canPause,
    canStep,
    stepped,
    toggle,
    step,
    setDial,
    turn,
    nameOf,
  };
});
