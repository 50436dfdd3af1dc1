import written from "./names.json";

/** A name of Python or of a module, as CPython tells it. */
export interface PythonName {
  readonly name: string;
  readonly kind: "function" | "coroutine" | "class" | "constant" | "property";
  readonly signature?: string;
  readonly doc?: string;
  /** Of a class. */
  readonly members?: readonly PythonName[];
}

interface PythonNames {
  readonly modules: Readonly<Record<string, readonly PythonName[]>>;
  readonly builtins: readonly PythonName[];
  readonly keywords: readonly string[];
}

/** What CPython itself knows (`electron/programs/python-names.ts`). */
export const NAMES = written as PythonNames;

/** Maps, since a module may be called like what every object has. */
const modules = new Map(Object.entries(NAMES.modules));
const byModule = new Map(
  Array.from(modules, ([module, names]) => [
    module,
    new Map(names.map((name) => [name.name, name])),
  ]),
);

/** What a module has; null for one that is not known. */
export const namesIn = (module: string): readonly PythonName[] | null =>
  modules.get(module) ?? null;

export const nameIn = (module: string, name: string): PythonName | null =>
  byModule.get(module)?.get(name) ?? null;

/** A name's declaration, as one would write it. */
export function declarationOf({ name, kind, signature = "" }: PythonName): string {
  if (kind === "coroutine") return `async def ${name}${signature}`;
  if (kind === "function") return `def ${name}${signature}`;
  return kind === "class" ? `class ${name}${signature}` : name;
}
