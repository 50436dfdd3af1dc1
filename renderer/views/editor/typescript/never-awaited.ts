import ts from "typescript";
import type { Problem } from "../problem";

/**
 * Calls that make a coroutine and drop it: nothing of it will ever run. To the compiler they are
 * sentences like any other.
 */
export function neverAwaited(checker: ts.TypeChecker, source: ts.SourceFile): Problem[] {
  const problems: Problem[] = [];
  const look = (node: ts.Node): void => {
    ts.forEachChild(node, look);
    const dropped = droppedCall(node);
    if (dropped === null || !isCoroutine(checker, dropped.call)) return;
    const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
    const end = source.getLineAndCharacterOfPosition(dropped.call.getEnd());
    problems.push({
      severity: "warning",
      line: line + 1,
      column: character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
      message: `${dropped.what}: write \`yield* ${dropped.call.getText(source)}\` to await it, or give it to createTask.`,
    });
  };
  look(source);
  return problems;
}

interface DroppedCall {
  readonly call: ts.CallExpression;
  readonly what: string;
}

/** `f();`, and `yield f();`, which hands the coroutine itself to the loop. */
function droppedCall(node: ts.Node): DroppedCall | null {
  if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
    return { call: node.expression, what: "This coroutine is never awaited" };
  }
  if (ts.isYieldExpression(node) && node.asteriskToken === undefined) {
    const { expression } = node;
    if (expression !== undefined && ts.isCallExpression(expression)) {
      return { call: expression, what: "A star is missing" };
    }
  }
  return null;
}

/** Whether a call gives a generator; a task and a future can be iterated over as well, and run by themselves. */
function isCoroutine(checker: ts.TypeChecker, call: ts.CallExpression): boolean {
  const type = checker.getTypeAtLocation(call);
  if (type.flags & ts.TypeFlags.Any) return false;
  return ["next", "throw", "return"].every((name) => type.getProperty(name) !== undefined);
}
