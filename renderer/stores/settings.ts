import { defineStore } from "pinia";
import { ref } from "vue";
import type { Settings } from "../../shared/settings";
import { useHost } from "./host";

/** What became of the last change of a setting. */
export type SettingOutcome =
  { kind: "saving" } | { kind: "saved" } | { kind: "refused"; message: string };

/** Changing settings, one at a time: what is refused stands next to its field, and the others are not touched. */
export const useSettingsStore = defineStore("settings", () => {
  const { bridge } = useHost();
  const outcomes = ref<Partial<Record<keyof Settings, SettingOutcome>>>({});

  async function update<K extends keyof Settings>(field: K, value: Settings[K]): Promise<void> {
    setOutcome(field, { kind: "saving" });
    const result = await bridge.call("settings.update", { settings: { [field]: value } });
    // The settings themselves come as an event, in the order in which they changed: what is answered once a
    // change is on the disk may be older than another window's.
    if (result.ok) setOutcome(field, { kind: "saved" });
    else setOutcome(field, { kind: "refused", message: result.error.message });
  }

  function setOutcome(field: keyof Settings, outcome: SettingOutcome): void {
    outcomes.value = { ...outcomes.value, [field]: outcome };
  }

  function forgetOutcome(field: keyof Settings): void {
    outcomes.value = Object.fromEntries(
      Object.entries(outcomes.value).filter(([other]) => other !== field),
    );
  }

  return { outcomes, update, setOutcome, forgetOutcome };
});
