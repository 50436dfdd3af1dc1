import vm from "node:vm";
import { placesOf, standing } from "../../lab/source-line";
import { markLines, withoutTypes } from "../line-marks";
import type { MarkedCode } from "../line-marks";
import { refusedSyntax } from "./refused-syntax";

/** The only module that a program can import. */
const MODULE_NAME = "tasklab";

/** A program that cannot begin: what is wrong, with its place. */
export class ProgramSyntaxError extends Error {
  override readonly name = "SyntaxError";
}

export interface CompiledProgram {
  /**
   * Runs the top level, to the end of what it awaits itself.
   * @returns what it exports
   */
  evaluate(): Promise<Readonly<Record<string, unknown>>>;
  /** The column that a place in the code that runs has in the program, types left out. */
  readonly columnOf: MarkedCode["columnOf"];
}

const GENERATOR_FUNCTION = /function\s*\*\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu;

/**
 * Makes a module of a TypeScript program. Types are taken out and marks put in without a line being
 * moved, so that errors show the learner's own.
 * @param onCoroutines told the program's generator functions of the top level, by name, before it runs
 * @throws ProgramSyntaxError
 */
export async function compileProgram(
  source: string,
  file: string,
  tasklab: Readonly<Record<string, unknown>>,
  onCoroutines: (functions: Readonly<Record<string, unknown>>) => void,
): Promise<CompiledProgram> {
  const plain = plainCode(source, file);
  const first = placesOf(file);
  const name = unusedIn(plain);
  const { code, columnOf } = markLines(plain, {
    standing: name,
    place: (line) => String(first + line),
  });
  const head = `${namesOf(plain)} const ${name} = import.meta.standing;`;
  const module = compile(`${head}\n${code}`, file, onCoroutines);
  await module.link((specifier) => {
    if (specifier !== MODULE_NAME) throw new Error(unknownModule(specifier));
    return moduleOf(tasklab);
  });
  return {
    async evaluate() {
      await module.evaluate();
      return module.namespace as Readonly<Record<string, unknown>>;
    },
    columnOf,
  };
}

/** A name that the program has not, nor any that begins with it. */
function unusedIn(code: string): string {
  let name = "$standing";
  while (code.includes(name)) name += "$";
  return name;
}

function plainCode(source: string, file: string): string {
  try {
    const refused = refusedSyntax(source);
    if (refused === null) return withoutTypes(source);
    throw new ProgramSyntaxError(`${refused.sentence} (${file}:${refused.line})`);
  } catch (error) {
    const { loc, message } = error as Error & { loc?: { line: number; column: number } };
    if (loc === undefined) throw error;
    const what = message.replace(/^Error transforming[^:]*: /, "").replace(/ \(\d+:\d+\)$/, "");
    throw new ProgramSyntaxError(`${what} (${file}:${loc.line}:${loc.column})`);
  }
}

function compile(
  code: string,
  file: string,
  onCoroutines: (functions: Readonly<Record<string, unknown>>) => void,
): vm.SourceTextModule {
  try {
    return new vm.SourceTextModule(code, {
      identifier: file,
      lineOffset: -1,
      initializeImportMeta: (meta) =>
        void Object.assign(meta, { coroutines: onCoroutines, standing }),
      importModuleDynamically: (specifier: string) => {
        throw new Error(unknownModule(specifier));
      },
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ProgramSyntaxError(`${error.message} (${placeOf(error, code, file)})`);
  }
}

/**
 * `program.ts:3`. Node tells the place of a script's error and not of a module's: the code is
 * looked at once more, as the body of a function, with what only a module may have blanked.
 */
function placeOf({ message }: SyntaxError, code: string, file: string): string {
  const body = code
    // The line of the names is no part of the program.
    .replace(/^.*/, "")
    .replace(/^import\b[^;]*?(["'])[^"']*\1;?/gm, (text) => text.replace(/[^\n]/g, " "))
    .replace(/^(\s*)export\s+(?:default\s+)?/gm, "$1");
  try {
    new vm.Script(`async function* program() {${body}\n}`, { filename: file, lineOffset: -1 });
  } catch (error) {
    const place = (error as Error).stack?.split("\n", 1)[0];
    if ((error as Error).message === message && place?.startsWith(`${file}:`)) return place;
  }
  return file;
}

/**
 * A line before the program that hands out its generator functions: a generator does not know what
 * it was made by. A name that is none of the top level reads as undefined.
 */
function namesOf(code: string): string {
  const names = new Set(Array.from(code.matchAll(GENERATOR_FUNCTION), (match) => match[1]!));
  const entries = [...names].map(
    (name) => `${name}: typeof ${name} === "function" ? ${name} : undefined`,
  );
  return `import.meta.coroutines({ ${entries.join(", ")} });`;
}

function moduleOf(values: Readonly<Record<string, unknown>>): vm.SyntheticModule {
  const names = Object.keys(values);
  return new vm.SyntheticModule(
    names,
    function (this: vm.SyntheticModule) {
      for (const name of names) this.setExport(name, values[name]);
    },
    { identifier: MODULE_NAME },
  );
}

function unknownModule(specifier: string): string {
  return `A program can import "${MODULE_NAME}" and nothing else, not "${specifier}".`;
}
