import { computed } from "vue";
import type { ComputedRef } from "vue";
import { CLOCK_DIALS } from "../../../shared/session-time";
import { dialWord } from "../../model/loop-words";
import { useRewindStore } from "../../stores/rewind";
import { useTimeStore } from "../../stores/time";
import type { Action } from "./action";

/** Pausing, stepping, going back, and the clock. */
export function useTimeActions(): ComputedRef<Action[]> {
  const rewind = useRewindStore();
  const time = useTimeStore();

  const pauseTitle = computed(() => {
    if (!time.paused) return "Pause: hold loop and clock where they are";
    return rewind.isPast
      ? "Resume: return to now, and let loop and clock go on"
      : "Resume: let loop and clock go on";
  });
  const stepTitle = computed(() => {
    if (rewind.isPast) return "Step forward: show what was after the next turn of the loop";
    const words = "Step: run the next entry of the ready queue";
    return time.paused ? words : `${words}, while paused`;
  });

  return computed(() => [
    {
      id: "step-back",
      title: "Step back: show what was before the last turn of the loop",
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
      title: "Back to now: show what is",
      section: "Time",
      enabled: rewind.isPast,
      run: () => rewind.toNow(),
    },
    {
      id: "to-start",
      title: "Go to the first instant that is recorded",
      section: "Time",
      enabled: rewind.canGoBack,
      run: () => rewind.toStart(),
    },
    {
      id: "slower",
      title: "Clock: slower",
      section: "Time",
      enabled: time.isLive,
      run: () => time.turn(-1),
    },
    {
      id: "faster",
      title: "Clock: faster",
      section: "Time",
      enabled: time.isLive,
      run: () => time.turn(1),
    },
    ...CLOCK_DIALS.map<Action>((dial) => ({
      id: `dial-${dial}`,
      title: `Clock: ${dialWord(dial)}${dial === "jump" ? " to the next event" : ""}`,
      section: "Time",
      enabled: time.isLive,
      run: () => void time.setDial(dial),
    })),
  ]);
}
