import ts from "typescript";
import { entry, globals, libraryFiles, taskLabFiles } from "virtual:program-types";
import type { WordFacts } from "../language-tools";
import type { Problem } from "../problem";
import { HOST_TYPES } from "./host-types";
import type { Answers, Question, Suggestion } from "./messages";
import { neverAwaited } from "./never-awaited";

const ROOT = "/";
const GLOBALS = "/globals.d.ts";
const HOST = "/host.d.ts";
const LIBRARY = "/lib/";

/** As programs run: a module of the newest JavaScript, types taken out. Somebody who leaves out types writes no errors. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ["lib.es2023.d.ts"],
  types: [],
  paths: { tasklab: [`${ROOT}${entry}`] },
  strict: true,
  noImplicitAny: false,
  useUnknownInCatchVariables: false,
  skipLibCheck: true,
  noEmit: true,
  allowUnreachableCode: true,
  allowUnusedLabels: true,
};

/** What the compiler sorts names by that are there everywhere; what is nearer comes before it. */
const GLOBALS_OR_KEYWORDS = "15";

/** Suggestions that are sent at most: typing one more letter brings the others. */
const MAX_SUGGESTIONS = 400;

const LAB_NAMES: ReadonlySet<string> = new Set(
  Array.from(globals.matchAll(/\bconst (\w+): typeof import\b/g), ([, name]) => name!),
);

/** TypeScript's own language service over sources in memory, against the types that programs run with. */
export class TypeScriptService {
  readonly #sources = new Map<string, { text: string; version: number }>();
  readonly #fixed = new Map<string, string>([
    ...Object.entries(libraryFiles).map(([name, text]) => [LIBRARY + name, text] as const),
    ...Object.entries(taskLabFiles).map(([name, text]) => [ROOT + name, text] as const),
    [GLOBALS, globals],
    [HOST, HOST_TYPES],
  ]);
  readonly #service: ts.LanguageService;

  constructor() {
    const read = (path: string): string | undefined =>
      this.#sources.get(path)?.text ?? this.#fixed.get(path);
    const folders = new Set([...this.#fixed.keys()].flatMap(foldersOf));
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => OPTIONS,
      getScriptFileNames: () => [GLOBALS, HOST, ...this.#sources.keys()],
      getScriptVersion: (path) => String(this.#sources.get(path)?.version ?? 0),
      getScriptSnapshot: (path) => {
        const text = read(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => ROOT,
      getDefaultLibFileName: () => `${LIBRARY}lib.es2023.d.ts`,
      fileExists: (path) => read(path) !== undefined,
      readFile: read,
      directoryExists: (path) => folders.has(path.replace(/\/$/, "")),
    });
  }

  answer<K extends Question["ask"]>(question: Question & { ask: K }): Answers[K];
  answer(question: Question): Answers[Question["ask"]] {
    const path = this.#put(question.file, question.source);
    switch (question.ask) {
      case "check":
        return this.#check(path);
      case "complete":
        return this.#complete(path, question.source, question.position, question.explicit);
      case "describe":
        return this.#describe(path, question.position, question.name);
      case "explain":
        return this.#explain(path, question.position);
    }
  }

  /** Lets go of a source that is not edited any more. */
  forget(file: string): void {
    this.#sources.delete(pathOf(file));
  }

  #put(file: string, text: string): string {
    const path = pathOf(file);
    const known = this.#sources.get(path);
    if (known?.text !== text) this.#sources.set(path, { text, version: (known?.version ?? 0) + 1 });
    return path;
  }

  #check(path: string): Problem[] {
    const program = this.#service.getProgram();
    const source = program?.getSourceFile(path);
    if (program === undefined || source === undefined) return [];
    const syntactic = this.#service.getSyntacticDiagnostics(path);
    // What a torn sentence means is anybody's guess.
    const found = syntactic.length > 0 ? syntactic : this.#service.getSemanticDiagnostics(path);
    const problems = found.map((diagnostic) => problemOf(source, diagnostic));
    if (syntactic.length > 0) return problems;
    return [...problems, ...neverAwaited(program.getTypeChecker(), source)].sort(
      (one, other) => one.line - other.line,
    );
  }

  #complete(
    path: string,
    source: string,
    position: number,
    explicit: boolean,
  ): Answers["complete"] {
    const word = /[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.exec(source.slice(0, position))?.[0] ?? "";
    const from = position - word.length;
    const isMember = source[from - 1] === ".";
    if (word === "" && !isMember && !explicit) return null;
    const found = this.#service.getCompletionsAtPosition(path, position, {
      includeCompletionsForModuleExports: false,
      includeCompletionsWithInsertText: false,
    });
    if (found === undefined) return null;
    const wanted = word.toLowerCase();
    const suggestions = found.entries
      .filter(({ name, kind }) => {
        if (kind === ts.ScriptElementKind.warning) return false;
        return isMember || name.toLowerCase().includes(wanted);
      })
      .map<Suggestion>(({ name, kind, sortText }) => ({
        name,
        type: typeOf(kind),
        boost: boostOf(name, sortText, isMember),
      }))
      .sort((one, other) => other.boost - one.boost)
      .slice(0, MAX_SUGGESTIONS);
    return suggestions.length === 0 ? null : { from, suggestions };
  }

  #describe(path: string, position: number, name: string): Answers["describe"] {
    const details = this.#service.getCompletionEntryDetails(
      path,
      position,
      name,
      undefined,
      undefined,
      undefined,
      undefined,
    );
    if (details === undefined) return null;
    return {
      code: declarationOf(details.displayParts),
      text: ts.displayPartsToString(details.documentation),
    };
  }

  #explain(path: string, position: number): WordFacts | null {
    const facts = this.#service.getQuickInfoAtPosition(path, position);
    if (facts === undefined) return null;
    return {
      from: facts.textSpan.start,
      to: facts.textSpan.start + facts.textSpan.length,
      code: declarationOf(facts.displayParts),
      text: ts.displayPartsToString(facts.documentation),
    };
  }
}

/** Without how the name came here, which is plain to see in the program. */
const declarationOf = (parts: readonly ts.SymbolDisplayPart[] | undefined): string =>
  ts
    .displayPartsToString([...(parts ?? [])])
    .replace(/^\(alias\) /, "")
    .replace(/\nimport \w+$/, "");

const pathOf = (file: string): string => `/sources/${file}.ts`;

function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

function problemOf(source: ts.SourceFile, diagnostic: ts.Diagnostic): Problem {
  const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
  const start = diagnostic.start ?? 0;
  const from = source.getLineAndCharacterOfPosition(start);
  const to = source.getLineAndCharacterOfPosition(start + (diagnostic.length ?? 0));
  return {
    severity: diagnostic.category === ts.DiagnosticCategory.Error ? "error" : "warning",
    line: from.line + 1,
    column: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
    message,
  };
}

/** Names of the program and the lab before those of the language. */
function boostOf(name: string, sortText: string, isMember: boolean): number {
  if (isMember) return name.startsWith("_") || name.startsWith("[") ? -20 : 0;
  if (sortText < GLOBALS_OR_KEYWORDS) return 30;
  return LAB_NAMES.has(name) ? 20 : 0;
}

const TYPES: ReadonlyMap<ts.ScriptElementKind, string> = new Map([
  [ts.ScriptElementKind.functionElement, "function"],
  [ts.ScriptElementKind.localFunctionElement, "function"],
  [ts.ScriptElementKind.memberFunctionElement, "method"],
  [ts.ScriptElementKind.memberVariableElement, "property"],
  [ts.ScriptElementKind.memberGetAccessorElement, "property"],
  [ts.ScriptElementKind.classElement, "class"],
  [ts.ScriptElementKind.interfaceElement, "interface"],
  [ts.ScriptElementKind.typeElement, "type"],
  [ts.ScriptElementKind.enumElement, "enum"],
  [ts.ScriptElementKind.moduleElement, "namespace"],
  [ts.ScriptElementKind.constElement, "constant"],
  [ts.ScriptElementKind.keyword, "keyword"],
]);

const typeOf = (kind: ts.ScriptElementKind): string => TYPES.get(kind) ?? "variable";
