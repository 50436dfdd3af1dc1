import { parse } from "acorn";
import type { AnyNode, Program } from "acorn";
import { transform } from "sucrase";

/** What a mark is written with. */
export interface MarkOptions {
  /** The name of the object on whose property `place` a mark writes. The code has none that begins with it. */
  readonly standing: string;
  /** The place of a line, as an expression. */
  readonly place: (line: number) => string;
}

export interface MarkedCode {
  readonly code: string;
  /** The column that a place in `code` has without the marks. Lines and columns are counted from 1 on. */
  columnOf(line: number, column: number): number;
}

/** A text to be put in at an offset. */
interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** What creates tasks in the very step that calls it. */
const CREATORS = new Set([
  "asCompleted",
  "createTask",
  "ensureFuture",
  "gather",
  "run",
  "runUntilComplete",
  "shield",
]);

/** Takes the types out of a TypeScript module without moving a line. Throws sucrase's error for what it cannot read. */
export function withoutTypes(source: string): string {
  return transform(source, { transforms: ["typescript"], disableESTransforms: true }).code;
}

/**
 * Marks in a JavaScript module where it stands: before every `yield` of a generator function, and
 * before every call that creates tasks, in the line of that `yield` or call.
 *
 *     yield* sleep(1);                 yield* (standing.place=12,sleep(1));
 *     createTask(bake());              standing.place=13,createTask(bake());
 *
 * A generator function that ends puts back what stood there when it began: its caller stands where it
 * called. No line moves, and nothing that the module does changes. Where it cannot be read, as a
 * program with an error in it, it is given back as it is.
 */
export function markLines(code: string, options: MarkOptions): MarkedCode {
  let tree: Program;
  try {
    tree = parse(code, {
      ecmaVersion: "latest",
      sourceType: "module",
      allowAwaitOutsideFunction: true,
    });
  } catch {
    return { code, columnOf: (_line, column) => column };
  }
  const lineAt = linesOf(code);
  const insertions = insertionsFor(tree, lineAt, options).sort((one, other) => one.at - other.at);
  return {
    code: withInsertions(code, insertions),
    columnOf: columnsWithout(insertions, lineAt, code),
  };
}

function insertionsFor(
  tree: Program,
  lineAt: (offset: number) => number,
  options: MarkOptions,
): Insertion[] {
  const mark = (offset: number): string =>
    `${options.standing}.place=${options.place(lineAt(offset))},`;
  // Those before a node are found on the way down, those behind it on the way up: at the same offset
  // they stand in the order in which they are found.
  const found: Insertion[] = [];
  const around = (before: Insertion, node: AnyNode): Step => {
    found.push(before);
    return { leave: () => found.push({ at: node.end, text: ")" }) };
  };

  const enter = ({ node, parent, isInChain, isInCoroutine }: Visit): Step => {
    switch (node.type) {
      case "FunctionDeclaration":
      case "FunctionExpression": {
        const isCoroutine = node.generator && !node.async;
        if (!isCoroutine || node.body.body.length === 0) return { isInCoroutine: false };
        const { standing } = options;
        const keep = `const ${standing}From=${standing}.place;try{`;
        found.push({ at: node.body.start + 1, text: keep });
        const restore = {
          at: node.body.end - 1,
          text: `}finally{${standing}.place=${standing}From}`,
        };
        return { isInCoroutine: true, leave: () => found.push(restore) };
      }
      case "ArrowFunctionExpression":
        return { isInCoroutine: false };
      case "YieldExpression": {
        if (!isInCoroutine) return {};
        const text = `(${mark(node.start)}`;
        if (node.argument) return around({ at: node.argument.start, text }, node.argument);
        found.push({ at: node.start + "yield".length, text: ` ${text}undefined)` });
        return {};
      }
      case "ChainExpression":
        // A call within it may not happen at all.
        return { isInChain: true };
      case "CallExpression": {
        if (isInChain || !CREATORS.has(calledName(node.callee))) return {};
        const text = mark(node.start);
        const beginsStatement =
          parent?.type === "ExpressionStatement" && parent.start === node.start;
        if (!beginsStatement) return around({ at: node.start, text: `(${text}` }, node);
        // In parentheses it would be taken for the arguments of what may stand above it.
        found.push({ at: node.start, text });
        return {};
      }
      default:
        return {};
    }
  };

  walk(tree, enter);
  return found;
}

interface Visit {
  readonly node: AnyNode;
  /** Who holds it, or, for what a statement begins with, that statement. */
  readonly parent: AnyNode | null;
  readonly isInChain: boolean;
  readonly isInCoroutine: boolean;
}

/** What holds for the nodes below, and what is to be done after them. */
interface Step {
  readonly isInChain?: boolean;
  readonly isInCoroutine?: boolean;
  readonly leave?: () => void;
}

/** Visits all nodes, with a stack of its own: a program may be nested deeply. */
function walk(tree: Program, enter: (visit: Visit) => Step): void {
  const open: (Visit | (() => void))[] = [
    { node: tree, parent: null, isInChain: false, isInCoroutine: false },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === "function") {
      next();
      continue;
    }
    const { node, parent } = next;
    const { isInChain = next.isInChain, isInCoroutine = next.isInCoroutine, leave } = enter(next);
    if (leave !== undefined) open.push(leave);
    const children = childrenOf(node);
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index]!;
      const statement =
        parent?.type === "ExpressionStatement" && parent.start === child.start ? parent : node;
      open.push({ node: child, parent: statement, isInChain, isInCoroutine });
    }
  }
}

function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node)
    .flat()
    .filter((value): value is AnyNode => typeof value?.type === "string")
    .sort((one, other) => one.start - other.start);
}

/** `gather` of `gather(…)`, `createTask` of `group.createTask(…)`. */
function calledName(callee: AnyNode): string {
  if (callee.type === "Identifier") return callee.name;
  if (callee.type !== "MemberExpression" || callee.computed) return "";
  return callee.property.type === "Identifier" ? callee.property.name : "";
}

/** The line of an offset, from 1 on. */
function linesOf(code: string): (offset: number) => number {
  const starts = [0];
  for (let at = code.indexOf("\n"); at >= 0; at = code.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

/** @param insertions by their offsets */
function withInsertions(code: string, insertions: readonly Insertion[]): string {
  let result = "";
  let end = 0;
  for (const { at, text } of insertions) {
    result += code.slice(end, at) + text;
    end = at;
  }
  return result + code.slice(end);
}

function columnsWithout(
  insertions: readonly Insertion[],
  lineAt: (offset: number) => number,
  code: string,
): MarkedCode["columnOf"] {
  return (line, column) => {
    let left = column;
    for (const { at, text } of insertions) {
      if (lineAt(at) !== line) continue;
      const before = at - code.lastIndexOf("\n", at - 1);
      // What stands behind a mark is at its end, or after it.
      if (left < before + text.length) break;
      left -= text.length;
    }
    return left;
  };
}
