import { refusals } from "./en/refusals";
import type { TextKey, TextValues } from "./keys";
import { Speaker } from "./say";

/** The name of a refusal's text, without its area: "disk.EROFS". */
export type RefusalKey = TextKey extends infer Key
  ? Key extends `refusals.${infer Name}`
    ? Name
    : never
  : never;

/** A sentence of the lab's, or a part of one, that whoever shows it says in the user's language. */
export interface Refusal {
  readonly key: RefusalKey;
  readonly values: Readonly<Record<string, RefusalValue>>;
}

/** What a refusal puts into its text: another one may be a part of it. */
type RefusalValue = string | number | Refusal;

type Wanted<Key extends RefusalKey> =
  TextValues<`refusals.${Key}`> extends [values: infer Values]
    ? [values: { readonly [Name in keyof Values]: RefusalValue }]
    : [];

/** A refusal by its name and values, both held against the catalog by the compiler. */
export function refusal<Key extends RefusalKey>(key: Key, ...values: Wanted<Key>): Refusal {
  return { key, values: values[0] ?? {} };
}

/** @param say says a text of the area "refusals" in some language */
export function saidRefusal(
  { key, values }: Refusal,
  say: (name: string, values: Readonly<Record<string, string | number>>) => string,
): string {
  const said = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "object" ? saidRefusal(value, say) : value,
  ]);
  return say(`refusals.${key}`, Object.fromEntries(said) as Record<string, string | number>);
}

const english = new Speaker("en", { refusals });

/** As logs, recordings and the command that runs programs say it. */
export const inEnglish = (what: Refusal): string =>
  saidRefusal(what, (name, values) => english.say(name, values));
