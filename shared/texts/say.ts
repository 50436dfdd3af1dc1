import {
  compile,
  createCoreContext,
  registerMessageCompiler,
  registerMessageResolver,
  resolveValue,
  translate,
} from "@intlify/core-base";
import type { SpokenLanguage } from "./language";
import { preparedValues } from "./values";
import type { Values } from "./values";

registerMessageCompiler(compile);
registerMessageResolver(resolveValue);

/** Says texts of one language without a page: with what the page's vue-i18n is built on. */
export class Speaker {
  readonly #context: ReturnType<typeof contextFor>;
  readonly #numbers: Intl.NumberFormat;

  constructor(language: SpokenLanguage, catalog: object) {
    this.#context = contextFor(language, catalog);
    this.#numbers = new Intl.NumberFormat(language);
  }

  /** @returns the name itself where there is no such text */
  say(name: string, values?: Values): string {
    const { named, plural } = preparedValues(values, (count) => this.#numbers.format(count));
    return String(translate(this.#context, name, named, plural));
  }
}

function contextFor(language: SpokenLanguage, catalog: object) {
  return createCoreContext({
    locale: language,
    messages: { [language]: { ...catalog } },
    warnHtmlMessage: false,
    missingWarn: false,
    fallbackWarn: false,
  });
}
