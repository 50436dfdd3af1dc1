/** Items of an array or object that are written out; the others are counted. */
const MAX_ITEMS = 20;
/** Levels of arrays and objects inside each other that are written out. */
const MAX_DEPTH = 2;
/** Characters of one string that are written out: a result may be a whole page. */
const MAX_STRING = 1_000;

/**
 * `value` as a reader would write it in a program: what a task's result looks like in a row. The
 * text is short however large the value is. Never throws, whatever the value's own code does.
 */
export function textOfValue(value: unknown): string {
  try {
    return written(value, 0);
  } catch (error) {
    return `a value that cannot be shown (${error instanceof Error ? error.name : typeof error})`;
  }
}

/** `error` in one line: its name and what it says. Never throws. */
export function textOfError(error: unknown): string {
  if (!(error instanceof Error)) return `threw ${textOfValue(error)}`;
  try {
    const message = String(error.message);
    return message === "" ? String(error.name) : `${error.name}: ${message}`;
  } catch {
    return "an error that cannot be shown";
  }
}

function written(value: unknown, depth: number): string {
  switch (typeof value) {
    case "string":
      return writtenString(value);
    case "bigint":
      return `${value}n`;
    case "function":
      return `function ${value.name || "without a name"}`;
    case "object":
      return value === null ? "null" : writtenObject(value, depth);
    default:
      return String(value);
  }
}

function writtenString(value: string): string {
  if (value.length <= MAX_STRING) return JSON.stringify(value);
  return `${JSON.stringify(value.slice(0, MAX_STRING))} and ${value.length - MAX_STRING} characters more`;
}

function writtenObject(value: object, depth: number): string {
  if (value instanceof Error) return textOfError(value);
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    if (depth === MAX_DEPTH) return "[…]";
    const items = value.slice(0, MAX_ITEMS).map((item) => written(item, depth + 1));
    return `[${items.join(", ")}${rest(value.length)}]`;
  }
  const name = classOf(value);
  const keys = Object.keys(value);
  if (keys.length === 0) return `${name}{}`;
  if (depth === MAX_DEPTH) return `${name}{…}`;
  const entries = keys
    .slice(0, MAX_ITEMS)
    .map((key) => `${key}: ${written((value as Record<string, unknown>)[key], depth + 1)}`);
  return `${name}{ ${entries.join(", ")}${rest(keys.length)} }`;
}

function classOf(value: object): string {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null || prototype === Object.prototype) return "";
  const name: unknown = value.constructor?.name;
  return typeof name === "string" && name !== "" ? `${name} ` : "";
}

function rest(length: number): string {
  return length <= MAX_ITEMS ? "" : `, … ${length - MAX_ITEMS} more`;
}
