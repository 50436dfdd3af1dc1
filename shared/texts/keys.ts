import type { en } from "./en/index";

/** All that the lab says in one language, by area; the English one says what there is. */
export type Catalog = Translated<typeof en>;

/** The same texts in another language. Which placeholders they have is held against the English by a test. */
export type Translated<Texts> = {
  readonly [Name in keyof Texts]: Texts[Name] extends string ? string : Translated<Texts[Name]>;
};

/** The name of a text: "settings.title". */
export type TextKey = KeysOf<typeof en>;

type KeysOf<Texts> = {
  [Name in keyof Texts & string]: Texts[Name] extends string
    ? Name
    : `${Name}.${KeysOf<Texts[Name]>}`;
}[keyof Texts & string];

type TextAt<Texts, Key extends string> = Key extends `${infer Area}.${infer Rest}`
  ? Area extends keyof Texts
    ? TextAt<Texts[Area], Rest>
    : never
  : Key extends keyof Texts
    ? Texts[Key]
    : never;

/** The names between braces; what is quoted there stands for itself. */
type PlaceholdersIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `'${string}` ? never : Name) | PlaceholdersIn<Rest>
  : never;

/** What a text has to be given: a value for each of its placeholders, nothing if it has none. */
export type TextValues<Key extends TextKey> = [PlaceholdersIn<TextAt<typeof en, Key>>] extends [
  never,
]
  ? []
  : [values: Readonly<Record<PlaceholdersIn<TextAt<typeof en, Key>>, string | number>>];

/** Says a text. Numbers are written as the language does; the one called `count` decides between singular and plural. */
export type Say = <Key extends TextKey>(key: Key, ...values: TextValues<Key>) => string;
