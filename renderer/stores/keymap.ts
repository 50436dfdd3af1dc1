import { defineStore } from "pinia";
import { computed } from "vue";
import { defaultKeysOf, keysOf as keysOfAction } from "../../shared/keymap";
import { useCodeStore } from "./code";
import { useLabStore } from "./lab";
import { useSettingsStore } from "./settings";

/** The keys of actions as they are now, and changing them. */
export const useKeymapStore = defineStore("keymap", () => {
  const code = useCodeStore();
  const lab = useLabStore();
  const settings = useSettingsStore();

  const own = computed(() => lab.settings.keys);
  /** Why the last change was refused; empty if it was not. */
  const problem = computed(() => {
    const outcome = settings.outcomes.keys;
    return outcome?.kind === "refused" ? outcome.message : "";
  });

  const keysOf = (action: string): string | undefined =>
    keysOfAction(action, own.value, code.isShown);

  /** An action's keys where no program is in the editor, and where one is. */
  const bothKeysOf = (action: string): readonly [string | undefined, string | undefined] => [
    keysOfAction(action, own.value, false),
    keysOfAction(action, own.value, true),
  ];

  const isOwn = (action: string): boolean => Object.hasOwn(own.value, action);

  /** Gives keys to an action, and takes them from others that have them. An empty text: it has none. */
  function give(action: string, keys: string, takenFrom: readonly string[]): Promise<void> {
    // What is as it comes needs no mention, unless it is another in the editor.
    const isDefault = keys === defaultKeysOf(action, false) && keys === defaultKeysOf(action, true);
    const others = Object.entries(own.value).filter(([other]) => other !== action);
    const next = {
      ...Object.fromEntries(others),
      ...Object.fromEntries(takenFrom.map((other) => [other, ""])),
      ...(isDefault ? {} : { [action]: keys }),
    };
    return settings.update("keys", next);
  }

  function reset(action: string): Promise<void> {
    return settings.update(
      "keys",
      Object.fromEntries(Object.entries(own.value).filter(([other]) => other !== action)),
    );
  }

  const resetAll = (): Promise<void> => settings.update("keys", {});

  return { own, problem, keysOf, bothKeysOf, isOwn, give, reset, resetAll };
});
