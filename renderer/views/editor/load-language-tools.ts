import type { Bridge } from "../../../shared/bridge";
import type { LanguageTools } from "./language-tools";
import type { CodeLanguage } from "./problem";

/**
 * Somebody to ask about sources in `language`, for one editor.
 * @param bridge to the lab, which has CPython; null where there is none
 * @returns null if there is nobody
 */
export async function loadLanguageTools(
  language: CodeLanguage,
  bridge: Bridge | null,
): Promise<LanguageTools | null> {
  if (language === "python") {
    const { pythonTools } = await import("./python/python-tools");
    return pythonTools(bridge);
  }
  // Where there are no workers, as in unit tests, nobody can be asked without stopping the page.
  if (typeof Worker === "undefined") return null;
  const { typeScriptTools } = await import("./typescript/typescript-tools");
  return typeScriptTools();
}
