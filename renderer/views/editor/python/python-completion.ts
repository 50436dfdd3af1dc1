import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import { infoElement } from "../info-element";
import type { WordFacts } from "../language-tools";
import { declarationOf, nameIn, NAMES, namesIn } from "./python-names";
import type { PythonName } from "./python-names";
import { scopeOf } from "./python-scope";
import type { PythonScope } from "./python-scope";

/** Names that come before others, so that what is one's own and what the lab is about stand first. */
const OWN = 30;
const MODULE = 20;
const BUILTIN = 0;
const KEYWORD = 5;

const TYPES: Readonly<Record<PythonName["kind"], string>> = {
  function: "function",
  coroutine: "function",
  class: "class",
  constant: "variable",
  property: "property",
};

/** Completes names: of the source, of modules it imports, of objects whose class is plain to see, of Python. */
export function completePython({
  state,
  pos,
  explicit,
}: CompletionContext): CompletionResult | null {
  const inside = syntaxTree(state).resolveInner(pos, -1).name;
  if (inside === "Comment" || inside === "String") return null;
  const source = state.doc.toString();
  const found = suggestionsAt(source, pos, explicit);
  return found === null ? null : { from: found.from, options: found.options, validFor: /^\w*$/ };
}

/** What may come at `position`; null if nothing is to be said. */
export function suggestionsAt(
  source: string,
  position: number,
  explicit: boolean,
): { from: number; options: Completion[] } | null {
  const before = source.slice(source.lastIndexOf("\n", position - 1) + 1, position);
  const [, object, word] = /(?:([\w.]+)\.)?(\w*)$/.exec(before)!;
  const from = position - word!.length;
  if (word === "" && object === undefined && !explicit && !/\bimport\s+$/.test(before)) return null;
  const importing = /^\s*from\s+([\w.]+)\s+import\s/.exec(before)?.[1];
  if (importing !== undefined) {
    return {
      from,
      options: (namesIn(importing) ?? []).map((name) => optionOf(name, MODULE)),
    };
  }
  if (/^\s*(?:import|from)\s+[\w, ]*$/.test(before)) {
    const modules = Object.keys(NAMES.modules);
    return { from, options: modules.map((label) => ({ label, type: "namespace" })) };
  }
  const scope = scopeOf(source);
  if (object !== undefined) {
    const members = membersOf(object, scope);
    return members === null ? null : { from, options: members.map((name) => optionOf(name, 0)) };
  }
  const options: Completion[] = [
    ...Array.from(scope.own.values(), (name) => optionOf(name, OWN)).filter(
      // The word that is being written is no name yet.
      ({ label }) => label !== word || isMentioned(source, label, from),
    ),
    ...Array.from(scope.imported, ([label, name]) => ({ ...optionOf(name, MODULE), label })),
    ...Array.from(scope.modules.keys(), (label) => ({ label, type: "namespace", boost: MODULE })),
    ...NAMES.keywords
      .filter((keyword) => keyword !== "_")
      .map((label) => ({ label, type: "keyword", boost: KEYWORD })),
    ...NAMES.builtins.map((name) => optionOf(name, BUILTIN)),
  ];
  const seen = new Set<string>();
  return {
    from,
    options: options.filter(({ label }) => !seen.has(label) && seen.add(label)),
  };
}

/** What is known of the name at `position`. */
export function explainPython(source: string, position: number): WordFacts | null {
  const line = source.lastIndexOf("\n", position - 1) + 1;
  const end = source.indexOf("\n", position);
  const text = source.slice(line, end === -1 ? undefined : end);
  for (const match of text.matchAll(/[A-Za-z_][\w.]*/g)) {
    const from = line + match.index;
    if (position < from || position > from + match[0].length) continue;
    const parts = match[0].split(".");
    // Of `asyncio.sleep`, the part that is pointed at.
    let at = from;
    for (const [index, part] of parts.entries()) {
      if (position <= at + part.length) return factsOf(parts.slice(0, index + 1), at, source);
      at += part.length + 1;
    }
  }
  return null;
}

function factsOf(path: readonly string[], from: number, source: string): WordFacts | null {
  const scope = scopeOf(source);
  const name = path.at(-1)!;
  const found =
    path.length === 1
      ? (scope.own.get(name) ??
        scope.imported.get(name) ??
        NAMES.builtins.find((one) => one.name === name))
      : membersOf(path.slice(0, -1).join("."), scope)?.find((one) => one.name === name);
  if (found === undefined || found.kind === "constant") return null;
  return { from, to: from + name.length, code: declarationOf(found), text: found.doc ?? "" };
}

/** What an object has: a module, or a variable of a class that is known. */
function membersOf(object: string, scope: PythonScope): readonly PythonName[] | null {
  const module = scope.modules.get(object);
  if (module !== undefined) return namesIn(module);
  const [first, second] = object.split(".");
  const known =
    second === undefined
      ? (scope.classes.get(object) ?? scope.imported.get(object))
      : nameIn(scope.modules.get(first!) ?? "", second);
  return known?.members ?? null;
}

function optionOf(name: PythonName, boost: number): Completion {
  const facts = { code: declarationOf(name), text: name.doc ?? "" };
  return {
    label: name.name,
    type: TYPES[name.kind],
    boost,
    ...(name.signature === undefined && name.doc === undefined
      ? {}
      : { info: () => infoElement(facts) }),
  };
}

/** Whether a word stands anywhere but at `except`. */
function isMentioned(source: string, word: string, except: number): boolean {
  for (const { index } of source.matchAll(new RegExp(`\\b${word}\\b`, "g"))) {
    if (index !== except) return true;
  }
  return false;
}
