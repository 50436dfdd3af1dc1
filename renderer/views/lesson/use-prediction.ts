import { computed, reactive, ref, watch } from "vue";
import { lineIs } from "../../../shared/lesson-claims";
import type { Cell } from "../../../shared/lesson";
import { judgeOrder, judgeTimes, shuffled } from "../../model/explain/predictions";
import type { PredictedSpan } from "../../model/explain/predictions";
import type { CellRun } from "../../stores/cell-runs";

/** The axis on which times are drawn leaves room for who expects much more, in seconds and times the run. */
const LEAST_AXIS = 2;
const AXIS_ROOM = 3;
/** How long a bar is before somebody draws it, as a part of the axis. */
const FIRST_LENGTH = 0.2;

/** What a learner says of a cell's run before it, and how that fared. */
export function usePrediction(cell: () => Cell, run: () => CellRun | null) {
  const axis = computed(() => Math.max(LEAST_AXIS, Math.ceil((cell().seconds ?? 0) * AXIS_ROOM)));
  const lines = ref<string[]>([]);
  const spans = ref<PredictedSpan[]>([]);
  /** What is laid out is what the learner expects: it was put in order or drawn, or said to be so. */
  const isMeant = ref(false);
  /** The run that is on, or was, is held against it. */
  const isSubmitted = ref(false);

  function again(): void {
    const { predict, output, id } = cell();
    lines.value = predict?.kind === "order" ? shuffled(output, id) : [];
    const lasts = Number((axis.value * FIRST_LENGTH).toFixed(1));
    spans.value =
      predict?.kind === "times" ? predict.tasks.map((task) => ({ task, from: 0, lasts })) : [];
    isMeant.value = false;
    isSubmitted.value = false;
  }
  /** Takes what is laid out for what the next run is held against. */
  function submit(): void {
    isSubmitted.value = cell().predict !== null && isMeant.value;
  }

  function order(next: string[]): void {
    lines.value = next;
    isMeant.value = true;
  }

  function draw(next: PredictedSpan[]): void {
    spans.value = next;
    isMeant.value = true;
  }

  // Another text of the lesson's file is another cell.
  watch(() => JSON.stringify([cell().id, cell().output, cell().predict]), again, {
    immediate: true,
  });

  const orderVerdict = computed(() => {
    const over = run();
    if (!isSubmitted.value || over === null || cell().predict?.kind !== "order") return null;
    return judgeOrder(lines.value, over.order, lineIs);
  });
  const timesVerdict = computed(() => {
    const over = run();
    if (!isSubmitted.value || over === null || cell().predict?.kind !== "times") return null;
    return judgeTimes(spans.value, over.outline);
  });
  const verdict = computed(() => orderVerdict.value ?? timesVerdict.value);

  return reactive({
    axis,
    lines,
    spans,
    isMeant,
    orderVerdict,
    timesVerdict,
    verdict,
    again,
    submit,
    order,
    draw,
  });
}

export type Prediction = ReturnType<typeof usePrediction>;
