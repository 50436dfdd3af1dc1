import type { Divergence } from "./compare";
import { numbered } from "./program";
import type { AsyncOperation, Program } from "./program";

/**
 * Makes a diverging program smaller while it still diverges: takes statements out, and puts blocks
 * in the place of the statement around them. fast-check shrinks a value along the way in which it
 * was made, so it cannot do the second.
 */
export async function reduce(
  found: Divergence,
  differs: (program: Program) => Promise<Divergence | null>,
): Promise<Divergence> {
  let smallest = found;
  for (let progress = true; progress;) {
    progress = false;
    for (const candidate of smaller(smallest.program)) {
      if (!isValid(candidate)) continue;
      const divergence = await differs(candidate);
      if (divergence !== null) {
        smallest = divergence;
        progress = true;
        break;
      }
    }
  }
  return smallest;
}

const SUSPENDING: ReadonlySet<unknown> = new Set<AsyncOperation["op"]>([
  "await",
  "return",
  "repeat",
  "try",
  "timeout",
  "taskGroup",
  "with",
  "asCompleted",
]);

/** Whether callbacks consist of statements that never suspend. */
function isValid(program: Program): boolean {
  return statementLists(program.main as unknown as Node[]).every(({ list }) =>
    list.every(
      ({ op, body }) =>
        !(op === "onDone" || op === "callSoon" || op === "callLater") ||
        (body as Node[]).every((inner) => !SUSPENDING.has(inner.op)),
    ),
  );
}

interface Node {
  op?: unknown;
  [key: string]: unknown;
}

/** Every program that is one step smaller, the largest steps first. */
function* smaller(program: Program): Generator<Program> {
  const blocks = statementLists(program.main as unknown as Node[]);
  for (const path of blocks) {
    const { length } = path.list;
    for (let index = 0; index < length; index++) yield replaced(program, path.keys, index, []);
  }
  for (const path of blocks) {
    for (const [index, statement] of path.list.entries()) {
      for (const inner of innerLists(statement)) {
        yield replaced(program, path.keys, index, inner);
      }
    }
  }
}

interface Located {
  readonly keys: readonly (string | number)[];
  readonly list: readonly Node[];
}

function statementLists(main: Node[]): Located[] {
  const found: Located[] = [];
  const visit = (value: unknown, keys: readonly (string | number)[]): void => {
    if (typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      if (value.some(isStatement)) found.push({ keys, list: value as Node[] });
      for (const [index, item] of value.entries()) visit(item, [...keys, index]);
      return;
    }
    for (const [key, member] of Object.entries(value)) visit(member, [...keys, key]);
  };
  visit(main, []);
  return found;
}

function isStatement(value: unknown): boolean {
  return typeof value === "object" && value !== null && "op" in value;
}

/** The blocks right inside of a statement, not those of the statements in them. */
function innerLists(statement: Node): Node[][] {
  const found: Node[][] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (Array.isArray(value) && value.some(isStatement)) {
      found.push(value as Node[]);
      return;
    }
    for (const member of Object.values(value)) visit(member);
  };
  for (const member of Object.values(statement)) visit(member);
  return found;
}

function replaced(
  program: Program,
  keys: readonly (string | number)[],
  index: number,
  by: readonly Node[],
): Program {
  const main = structuredClone(program.main) as unknown as Node;
  let list: Node = main;
  for (const key of keys) list = list[key] as Node;
  (list as unknown as Node[]).splice(index, 1, ...structuredClone(by as Node[]));
  return numbered({ main: main as unknown as Program["main"] });
}
