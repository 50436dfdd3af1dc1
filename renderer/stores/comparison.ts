import { defineStore } from "pinia";
import { computed, ref, shallowReactive, shallowRef, watch } from "vue";
import type { KeptRun } from "../../shared/runs";
import type { SessionId } from "../../shared/session";
import { readRun } from "../model/read-run";
import type { ComparedRun, RunSource } from "../model/read-run";
import { t } from "../texts";
import { useHost } from "./host";
import { useLabStore } from "./lab";
import { useRecordingsStore } from "./recordings";
import { useWorkspaceStore } from "./workspace";
import type { View } from "./workspace";

/** Which run is compared. `before`: the newest one of those that another run took the place of. */
export type RunChoice = RunSource | { readonly before: true };

/** One of the two runs, as far as it is there. */
export interface ComparedSlot {
  readonly run: ComparedRun | null;
  readonly isReading: boolean;
  /** Why it is not there, in a sentence; empty if it is, or comes. */
  readonly problem: string;
}

const SIDES = ["left", "right"] as const;
export type Side = (typeof SIDES)[number];

const EMPTY: ComparedSlot = { run: null, isReading: false, problem: "" };

/** Two runs that are looked at beside each other: read while they are shown, and let go after that. */
export const useComparisonStore = defineStore("comparison", () => {
  const { bridge } = useHost();
  const lab = useLabStore();
  const recordings = useRecordingsStore();
  const workspace = useWorkspaceStore();

  /** The last runs that another one took the place of, the newest first. */
  const kept = shallowRef<readonly KeptRun[]>([]);
  const choices = shallowReactive<Record<Side, RunChoice>>({
    left: { before: true },
    right: { session: "program" },
  });
  const slots = shallowReactive<Record<Side, ComparedSlot>>({ left: EMPTY, right: EMPTY });
  const isShown = ref(false);
  let cameFrom: View = { kind: "playground" };
  const readings: Record<Side, number> = { left: 0, right: 0 };

  /** Compares what the session in view holds with the run before it. */
  function begin(): void {
    choices.left = { before: true };
    choices.right = { session: workspace.session };
    open();
  }

  /** Compares a run with what the session in view holds. */
  function compareWith(choice: RunChoice): void {
    choices.left = choice;
    choices.right = { session: workspace.session };
    open();
  }

  function open(): void {
    if (isShown.value) void readBoth();
    if (workspace.view.kind !== "compare") cameFrom = workspace.view;
    workspace.show({ kind: "compare" });
  }

  /** Goes back to where the comparison was asked for. */
  function close(): void {
    workspace.show(cameFrom);
  }

  function choose(side: Side, choice: RunChoice): void {
    choices[side] = choice;
    void read(side);
  }

  function swap(): void {
    [choices.left, choices.right] = [choices.right, choices.left];
    [slots.left, slots.right] = [slots.right, slots.left];
    // What is read still would go to the other side.
    for (const side of SIDES) if (slots[side].isReading) void read(side);
  }

  /** The comparison is on the page: reads both runs, and anew when something else runs. */
  function enter(): void {
    isShown.value = true;
    void readBoth();
  }

  /** The comparison has left the page: lets go of both runs. */
  function leave(): void {
    isShown.value = false;
    for (const side of SIDES) {
      readings[side] += 1;
      slots[side] = EMPTY;
    }
  }

  async function readBoth(): Promise<void> {
    await refresh();
    await Promise.all(SIDES.map(read));
  }

  async function refresh(): Promise<void> {
    const result = await bridge.call("runs.list", {});
    if (result.ok) kept.value = result.value.runs;
  }

  async function read(side: Side): Promise<void> {
    const reading = (readings[side] += 1);
    const isWanted = () => readings[side] === reading;
    const source = sourceOf(choices[side]);
    if (source === null) {
      const problem = t("compare.noBefore");
      slots[side] = { run: null, isReading: false, problem };
      return;
    }
    // What is there stays until the other one is.
    slots[side] = { ...slots[side], isReading: true, problem: "" };
    const result = await readRun(bridge, source, crypto.randomUUID(), isWanted);
    if (!isWanted()) return;
    if (!result.ok) slots[side] = { ...EMPTY, problem: result.error.message };
    else if (result.value !== null) slots[side] = { ...EMPTY, run: result.value };
  }

  function sourceOf(choice: RunChoice): RunSource | null {
    if (!("before" in choice)) return choice;
    const other = choices.right;
    const session = "session" in other ? other.session : null;
    const run = kept.value.find((one) => one.session === session) ?? kept.value[0];
    return run === undefined ? null : { run: run.run };
  }

  const sessionsShown = computed<SessionId[]>(() =>
    SIDES.flatMap((side) => {
      const choice = choices[side];
      return "session" in choice ? [choice.session] : [];
    }),
  );
  const pace = computed(() =>
    sessionsShown.value.map((id) => `${id} ${lab.sessions[id].epoch} ${lab.sessions[id].phase}`),
  );
  watch([() => sessionsShown.value.join(), () => pace.value.join()], ([ids], [idsBefore]) => {
    // Another choice is read when it is made.
    if (isShown.value && ids === idsBefore) void readBoth();
  });
  // Said whenever recordings and runs come and go.
  watch(
    () => recordings.entries,
    () => {
      if (isShown.value) void refresh();
    },
  );

  return {
    kept,
    choices,
    slots,
    begin,
    compareWith,
    choose,
    swap,
    close,
    enter,
    leave,
    readBoth,
  };
});
