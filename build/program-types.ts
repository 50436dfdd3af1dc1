import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import type { Plugin } from "vite";

/** The module that the page imports. */
export const PROGRAM_TYPES = "virtual:program-types";

const ENTRY = "electron/programs/tasklab.d.ts";
/** The language that programs are written in, without a host. */
const LANGUAGE_LIBRARY = "lib.es2023.d.ts";

/** Gives the page the types that a TypeScript program is written against, made of the lab's own sources. */
export function programTypes(root: string): Plugin {
  const resolved = `\0${PROGRAM_TYPES}`;
  return {
    name: "program-types",
    resolveId: (id) => (id === PROGRAM_TYPES ? resolved : null),
    load: (id) => (id === resolved ? moduleOf(root) : null),
  };
}

function moduleOf(root: string): string {
  const { files, entry, globals } = declarationsOf(root);
  return `export const libraryFiles = ${JSON.stringify(libraryFiles())};
export const taskLabFiles = ${JSON.stringify(files)};
export const entry = ${JSON.stringify(entry)};
export const globals = ${JSON.stringify(globals)};`;
}

/** The declarations that are reached from the module "tasklab", by path from the root. */
function declarationsOf(root: string) {
  const entry = resolve(root, ENTRY);
  const program = ts.createProgram([entry], {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: [LANGUAGE_LIBRARY],
    types: ["node"],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    declaration: true,
    emitDeclarationOnly: true,
  });
  const emitted = new Map<string, string>([[entry, readFileSync(entry, "utf8")]]);
  program.emit(undefined, (path, text) => emitted.set(resolve(path), text));
  const files: Record<string, string> = {};
  const reach = (path: string): void => {
    const name = relative(root, path).replaceAll("\\", "/");
    const text = emitted.get(path);
    if (text === undefined || name in files) return;
    files[name] = text;
    for (const { fileName } of ts.preProcessFile(text).importedFiles) {
      if (!fileName.startsWith(".")) continue;
      const target = resolve(dirname(path), fileName);
      reach(`${target}.d.ts`);
      reach(join(target, "index.d.ts"));
    }
  };
  reach(entry);
  return { files, entry: ENTRY, globals: globalsOf(program, entry) };
}

/** Declares what "tasklab" exports as names that need no import. */
function globalsOf(program: ts.Program, entry: string): string {
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(entry)!)!;
  const lines = checker.getExportsOfModule(module).flatMap((exported) => {
    const { name } = exported;
    const symbol =
      exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const lines: string[] = [];
    const words = ts.displayPartsToString(symbol.getDocumentationComment(checker));
    const comment = words === "" ? "" : `/** ${words.replaceAll("*/", "* /")} */ `;
    if (symbol.flags & ts.SymbolFlags.Value) {
      lines.push(`${comment}const ${name}: typeof import("tasklab").${name};`);
    }
    if (symbol.flags & ts.SymbolFlags.Type) {
      const [parameters, names] = typeParametersOf(symbol);
      lines.push(`${comment}type ${name}${parameters} = import("tasklab").${name}${names};`);
    }
    return lines;
  });
  return `export {};\ndeclare global {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;
}

function typeParametersOf(symbol: ts.Symbol): readonly [string, string] {
  for (const declaration of symbol.declarations ?? []) {
    const { typeParameters } = declaration as ts.DeclarationWithTypeParameterChildren;
    if (typeParameters === undefined || typeParameters.length === 0) continue;
    const texts = typeParameters.map((parameter) => parameter.getText());
    const names = typeParameters.map((parameter) => parameter.name.text);
    return [`<${texts.join(", ")}>`, `<${names.join(", ")}>`];
  }
  return ["", ""];
}

/** The language's own declarations, by file name. */
function libraryFiles(): Record<string, string> {
  const folder = dirname(createRequire(import.meta.url).resolve("typescript"));
  const files: Record<string, string> = {};
  const reach = (name: string): void => {
    if (name in files) return;
    const text = readFileSync(join(folder, name), "utf8");
    files[name] = text;
    for (const { fileName } of ts.preProcessFile(text).libReferenceDirectives) {
      reach(`lib.${fileName}.d.ts`);
    }
  };
  reach(LANGUAGE_LIBRARY);
  return files;
}
