import type { LanguageTools } from "./language-tools";
import type { CodeLanguage } from "./problem";

/** Somebody to ask about sources in `language`, for one editor; null if there is nobody. */
export async function loadLanguageTools(language: CodeLanguage): Promise<LanguageTools | null> {
  void language;
  return null;
}
