import { de } from "../shared/texts/de/index";
import { en } from "../shared/texts/en/index";
import type { Say, TextKey } from "../shared/texts/keys";
import type { SpokenLanguage } from "../shared/texts/language";
import { Speaker } from "../shared/texts/say";
import type { Values } from "../shared/texts/values";

const CATALOGS = { en, de } as const;
let speaker = new Speaker("en", en);

/** Has the main process speak that language from now on. What is shown already stays as it is. */
export function speak(language: SpokenLanguage): void {
  speaker = new Speaker(language, CATALOGS[language]);
}

/** A text in the language that is spoken now. */
export const t: Say = (key: TextKey, values?: Values) => speaker.say(key, values);
