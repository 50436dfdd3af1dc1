import { expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../shared/settings";
import type { Settings } from "../shared/settings";
import { mergedSettings } from "./lab/settings-file";
import { whenChanged } from "./when-changed";

it("acts on the settings that it is for, and on no other", () => {
  const seen: Settings[] = [];
  const follow = whenChanged(["language", "keys"], (settings) => seen.push(settings));
  const slower = mergedSettings(DEFAULT_SETTINGS, { latencyMs: 500, theme: "dark" });
  const german = mergedSettings(slower, { language: "de" });
  const withKeys = mergedSettings(german, { keys: { run: "F5" } });
  for (const settings of [DEFAULT_SETTINGS, slower, german, german, withKeys]) follow(settings);
  expect(seen).toEqual([DEFAULT_SETTINGS, german, withKeys]);
});
