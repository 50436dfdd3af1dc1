import { z } from "zod";
import { commandInputs } from "../../shared/contract";
import { DEFAULT_SETTINGS } from "../../shared/settings";
import type { Settings } from "../../shared/settings";
import { checkedBaseUrl } from "./base-url";
import { JsonFile } from "./files/json-file";

/** As the command that changes settings checks them; what a later version may have added is left aside. */
const stored = z.object(commandInputs["settings.update"].shape.settings.shape);

/** The settings in one JSON file. What it leaves out has its default. */
export function settingsFile(path: string): JsonFile<Settings> {
  const schema = stored.transform((changes) => mergedSettings(DEFAULT_SETTINGS, changes));
  return new JsonFile(path, { title: "The settings", fallback: DEFAULT_SETTINGS, schema });
}

/**
 * Puts `changes` over `settings`.
 * @throws LabError for a base URL that nothing can be fetched from
 */
export function mergedSettings(settings: Settings, changes: SettingsChanges): Settings {
  const merged = { ...settings };
  for (const [name, value] of Object.entries(changes)) {
    if (value !== undefined) Object.assign(merged, { [name]: value });
  }
  merged.baseUrl = checkedBaseUrl(merged.baseUrl);
  return merged;
}

/** The settings that are to change. One that is undefined stays as it is. */
export type SettingsChanges = { [K in keyof Settings]?: Settings[K] | undefined };
