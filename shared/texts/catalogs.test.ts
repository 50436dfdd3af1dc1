import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { de } from "./de/index";
import { en } from "./en/index";
import { Speaker } from "./say";

const ROOT = join(import.meta.dirname, "../..");

/** Every text with the name that it is asked for by. */
function textsIn(catalog: object, prefix = ""): [name: string, text: string][] {
  return Object.entries(catalog).flatMap(([name, value]: [string, unknown]) =>
    typeof value === "string"
      ? [[prefix + name, value] as [string, string]]
      : textsIn(value as object, `${prefix}${name}.`),
  );
}

const formsOf = (text: string): string[] => text.split(" | ");
const placeholdersOf = (text: string): string[] =>
  [...new Set(Array.from(text.matchAll(/\{(\w+)\}/g), ([, name]) => name!))].sort();

const english = textsIn(en);
const german = new Map(textsIn(de));

it("has each text in each language, with the same placeholders and as many forms", () => {
  expect([...german.keys()].sort()).toEqual(english.map(([key]) => key).sort());
  for (const [key, text] of english) {
    const translated = german.get(key)!;
    expect([key, placeholdersOf(translated)]).toEqual([key, placeholdersOf(text)]);
    expect([key, formsOf(translated).length]).toEqual([key, formsOf(text).length]);
    expect([key, formsOf(text).length <= 2]).toEqual([key, true]);
    // Without a number nothing decides which form is said.
    const decides = formsOf(text).length === 1 || placeholdersOf(text).includes("count");
    expect([key, decides]).toEqual([key, true]);
  }
});

it.each([
  ["en", en],
  ["de", de],
] as const)(
  "has nothing in its texts that is a sign of their syntax by chance: %s",
  (language, catalog) => {
    const speaker = new Speaker(language, catalog);
    for (const [key, text] of textsIn(catalog)) {
      const values = Object.fromEntries(placeholdersOf(text).map((name) => [name, `<${name}>`]));
      for (const [index, form] of formsOf(text).entries()) {
        // What is quoted between braces stands for itself.
        const expected = form
          .trim()
          .replaceAll(/\{(\w+)\}/g, "<$1>")
          .replaceAll(/\{'([^']*)'\}/g, "$1");
        const count = index === 0 ? 1 : 2;
        const counted = "count" in values ? { ...values, count } : values;
        const said = speaker.say(key, counted).replaceAll(/^\s+|\s+$/g, "");
        expect([key, said]).toEqual([key, expected.replaceAll("<count>", String(count))]);
      }
    }
  },
);

it("leaves no text empty, and none with space around it that somebody may lose", () => {
  const odd = [...english, ...german].filter(([, text]) =>
    formsOf(text).some((form) => form.trim() === "" || /^\s{2}|\s{2}$/.test(form)),
  );
  expect(odd).toEqual([]);
});

describe("in the code", () => {
  /** What is said by name, and the beginnings of names that are put together. */
  async function asked(): Promise<{ whole: Set<string>; beginnings: string[] }> {
    const whole = new Set<string>();
    const beginnings: string[] = [];
    for (const folder of ["electron", "renderer", "shared"]) {
      const files = await readdir(join(ROOT, folder), { recursive: true });
      for (const file of files) {
        if (!/\.(?:ts|vue)$/.test(file) || file.endsWith(".test.ts") || /^texts\W../.test(file)) {
          continue;
        }
        const source = await readFile(join(ROOT, folder, file), "utf8");
        for (const [, key] of source.matchAll(/["'`](\w+(?:\.\w+)+)["'`]/g)) whole.add(key!);
        for (const [, start] of source.matchAll(/`(\w+\.(?:\w+\.)*)\$\{/g)) beginnings.push(start!);
        for (const [, key] of source.matchAll(/\brefusal\(\s*"(\w+)"/g)) whole.add(key!);
      }
    }
    return { whole, beginnings };
  }

  it("uses each text", async () => {
    const { whole, beginnings } = await asked();
    const unused = english
      // Refusals are asked for without the name of their area.
      .map(([key]) => key.replace(/^refusals\./, ""))
      .filter((key) => !whole.has(key) && !beginnings.some((start) => key.startsWith(start)));
    expect(unused).toEqual([]);
  });
});
