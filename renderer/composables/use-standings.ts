import { computed } from "vue";
import type { ComputedRef } from "vue";
import type { Standings } from "../model/standings";
import { usePlacesStore } from "../stores/places";

/** Who stands where in a file of the session in view, at the instant that is shown. @param file null for none */
export function useStandings(file: () => string | null): ComputedRef<Standings> {
  const places = usePlacesStore();
  return computed((before) => places.standings(file(), before));
}
