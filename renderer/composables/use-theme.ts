import { usePreferredDark } from "@vueuse/core";
import { computed, watchEffect } from "vue";
import { useLabStore } from "../stores/lab";

/** Puts the theme that the user chose, or the system's, on the page. */
export function useTheme(): void {
  const lab = useLabStore();
  const prefersDark = usePreferredDark();
  const theme = computed(() => {
    const chosen = lab.settings.theme;
    if (chosen !== "system") return chosen;
    return prefersDark.value ? "dark" : "light";
  });
  watchEffect(() => {
    document.documentElement.dataset["theme"] = theme.value;
  });
}
