import type { LinkKind } from "../../model/lane-links";

/** An entry of the timeline's menu. */
export interface MenuItem {
  readonly id: string;
  /** Stands above this entry, where a new group begins. */
  readonly heading?: string;
  readonly title: string;
  /** The key that does the same while the timeline has the focus. */
  readonly key: string;
  /** Whether it is on; left out for what is done once. */
  readonly checked?: boolean;
  readonly disabled?: boolean;
  /** The kind of arrow whose line is shown before the title. */
  readonly line?: LinkKind;
  run(): void;
}

/**
 * What each key does: `keys`, in lower and upper case where they are letters, and those of the menu,
 * as it is when they are pressed.
 */
export function keysOf(
  menu: () => readonly MenuItem[],
  keys: Readonly<Record<string, () => void>>,
): (key: string) => (() => void) | undefined {
  return (key) => {
    const plain = key.length === 1 ? key.toLowerCase() : key;
    const item = menu().find((one) => one.key.toLowerCase() === plain && !one.disabled);
    return keys[key] ?? keys[plain] ?? item?.run;
  };
}
