import type { Language } from "../../../shared/own-program";
import type { ExampleEntry } from "../../../shared/sources";
import { matches } from "../command-palette/search";

/** What an example shows, in words to find it by. */
export interface ExampleNote {
  readonly summary: string;
  /** asyncio's own words for what is in it. */
  readonly words: readonly string[];
  readonly group: string;
}

export interface Example extends ExampleNote {
  readonly id: string;
  readonly title: string;
  readonly documents: Partial<Record<Language, string>>;
}

const NOTHING_SAID: ExampleNote = { summary: "", words: [], group: "" };

/** The lab's examples with what is said of them: one for each, with its documents in both languages. */
export function exampleList(
  entries: readonly ExampleEntry[],
  notes: Readonly<Record<string, ExampleNote>>,
): Example[] {
  const byId = new Map<string, Example & { documents: Partial<Record<Language, string>> }>();
  for (const { document, language, name, title } of entries) {
    const id = name.replace(/\.\w+$/, "");
    const known = byId.get(id);
    if (known === undefined) {
      byId.set(id, {
        id,
        title,
        documents: { [language]: document },
        ...(notes[id] ?? NOTHING_SAID),
      });
    } else known.documents[language] = document;
  }
  return [...byId.values()];
}

/** The examples of a group, or of all, that a query names. */
export function foundExamples(
  examples: readonly Example[],
  query: string,
  group: string | null,
): Example[] {
  return examples.filter(
    (example) =>
      (group === null || example.group === group) &&
      matches([example.title, example.group, example.summary, ...example.words].join(" "), query),
  );
}
