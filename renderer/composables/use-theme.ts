import { usePreferredDark } from "@vueuse/core";
import { computed, watchEffect } from "vue";
import type { ComputedRef } from "vue";
import { useLabStore } from "../stores/lab";

/** Puts the theme that the user chose, or the system's, on the page. */
export function useTheme(): void {
  const theme = useShownTheme();
  watchEffect(() => {
    document.documentElement.dataset["theme"] = theme.value;
  });
}

/** The theme that is shown. */
export function useShownTheme(): ComputedRef<"dark" | "light"> {
  const lab = useLabStore();
  const prefersDark = usePreferredDark();
  return computed(() => {
    const chosen = lab.settings.theme;
    if (chosen !== "system") return chosen;
    return prefersDark.value ? "dark" : "light";
  });
}
