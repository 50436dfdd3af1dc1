import { computed, reactive, ref, watch } from "vue";
import type { Cell, CellMarks } from "../../../shared/lesson";
import { holds } from "../../../shared/lesson-claims";
import { resultOf } from "../../model/explain/run-outline";
import type { CellRun } from "../../stores/cell-runs";

interface GradingOf {
  readonly cell: Cell;
  readonly marks: CellMarks;
  /** The last run that is over. */
  readonly run: CellRun | null;
  /** Told of an answer that a run has graded. */
  onGraded(option: number, isRight: boolean): void;
  /** Another answer is another try. */
  onChosen(): void;
}

/** The answer to a cell's question, and how it fares against the run. */
export function useGrading(of: () => GradingOf) {
  const chosen = ref<number | null>(of().marks.answer?.option ?? null);

  /** The answers whose claim holds for the run; null without a run that counts. */
  const holding = computed<readonly number[] | null>(() => {
    const { cell, run } = of();
    if (cell.question === null || run === null || !run.isOriginal) return null;
    const result = resultOf(run.outline);
    return cell.question.options.flatMap(({ claim }, at) => (holds(claim, result) ? [at] : []));
  });
  const isGraded = computed(() => holding.value !== null);
  /** The answer that holds for the run; null without one. */
  const right = computed(() => (holding.value?.length === 1 ? holding.value[0]! : null));
  /** None holds alone: the machine was busier than the lesson allows for. */
  const isUnclear = computed(() => isGraded.value && right.value === null);
  /** There was a run, of another program than the question is about. */
  const isChanged = computed(() => of().run?.isOriginal === false);
  /** What is known of the answer from before, without a run. */
  const before = computed(() => {
    const { marks, run } = of();
    return run === null && chosen.value === marks.answer?.option ? marks.answer : null;
  });

  // Graded once, when the run is over.
  watch(
    () => of().run,
    () => {
      if (right.value === null || chosen.value === null) return;
      of().onGraded(chosen.value, chosen.value === right.value);
    },
  );
  // Whoever starts over has not answered yet.
  watch(
    () => of().marks.answer,
    (answer) => {
      if (answer === null) chosen.value = null;
    },
  );

  function choose(option: number): void {
    chosen.value = option;
    of().onChosen();
  }

  return reactive({ chosen, right, isGraded, isUnclear, isChanged, before, choose });
}

export type Grading = ReturnType<typeof useGrading>;
