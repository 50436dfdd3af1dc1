import { computed, watch } from "vue";
import type { Ref } from "vue";
import type { SessionModel } from "../../model/session-model";
import { formatInstant } from "../../model/format";
import { t } from "../../texts";
import type { SeenFold } from "./draw-folds";
import { Folding } from "./time-folds";
import { durationWords } from "./time-words";

interface FoldingParts {
  readonly model: () => SessionModel;
  /** Whether idle gaps are folded. */
  readonly isOn: Ref<boolean>;
  /** Shows folds, or, with null, none. */
  readonly fold: (folding: Folding | null) => void;
  /** The folds that are in sight. */
  readonly inSight: () => readonly SeenFold[];
  readonly say: (words: string) => void;
}

/** Folds idle gaps of the session in view, and opens single ones. */
export function useFolding({ model, isOn, fold, inSight, say }: FoldingParts) {
  const folding = computed(() => new Folding(model().lanes.gaps));
  const show = () => fold(isOn.value ? folding.value : null);
  watch([isOn, folding], () => {
    folding.value.closeAll();
    show();
  });
  show();

  /** Shows the gap that begins at `from` in its full length, until all are folded anew. */
  function open(from: number): void {
    folding.value.open(from);
    show();
  }

  /** Opens the first fold in sight. */
  function openFirst(): void {
    const first = inSight()[0];
    if (first === undefined) {
      say(t("timeline.folds.none"));
      return;
    }
    open(first.from);
    say(
      t("timeline.folds.unfolded", {
        duration: durationWords(first.to - first.from),
        from: formatInstant(first.from),
      }),
    );
  }

  return {
    /** What folds gaps; null while none are. */
    inForce: (): Folding | null => (isOn.value ? folding.value : null),
    open,
    openFirst,
    /** Folds again what was opened. @returns whether there was anything */
    closeAll: (): boolean => {
      const had = folding.value.hasOpened;
      folding.value.closeAll();
      show();
      return had;
    },
  };
}
