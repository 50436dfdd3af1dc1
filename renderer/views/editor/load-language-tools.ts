import type { LanguageTools } from "./language-tools";
import type { CodeLanguage } from "./problem";

/** Somebody to ask about sources in `language`, for one editor; null if there is nobody. */
export async function loadLanguageTools(language: CodeLanguage): Promise<LanguageTools | null> {
  // Where there are no workers, as in unit tests, nobody can be asked without stopping the page.
  if (language !== "typescript" || typeof Worker === "undefined") return null;
  const { typeScriptTools } = await import("./typescript/typescript-tools");
  return typeScriptTools();
}
