/** The longest run of items that is written out of an array or object before it is abbreviated. */
const MAX_ITEMS = 20;

/** `value` as a reader would write it in a program: what a task's result looks like in a row. */
export function textOfValue(value: unknown, depth = 0): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "undefined":
      return "undefined";
    case "bigint":
      return `${value}n`;
    case "function":
      return `function ${value.name || "without a name"}`;
    case "object":
      break;
    default:
      return String(value);
  }
  if (value === null) return "null";
  if (value instanceof Error) return textOfError(value);
  if (depth === 2) return Array.isArray(value) ? "[…]" : "{…}";
  if (Array.isArray(value)) {
    return `[${abbreviate(value.map((item) => textOfValue(item, depth + 1)))}]`;
  }
  const entries = Object.entries(value).map(
    ([key, item]) => `${key}: ${textOfValue(item, depth + 1)}`,
  );
  return entries.length === 0 ? "{}" : `{ ${abbreviate(entries)} }`;
}

/** `error` in one line: its name and what it says. */
export function textOfError(error: unknown): string {
  if (!(error instanceof Error)) return `threw ${textOfValue(error)}`;
  return error.message === "" ? error.name : `${error.name}: ${error.message}`;
}

function abbreviate(items: string[]): string {
  if (items.length <= MAX_ITEMS) return items.join(", ");
  return `${items.slice(0, MAX_ITEMS).join(", ")}, … ${items.length - MAX_ITEMS} more`;
}
