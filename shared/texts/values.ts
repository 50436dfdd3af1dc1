/** What is put into a text, by the names between its braces. */
export type Values = Readonly<Record<string, string | number>>;

/** The same as the language writes it. */
export interface PreparedValues {
  readonly named: Record<string, string>;
  /** Decides between singular and plural. */
  readonly plural: number;
}

/** @param count writes a number as the language does */
export function preparedValues(
  values: Values | undefined,
  count: (value: number) => string,
): PreparedValues {
  const named: Record<string, string> = {};
  let plural = 1;
  for (const [name, value] of Object.entries(values ?? {})) {
    named[name] = typeof value === "number" ? count(value) : value;
    if (name === "count" && typeof value === "number") plural = value;
  }
  return { named, plural };
}
