/** Reads of a source in Python what completion needs, and no more: it is rough, and quick. */
import { nameIn, NAMES } from "./python-names";
import type { PythonName } from "./python-names";

/** What a source says of its names. */
export interface PythonScope {
  /** `import asyncio as a`: a -> asyncio. */
  readonly modules: ReadonlyMap<string, string>;
  /** `from asyncio import Queue as Q`: Q -> the class. */
  readonly imported: ReadonlyMap<string, PythonName>;
  /** Functions, classes, variables and parameters of the source itself. */
  readonly own: ReadonlyMap<string, PythonName>;
  /** What class a variable is of, where that is plain to see. */
  readonly classes: ReadonlyMap<string, PythonName>;
}

/** What functions of asyncio give, and methods, whatever they are called on. */
const GIVES: ReadonlyMap<string, string> = new Map([
  ["create_task", "Task"],
  ["current_task", "Task"],
  ["ensure_future", "Task"],
  ["gather", "Future"],
  ["shield", "Future"],
  ["create_future", "Future"],
  ["get_running_loop", "AbstractEventLoop"],
  ["get_event_loop", "AbstractEventLoop"],
  ["new_event_loop", "AbstractEventLoop"],
  ["timeout", "Timeout"],
  ["timeout_at", "Timeout"],
]);

const IMPORT = /^[ \t]*import[ \t]+([^\n#]+)/gm;
const FROM_IMPORT = /^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+\(?([^)\n#]+)/gm;
const DEFINITION = /^[ \t]*(async[ \t]+def|def|class)[ \t]+(\w+)[ \t]*(\([^)]*\))?/gm;
const VARIABLE = /^[ \t]*(\w+)(?:[ \t]*:[^=\n]+)?[ \t]*=(?!=)[ \t]*(?:await[ \t]+)?([\w.]*)(\()?/gm;
const BOUND =
  /\b(?:for[ \t]+([\w, \t]+?)[ \t]+in\b|([\w.]+)(\()[^\n]*?[ \t]as[ \t]+(\w+)|as[ \t]+(\w+))/g;

export function scopeOf(source: string): PythonScope {
  const modules = new Map<string, string>();
  const imported = new Map<string, PythonName>();
  const own = new Map<string, PythonName>();
  const classes = new Map<string, PythonName>();

  for (const [, list] of source.matchAll(IMPORT)) {
    for (const [module, alias] of namesOf(list!)) modules.set(alias, module);
  }
  for (const [, module, list] of source.matchAll(FROM_IMPORT)) {
    for (const [name, alias] of namesOf(list!)) {
      imported.set(alias, nameIn(module!, name) ?? { name: alias, kind: "constant" });
    }
  }
  for (const [, keyword, name, parameters] of source.matchAll(DEFINITION)) {
    const kind = keyword === "class" ? "class" : keyword === "def" ? "function" : "coroutine";
    const signature = parameters === undefined ? {} : { signature: oneLine(parameters) };
    own.set(name!, { name: name!, kind, ...signature });
    for (const parameter of (parameters ?? "").matchAll(/[(,]\s*\*{0,2}(\w+)/g)) {
      define(parameter[1]!);
    }
  }
  for (const [, name, callee, call] of source.matchAll(VARIABLE)) {
    define(name!);
    infer(name!, callee ?? "", call !== undefined);
  }
  for (const [, loop, callee, , bound, plain] of source.matchAll(BOUND)) {
    for (const name of (loop ?? "").split(/[\s,]+/)) define(name);
    define(bound ?? plain ?? "");
    if (bound !== undefined) infer(bound, callee!, true);
  }
  return { modules, imported, own, classes };

  function define(name: string): void {
    if (name === "" || NAMES.keywords.includes(name) || own.has(name)) return;
    own.set(name, { name, kind: "constant" });
  }

  function infer(variable: string, callee: string, isCall: boolean): void {
    if (!isCall) return;
    const parts = callee.split(".");
    const last = parts.at(-1)!;
    const module = modules.get(parts[0]!) ?? "";
    const given = GIVES.get(last);
    const found =
      given === undefined
        ? parts.length === 1
          ? imported.get(last)
          : nameIn(module, last)
        : nameIn("asyncio", given);
    if (found?.members !== undefined) classes.set(variable, found);
  }
}

/** `a as b, c` as pairs of what is named and what it is called. */
function namesOf(list: string): [string, string][] {
  return list.split(",").flatMap((part): [string, string][] => {
    const [name, alias] = part.trim().split(/\s+as\s+/);
    return name === undefined || !/^[\w.]+$/.test(name) ? [] : [[name, alias ?? name]];
  });
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ");
