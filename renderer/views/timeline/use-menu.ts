import { computed } from "vue";
import { LINK_KINDS } from "../../model/lane-links";
import { LINK_TITLES } from "./link-words";
import type { MenuItem } from "./menu-items";
import type { useOptions } from "./use-options";

interface MenuParts {
  readonly options: ReturnType<typeof useOptions>;
  /** Whether a task is selected, or the keyboard stands on one. */
  readonly hasTask: () => boolean;
  readonly search: () => void;
  readonly pin: () => void;
  readonly say: (words: string) => void;
}

/** The timeline's menu: what it shows, and what is done with the selected task. */
export function useMenu({ options, hasTask, search, pin, say }: MenuParts) {
  return computed<MenuItem[]>(() => [
    ...LINK_KINDS.map((kind, index) => ({
      id: kind,
      ...(index === 0 ? { heading: "Arrows of the selected task" } : {}),
      title: LINK_TITLES[kind],
      key: String(index + 1),
      checked: options.arrows.value.has(kind),
      line: kind,
      run: () => {
        options.toggleArrows(kind);
        const isOn = options.arrows.value.has(kind);
        say(`Arrows “${LINK_TITLES[kind].toLowerCase()}” are ${isOn ? "shown" : "hidden"}.`);
      },
    })),
    {
      id: "fold",
      heading: "Timeline",
      title: "Fold idle gaps",
      key: "G",
      checked: options.foldsGaps.value,
      run: () => {
        options.toggleFolds();
        const isOn = options.foldsGaps.value;
        say(isOn ? "Idle gaps are folded." : "Idle gaps have their full length.");
      },
    },
    { id: "pin", title: "Pin its spawn site", key: "P", disabled: !hasTask(), run: pin },
    { id: "search", title: "Find tasks", key: "/", run: search },
  ]);
}
