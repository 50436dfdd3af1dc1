import { parse } from "sucrase/dist/esm/parser/index.js";
import { ContextualKeyword } from "sucrase/dist/esm/parser/tokenizer/keywords.js";
import { TokenType } from "sucrase/dist/esm/parser/tokenizer/types.js";

/** What TypeScript has and a program is not given. */
export interface RefusedSyntax {
  /** What is written in its place, in a sentence without its point. */
  readonly sentence: string;
  /** From 1 on. */
  readonly line: number;
}

type Token = ReturnType<typeof parse>["tokens"][number];

const NAMESPACE =
  "A namespace that holds more than types is not run: write its functions and values at the top level";
const REQUIRED = 'import … = require(…) is not run: write import * as lab from "tasklab"';
const EXPORTED = "export = is not run: a program is no module that others import";
const DECORATED = "Decorators are not run: call the function yourself";

/** What of a namespace is there when it runs. */
const VALUES: ReadonlySet<TokenType> = new Set([
  TokenType._class,
  TokenType._const,
  TokenType._enum,
  TokenType._function,
  TokenType._let,
  TokenType._var,
]);

/**
 * The first thing in a TypeScript program that would be left out without a word, or fail in words that
 * nobody wrote, once its types are taken out. Throws sucrase's error for what cannot be read.
 */
export function refusedSyntax(source: string): RefusedSyntax | null {
  const { tokens } = parse(source, false, true, false);
  for (let index = 0; index < tokens.length; index += 1) {
    const sentence = refusalAt(tokens, index);
    if (sentence === null) continue;
    return { sentence, line: source.slice(0, tokens[index]!.start).split("\n").length };
  }
  return null;
}

function refusalAt(tokens: readonly Token[], index: number): string | null {
  const [token, next, afterNext, last] = tokens.slice(index, index + 4);
  switch (token!.type) {
    case TokenType.at:
      return DECORATED;
    case TokenType._export:
      return next?.type === TokenType.eq ? EXPORTED : null;
    case TokenType._import: {
      const isRequired = last?.contextualKeyword === ContextualKeyword._require;
      return isRequired && afterNext?.type === TokenType.eq ? REQUIRED : null;
    }
    default:
      return holdsValues(tokens, index) ? NAMESPACE : null;
  }
}

/** Whether a namespace begins at `index`, and not all of it is types. */
function holdsValues(tokens: readonly Token[], index: number): boolean {
  const { type, contextualKeyword, isType } = tokens[index]!;
  const isKeyword =
    contextualKeyword === ContextualKeyword._namespace ||
    contextualKeyword === ContextualKeyword._module;
  if (type !== TokenType.name || !isKeyword || !isType) return false;
  if (tokens[index - 1]?.type === TokenType._declare) return false;
  const begin = tokens.findIndex(({ type }, at) => at > index && type === TokenType.braceL);
  let depth = 0;
  for (let at = begin; at >= 0 && at < tokens.length; at += 1) {
    const { type } = tokens[at]!;
    if (type === TokenType.braceL || type === TokenType.dollarBraceL) depth += 1;
    else if (type === TokenType.braceR && (depth -= 1) === 0) return false;
    else if (depth === 1 && (VALUES.has(type) || isCall(tokens, at))) return true;
  }
  return false;
}

/** `name(`, which no type has. */
function isCall(tokens: readonly Token[], at: number): boolean {
  return tokens[at]!.type === TokenType.parenL && tokens[at - 1]?.type === TokenType.name;
}
