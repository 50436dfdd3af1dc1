import { computed } from "vue";
import { createI18n } from "vue-i18n";
import { en } from "../shared/texts/en/index";
import type { Catalog, Say, TextKey } from "../shared/texts/keys";
import type { SpokenLanguage } from "../shared/texts/language";
import { preparedValues } from "../shared/texts/values";
import type { Values } from "../shared/texts/values";

/** Each language but English is loaded when it is first spoken. */
const LOADERS: Readonly<Record<Exclude<SpokenLanguage, "en">, () => Promise<Catalog>>> = {
  de: async () => (await import("../shared/texts/de/index")).de,
};

// Messages are compiled into plain data, which is then walked: nothing that the content policy forbids.
export const i18n = createI18n<false>({
  legacy: false,
  locale: "en",
  fallbackLocale: "en",
  messages: { en },
  warnHtmlMessage: false,
});

const { global } = i18n;
/** What is called for each text; its own type would have the compiler try all keys against all of its forms. */
const translate: (name: string, named: Record<string, string>, plural: number) => string = global.t;

const counts = computed(() => new Intl.NumberFormat(global.locale.value));
const decimalSign = computed(
  () => counts.value.formatToParts(0.5).find(({ type }) => type === "decimal")?.value ?? ".",
);
const moments = computed(
  () => new Intl.DateTimeFormat(momentLocale(), { dateStyle: "medium", timeStyle: "short" }),
);

/** The user's own way to write dates, where it is one of the language that is spoken: "en-GB" and not "en". */
function momentLocale(): string {
  const { value } = global.locale;
  return navigator.languages.find((tag) => tag.split("-")[0] === value) ?? value;
}

/** A number as the language writes it: "100,000", "2.5". */
export function writtenCount(count: number): string {
  return counts.value.format(count);
}

/** A number with so many digits after the sign that the language has for it: "2.48", "2,48". */
export function writtenDecimal(value: number, digits: number): string {
  const text = value.toFixed(digits);
  // Called for every label of a canvas: a formatter of its own for each number of digits would cost ten times that.
  return decimalSign.value === "." ? text : text.replace(".", decimalSign.value);
}

/** A moment of the user's own clock: "24 Nov 2026, 23:14". @param at milliseconds since 1970 */
export function writtenMoment(at: number): string {
  return moments.value.format(at);
}

/** The language that is spoken: what reads it follows it. */
export function language(): SpokenLanguage {
  return global.locale.value as SpokenLanguage;
}

/** A text whose name is only known when the page runs: the lab named it. */
export function sayByName(name: string, values?: Values): string {
  const { named, plural } = preparedValues(values, writtenCount);
  return translate(name, named, plural);
}

/**
 * A text in the language that is spoken now. Wherever Vue follows what is read, it is said anew when the
 * language changes.
 */
export const t: Say = (key: TextKey, values?: Values) => sayByName(key, values);

let wanted: SpokenLanguage = "en";

/** Has the page speak that language. If its texts cannot be had, the page goes on as it was. */
export async function speak(language: SpokenLanguage): Promise<void> {
  wanted = language;
  if (language !== "en" && !global.availableLocales.includes(language)) {
    global.setLocaleMessage(language, await LOADERS[language]());
  }
  // Somebody chose another one meanwhile.
  if (wanted !== language) return;
  global.locale.value = language;
  document.documentElement.lang = language;
}
