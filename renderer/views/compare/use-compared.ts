import { refThrottled, useIntervalFn } from "@vueuse/core";
import { computed, shallowRef } from "vue";
import { criticalPathOf } from "../../model/critical-path";
import type { ComparedRun } from "../../model/read-run";
import { nameOf } from "../timeline/lane-words";
import { lengthOf } from "./compare-words";

/** How often what goes on is measured anew, in milliseconds. */
const MEASURE_INTERVAL_MS = 400;

/** One of two runs, measured: its critical path, and how long it took. */
export type ComparedSide = ReturnType<typeof useCompared>;

/**
 * @param name what it is called beside the other: "A"
 * @param run which one
 */
export function useCompared(name: string, run: () => ComparedRun) {
  const version = refThrottled(
    computed(() => run().model.version.value),
    MEASURE_INTERVAL_MS,
  );
  const beat = shallowRef(0);
  const path = computed(() => {
    void version.value;
    void beat.value;
    const { lanes } = run().model;
    return criticalPathOf(lanes, Math.max(run().model.now(), lanes.lastTime));
  });
  useIntervalFn(() => {
    // Time goes on without events, too.
    if (path.value.span.isOpen && run().model.clock.running) beat.value += 1;
  }, MEASURE_INTERVAL_MS);
  const selected = shallowRef<number | null>(null);

  return {
    name,
    title: computed(() => run().title),
    model: computed(() => run().model),
    path,
    length: computed(() => lengthOf(path.value.span)),
    selected,
    nameOf: (task: number) => nameOf(run().model, task),
  };
}
