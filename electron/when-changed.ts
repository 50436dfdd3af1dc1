import type { Settings } from "../shared/settings";

/**
 * Has `act` called with the settings when one of those that are named is another than the last time, and
 * the first time.
 */
export function whenChanged(
  names: readonly (keyof Settings)[],
  act: (settings: Settings) => void,
): (settings: Settings) => void {
  let last: Settings | null = null;
  return (settings) => {
    const before = last;
    last = settings;
    if (before === null || names.some((name) => before[name] !== settings[name])) act(settings);
  };
}
