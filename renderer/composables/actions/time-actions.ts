import { computed } from "vue";
import type { ComputedRef } from "vue";
import { CLOCK_DIALS } from "../../../shared/session-time";
import { dialWord } from "../../model/loop-words";
import { useRewindStore } from "../../stores/rewind";
import { useTimeStore } from "../../stores/time";
import { t } from "../../texts";
import type { Action } from "./action";

/** Pausing, stepping, going back, and the clock. */
export function useTimeActions(): ComputedRef<Action[]> {
  const rewind = useRewindStore();
  const time = useTimeStore();

  const pauseTitle = computed(() => {
    if (!time.paused) return t("actions.pause");
    return rewind.isPast ? t("actions.resumeNow") : t("actions.resume");
  });
  const stepTitle = computed(() => {
    if (rewind.isPast) return t("actions.stepForward");
    return time.paused ? t("actions.step") : t("actions.stepWhilePaused");
  });

  return computed(() => [
    {
      id: "step-back",
      title: t("actions.stepBack"),
      section: "Time",
      enabled: rewind.canGoBack,
      run: () => rewind.stepBack(),
    },
    {
      id: "pause",
      title: pauseTitle.value,
      section: "Time",
      enabled: time.canPause,
      run: () => void time.toggle(),
    },
    {
      id: "step",
      title: stepTitle.value,
      section: "Time",
      enabled: rewind.isPast || time.canStep,
      run: () => {
        if (rewind.isPast) rewind.stepForward();
        else void time.step();
      },
    },
    {
      id: "to-now",
      title: t("actions.toNow"),
      section: "Time",
      enabled: rewind.isPast,
      run: () => rewind.toNow(),
    },
    {
      id: "to-start",
      title: t("actions.toStart"),
      section: "Time",
      enabled: rewind.canGoBack,
      run: () => rewind.toStart(),
    },
    {
      id: "slower",
      title: t("actions.slower"),
      section: "Time",
      enabled: time.isLive,
      run: () => time.turn(-1),
    },
    {
      id: "faster",
      title: t("actions.faster"),
      section: "Time",
      enabled: time.isLive,
      run: () => time.turn(1),
    },
    ...CLOCK_DIALS.map<Action>((dial) => ({
      id: `dial-${dial}`,
      title:
        dial === "jump" ? t("actions.clockJump") : t("actions.clock", { dial: dialWord(dial) }),
      section: "Time",
      enabled: time.isLive,
      run: () => void time.setDial(dial),
    })),
  ]);
}
