import { computed } from "vue";
import { LINK_KINDS } from "../../model/lane-links";
import { t } from "../../texts";
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
      ...(index === 0 ? { heading: t("timeline.menu.arrows") } : {}),
      title: t(`timeline.links.${kind}.title`),
      key: String(index + 1),
      checked: options.arrows.value.has(kind),
      line: kind,
      run: () => {
        options.toggleArrows(kind);
        const isOn = options.arrows.value.has(kind);
        say(
          t(isOn ? "timeline.menu.arrowsShown" : "timeline.menu.arrowsHidden", {
            kind: t(`timeline.links.${kind}.words`),
          }),
        );
      },
    })),
    {
      id: "fold",
      heading: t("timeline.menu.timeline"),
      title: t("timeline.menu.fold"),
      key: "G",
      checked: options.foldsGaps.value,
      run: () => {
        options.toggleFolds();
        const isOn = options.foldsGaps.value;
        say(t(isOn ? "timeline.menu.folded" : "timeline.menu.notFolded"));
      },
    },
    { id: "pin", title: t("timeline.menu.pin"), key: "P", disabled: !hasTask(), run: pin },
    { id: "search", title: t("timeline.menu.search"), key: "/", run: search },
  ]);
}
