import type { SpokenLanguage } from "./language";

/** What is put into a text, by the names between its braces. */
export type Values = Readonly<Record<string, string | number>>;

/** Stands between a text's two forms, singular and plural: "{count} task | {count} tasks". */
const BETWEEN_FORMS = " | ";
/** Texts of a catalog by their whole names, made when it is first asked. */
const known = new WeakMap<object, ReadonlyMap<string, string>>();

/** Every text of a catalog by the name that it is asked for by: "settings.title". */
export function textsOf(catalog: object): ReadonlyMap<string, string> {
  let texts = known.get(catalog);
  if (texts === undefined) known.set(catalog, (texts = new Map(namedTexts(catalog, ""))));
  return texts;
}

function namedTexts(catalog: object, prefix: string): [name: string, text: string][] {
  return Object.entries(catalog).flatMap(([name, value]: [string, unknown]) =>
    typeof value === "string"
      ? [[prefix + name, value] as [string, string]]
      : namedTexts(value as object, `${prefix}${name}.`),
  );
}

/** Says texts of one language: numbers are written as it does, and the value called `count` decides between singular and plural. */
export class Speaker {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #numbers: Intl.NumberFormat;
  readonly #plurals: Intl.PluralRules;

  constructor(language: SpokenLanguage, catalog: object) {
    this.#texts = textsOf(catalog);
    this.#numbers = new Intl.NumberFormat(language);
    this.#plurals = new Intl.PluralRules(language);
  }

  /** @returns the name itself where there is no such text */
  say(name: string, values: Values = {}): string {
    const text = this.#texts.get(name) ?? name;
    return this.#formOf(text, values["count"]).replaceAll(/\{(\w+)\}/g, (whole, one: string) => {
      const value = Object.hasOwn(values, one) ? values[one]! : whole;
      return typeof value === "number" ? this.#numbers.format(value) : value;
    });
  }

  #formOf(text: string, count: string | number | undefined): string {
    if (!text.includes(BETWEEN_FORMS)) return text;
    const [one, other] = text.split(BETWEEN_FORMS) as [string, string];
    return typeof count === "number" && this.#plurals.select(count) !== "one" ? other : one;
  }
}
