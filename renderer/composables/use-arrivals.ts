import { watch } from "vue";
import { useArrivalsStore } from "../stores/arrivals";
import { useConnectionStore } from "../stores/connection";
import { useLabStore } from "../stores/lab";

/** Takes what the system hands to the app on the desktop, as soon as the lab has said what there is to be named. */
export function useArrivals(): void {
  const arrivals = useArrivalsStore();
  const connection = useConnectionStore();
  const lab = useLabStore();

  const isReady = (): boolean =>
    lab.description?.host === "desktop" && connection.isFurnished && connection.state === "open";
  watch(
    [isReady, () => arrivals.announced],
    () => {
      if (isReady()) void arrivals.take();
    },
    { immediate: true },
  );
}
