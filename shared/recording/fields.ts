/** Checks of single values in a line that somebody else may have written. Each gives null for what is wrong. */

export type Fields = Readonly<Record<string, unknown>>;

/** `text` as a JSON object; null if it is something else. */
export function parseFields(text: string): Fields | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as Fields) : null;
}

export function wholeNumber(value: unknown, least: number, most: number): number | null {
  const isValid =
    typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
  // Adding 0 makes a negative zero, which JSON has, a plain one.
  return isValid ? value + 0 : null;
}

export function numberBetween(value: unknown, least: number, most: number): number | null {
  return typeof value === "number" && value >= least && value <= most ? value + 0 : null;
}

export function textUpTo(value: unknown, length: number): string | null {
  return typeof value === "string" && value.length <= length ? value : null;
}
