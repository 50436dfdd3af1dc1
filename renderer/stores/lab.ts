import { defineStore } from "pinia";
import { computed, ref, shallowReactive, shallowRef } from "vue";
import type { CoroutineDescription, ProgramDescription } from "../../shared/catalog";
import type { LabDescription } from "../../shared/contract";
import type { Failure } from "../../shared/result";
import { SESSION_IDS } from "../../shared/session";
import type { SessionId, SessionStatus } from "../../shared/session";
import { rateOf, REAL_TIME } from "../../shared/session-time";
import { DEFAULT_SETTINGS } from "../../shared/settings";
import type { Settings } from "../../shared/settings";
import type { UpdateState } from "../../shared/updates";
import { useHost } from "./host";

const emptyStatus = (id: SessionId): SessionStatus => ({
  id,
  epoch: 0,
  phase: "empty",
  program: null,
  source: null,
  end: null,
  blocking: null,
  coroutines: [],
  awaiting: null,
  time: REAL_TIME,
  recording: null,
});

/** What the lab is, what it offers, and how its sessions stand. */
export const useLabStore = defineStore("lab", () => {
  const { bridge, stream } = useHost();

  /** Null until the lab has answered for the first time. */
  const description = shallowRef<LabDescription | null>(null);
  /** Why the lab did not describe itself; null if it did. */
  const problem = ref<Failure | null>(null);
  const settings = shallowRef<Settings>(DEFAULT_SETTINGS);
  const updates = shallowRef<UpdateState>({ kind: "off" });
  const sessions = shallowReactive<Record<SessionId, SessionStatus>>({
    playground: emptyStatus("playground"),
    program: emptyStatus("program"),
    recording: emptyStatus("recording"),
  });

  const coroutines = computed<readonly CoroutineDescription[]>(
    () => description.value?.coroutines ?? [],
  );
  const programs = computed<readonly ProgramDescription[]>(() => description.value?.programs ?? []);

  /** Asks the lab what it is. Once when the page opens, and again whenever the connection was lost. */
  async function describe(): Promise<void> {
    const result = await bridge.call("lab.describe", {});
    if (!result.ok) {
      problem.value = result.error;
      return;
    }
    problem.value = null;
    description.value = result.value;
    settings.value = result.value.settings;
    updates.value = result.value.updates;
    for (const status of Object.values(result.value.sessions)) setStatus(status);
  }

  function setStatus(status: SessionStatus): void {
    sessions[status.id] = status;
    stream.models[status.id].timeIs(status.epoch, status.time.at);
    letTimeRun(true);
  }

  /** Lets the sessions' time run on in the page, for those that run; without a connection nobody knows. */
  function letTimeRun(connected: boolean): void {
    for (const id of SESSION_IDS) {
      const { phase, time } = sessions[id];
      const goesOn = connected && !time.paused && (phase === "running" || phase === "stopping");
      stream.models[id].runs(goesOn, rateOf(time.dial));
    }
  }

  return {
    description,
    problem,
    settings,
    updates,
    sessions,
    coroutines,
    programs,
    describe,
    setStatus,
    letTimeRun,
  };
});
