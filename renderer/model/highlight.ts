/** A piece of source and what it is; plain text has the kind "plain". */
export interface Token {
  readonly kind: "plain" | "keyword" | "string" | "number" | "comment" | "call";
  readonly text: string;
}

/** How a language is looked at, roughly: as parts of regular expressions. */
interface Looks {
  readonly keywords: string;
  readonly comment: string;
  readonly string: string;
}

const TYPESCRIPT: Looks = {
  keywords:
    "as|async|await|break|case|catch|class|const|continue|default|do|else|export|extends|false|finally|for|from|function|if|import|in|instanceof|interface|let|new|null|of|return|super|switch|this|throw|true|try|type|typeof|undefined|void|while|yield",
  comment: String.raw`\/\/[^\n]*|\/\*[\s\S]*?\*\/`,
  string: String.raw`"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|${"`"}(?:\\.|[^${"`"}\\])*${"`"}`,
};

const PYTHON: Looks = {
  keywords:
    "and|as|assert|async|await|break|class|continue|def|del|elif|else|except|False|finally|for|from|global|if|import|in|is|lambda|None|nonlocal|not|or|pass|raise|return|True|try|while|with|yield",
  comment: String.raw`#[^\n]*`,
  string: String.raw`(?:\b[fFrRbBuU]{1,2})?(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')`,
};

const PATTERNS = { typescript: patternOf(TYPESCRIPT), python: patternOf(PYTHON) };

/** Splits a source into pieces for colouring. Rough, and right for the short programs of the lab. */
export function highlight(source: string, language: keyof typeof PATTERNS = "typescript"): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of source.matchAll(PATTERNS[language])) {
    if (match.index > end) tokens.push({ kind: "plain", text: source.slice(end, match.index) });
    const [kind] = Object.entries(match.groups!).find(([, text]) => text !== undefined)!;
    tokens.push({ kind: kind as Token["kind"], text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < source.length) tokens.push({ kind: "plain", text: source.slice(end) });
  return tokens;
}

/** The pieces line by line: one that goes over several lines is a piece of each. */
export function highlightLines(source: string, language?: keyof typeof PATTERNS): Token[][] {
  const lines: Token[][] = [[]];
  for (const { kind, text } of highlight(source, language)) {
    for (const [index, part] of text.split("\n").entries()) {
      if (index > 0) lines.push([]);
      if (part !== "") lines.at(-1)!.push({ kind, text: part });
    }
  }
  return lines;
}

function patternOf({ keywords, comment, string }: Looks): RegExp {
  return new RegExp(
    [
      `(?<comment>${comment})`,
      `(?<string>${string})`,
      String.raw`(?<keyword>\b(?:${keywords})\b)`,
      String.raw`(?<number>\b\d[\d_]*(?:\.\d+)?\b)`,
      String.raw`(?<call>\b[A-Za-z_$][\w$]*(?=\())`,
    ].join("|"),
    "g",
  );
}
