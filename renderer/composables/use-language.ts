import { useEventListener } from "@vueuse/core";
import { ref, watchEffect } from "vue";
import { SPOKEN_LANGUAGES, spokenLanguage } from "../../shared/texts/language";
import type { SpokenLanguage } from "../../shared/texts/language";
import { useLabStore } from "../stores/lab";
import { speak } from "../texts";

const KEPT = "tasklab.language";

/** What the page spoke last; the first time, what the system speaks. The lab has not answered yet when it is needed. */
export function firstLanguage(): SpokenLanguage {
  const kept = localStorage.getItem(KEPT);
  return (
    SPOKEN_LANGUAGES.find((known) => known === kept) ??
    spokenLanguage("system", navigator.languages)
  );
}

/** Has the page speak the language that the user chose, or the system's. */
export function useLanguage(): void {
  const lab = useLabStore();
  const preferred = ref(navigator.languages);
  useEventListener(window, "languagechange", () => (preferred.value = navigator.languages));
  watchEffect(() => {
    if (lab.description === null) return;
    const language = spokenLanguage(lab.settings.language, preferred.value);
    localStorage.setItem(KEPT, language);
    void speak(language);
  });
}
