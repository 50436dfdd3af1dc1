import { shallowRef, watch } from "vue";
import { createI18n } from "vue-i18n";
import { en } from "../shared/texts/en/index";
import type { Catalog, Say, TextKey } from "../shared/texts/keys";
import type { SpokenLanguage } from "../shared/texts/language";
import { preparedValues } from "../shared/texts/values";

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
const translate: (key: string, named: Record<string, string>, plural: number) => string = global.t;

const counts = shallowRef(new Intl.NumberFormat("en"));
watch(global.locale, (locale) => (counts.value = new Intl.NumberFormat(locale)), { flush: "sync" });

/** A number as the language writes it: "100,000". */
export function writtenCount(count: number): string {
  return counts.value.format(count);
}

/** The language that is spoken: what reads it follows it. */
export function language(): SpokenLanguage {
  return global.locale.value as SpokenLanguage;
}

/**
 * A text in the language that is spoken now. Wherever Vue follows what is read, it is said anew when the
 * language changes.
 */
export const t: Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => {
  const { named, plural } = preparedValues(values, writtenCount);
  return translate(key, named, plural);
};

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
