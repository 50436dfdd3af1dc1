import { computed, watch } from "vue";
import type { Ref } from "vue";
import type { SessionModel } from "../../model/session-model";
import { Folding } from "./time-folds";

interface FoldingParts {
  readonly model: () => SessionModel;
  /** Whether idle gaps are folded. */
  readonly isOn: Ref<boolean>;
  /** Shows folds, or, with null, none. */
  readonly fold: (folding: Folding | null) => void;
}

/** Folds idle gaps of the session in view, and opens single ones. */
export function useFolding({ model, isOn, fold }: FoldingParts) {
  const folding = computed(() => new Folding(model().lanes.gaps));
  const show = () => fold(isOn.value ? folding.value : null);
  watch([isOn, folding], () => {
    folding.value.closeAll();
    show();
  });
  show();

  return {
    /** Shows the gap that begins at `from` in its full length, until all are folded anew. */
    open: (from: number) => {
      folding.value.open(from);
      show();
    },
    /** Folds again what was opened. @returns whether there was anything */
    closeAll: (): boolean => {
      const had = folding.value.hasOpened;
      folding.value.closeAll();
      show();
      return had;
    },
  };
}
