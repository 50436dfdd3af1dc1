import {
  compile,
  createCoreContext,
  registerMessageCompiler,
  registerMessageResolver,
  resolveValue,
  translate,
} from "@intlify/core-base";
import { de } from "../shared/texts/de/index";
import { en } from "../shared/texts/en/index";
import type { Say, TextKey } from "../shared/texts/keys";
import type { SpokenLanguage } from "../shared/texts/language";
import { preparedValues } from "../shared/texts/values";

registerMessageCompiler(compile);
registerMessageResolver(resolveValue);

// What the page's vue-i18n is built on, without Vue.
const context = createCoreContext({
  locale: "en",
  fallbackLocale: "en",
  messages: { en, de },
  warnHtmlMessage: false,
});

/** Has the main process speak that language from now on. What is shown already stays as it is. */
export function speak(language: SpokenLanguage): void {
  context.locale = language;
}

/** A text in the language that is spoken now. */
export const t: Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => {
  const { locale } = context;
  const count = (value: number) => value.toLocaleString(String(locale));
  const { named, plural } = preparedValues(values, count);
  return String(translate(context, key, named, plural));
};
