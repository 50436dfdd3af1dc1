import ts from "typescript";

export interface Example {
  /** The exported name that it explains. */
  readonly name: string;
  readonly code: string;
  /** What its comments say that it prints. */
  readonly expected: readonly string[];
}

/** The examples in the doc comments of a source file's exported declarations. */
export function examplesIn(fileName: string, source: string): Example[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  const examples: Example[] = [];
  for (const statement of file.statements) {
    const names = exportedNames(statement);
    for (const doc of ts.getJSDocCommentsAndTags(statement)) {
      const text = doc.getText();
      if (names.length === 0 || !text.includes("@example")) continue;
      const code = (text.split("@example")[1] ?? "")
        .split("\n")
        .map((line) => line.replace(/^\s*\*\/?\s?/, "").replace(/\s*\*\/$/, ""))
        .join("\n")
        .trim();
      for (const name of names) examples.push({ name, code, expected: expectedOutput(code) });
    }
  }
  return examples;
}

/** Runs an example with `print` and `scope` in reach, and gives what it printed, line by line. */
export async function runExample(
  code: string,
  scope: Readonly<Record<string, unknown>>,
  format: (...values: unknown[]) => string,
): Promise<string[]> {
  const printed: string[] = [];
  const print = (...values: unknown[]) => printed.push(...format(...values).split("\n"));
  const { outputText } = ts.transpileModule(`async function example() {\n${code}\n}`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  const names = [...Object.keys(scope), "print"];

  const make = new Function(...names, `${outputText}\nreturn example;`) as (
    ...values: unknown[]
  ) => () => Promise<void>;
  await make(...Object.values(scope), print)();
  return printed;
}

function exportedNames(statement: ts.Statement): string[] {
  const isExported =
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
  if (!isExported) return [];
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
  return isNamed && statement.name !== undefined ? [statement.name.text] : [];
}

/** A comment behind a line with `print`, several outputs apart by ", then: ", and whole lines of comment right below it. */
function expectedOutput(code: string): string[] {
  const expected: string[] = [];
  let follows = false;
  for (const line of code.split("\n")) {
    const behind = /\bprint\b.*;\s*(?:\/\/ (.*))?$/.exec(line);
    const whole = /^\s*\/\/ (.*)$/.exec(line);
    if (behind !== null) {
      if (behind[1] !== undefined) expected.push(...behind[1].split(", then: "));
      follows = true;
    } else if (whole !== null && follows) {
      expected.push(whole[1] ?? "");
    } else {
      follows = false;
    }
  }
  return expected;
}
