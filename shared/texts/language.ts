/** The languages that the lab speaks, by their BCP 47 tags. English is the one that is always complete. */
export const SPOKEN_LANGUAGES = ["en", "de"] as const;

export type SpokenLanguage = (typeof SPOKEN_LANGUAGES)[number];

/** What can be chosen in the settings. */
export type LanguageChoice = "system" | SpokenLanguage;

/**
 * The language to speak.
 * @param preferred the system's languages as BCP 47 tags, the dearest first
 */
export function spokenLanguage(
  choice: LanguageChoice,
  preferred: readonly string[],
): SpokenLanguage {
  if (choice !== "system") return choice;
  for (const tag of preferred) {
    const [language] = tag.toLowerCase().split("-");
    const spoken = SPOKEN_LANGUAGES.find((known) => known === language);
    if (spoken !== undefined) return spoken;
  }
  return "en";
}
