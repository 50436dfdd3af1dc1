import type { EventLoop } from "./event-loop";
import { requireRunningLoop } from "./running";
import type { Task } from "./task";

/** A task, and those whose ends it waits for. */
export interface WaitNode {
  readonly task: Task<unknown>;
  /** In the order of their creation. Empty where the task is named a second time. */
  readonly waitsFor: readonly WaitNode[];
  /** Set where the task is named a second time: below itself, or elsewhere in the graph. */
  readonly repeats: "circle" | "above" | null;
}

/**
 * Who waits for whom, among the unfinished tasks: directly, or through `gather`, `wait`, `shield` or
 * a task group. Begins with the tasks that nobody waits for; a circle that is reached from none of
 * them, with its oldest task.
 * @param loop the running one if nothing is given
 *
 * @example
 * function* main() {
 *   const inner = createTask(sleep(1), { name: "inner" });
 *   const outer = createTask(waitFor(inner, 5), { name: "outer" });
 *   yield* sleep(0);
 *   const [, root] = captureCallGraph();
 *   print(root?.task === outer, root?.waitsFor[0]?.task === inner); // true true
 *   yield* outer;
 * }
 * await run(main(), { clock: virtualClock() });
 */
export function captureCallGraph(loop: EventLoop = requireRunningLoop()): WaitNode[] {
  const tasks = loop._tasks.toArray();
  const walk = new GraphWalk(awaitedTasks(tasks));
  const nodes = tasks.filter((task) => task.awaitedBy.size === 0).map((task) => walk.from(task));
  for (const task of tasks) if (!walk.hasSeen(task)) nodes.push(walk.from(task));
  return nodes;
}

/** Makes the nodes below a task. It keeps its own path: a chain may be longer than the native stack. */
class GraphWalk {
  private readonly awaited: ReadonlyMap<Task<unknown>, readonly Task<unknown>[]>;
  private readonly seen = new Set<Task<unknown>>();

  constructor(awaited: ReadonlyMap<Task<unknown>, readonly Task<unknown>[]>) {
    this.awaited = awaited;
  }

  hasSeen(task: Task<unknown>): boolean {
    return this.seen.has(task);
  }

  from(task: Task<unknown>): WaitNode {
    const onPath = new Set([task]);
    const root = this.visit(task);
    const path = [root];
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const next = visit.left.next();
      if (next.done === true) {
        onPath.delete(visit.node.task);
        path.pop();
      } else if (this.seen.has(next.value)) {
        const repeats = onPath.has(next.value) ? "circle" : "above";
        visit.waitsFor.push({ task: next.value, waitsFor: [], repeats });
      } else {
        const child = this.visit(next.value);
        visit.waitsFor.push(child.node);
        onPath.add(next.value);
        path.push(child);
      }
    }
    return root.node;
  }

  private visit(task: Task<unknown>): Visit {
    this.seen.add(task);
    const waitsFor: WaitNode[] = [];
    const left = (this.awaited.get(task) ?? []).values();
    return { node: { task, waitsFor, repeats: null }, waitsFor, left };
  }
}

/** A task on the path: its node, what that has so far, and what is still to come below it. */
interface Visit {
  readonly node: WaitNode;
  readonly waitsFor: WaitNode[];
  readonly left: Iterator<Task<unknown>>;
}

/**
 * The call graph as a tree in text, one task a line.
 * @param loop the running one if nothing is given
 *
 * @example
 * function* main() {
 *   const inner = createTask(sleep(1), { name: "inner" });
 *   const outer = createTask(waitFor(inner, 5), { name: "outer" });
 *   yield* sleep(0);
 *   print(formatCallGraph());
 *   // Task-1
 *   // outer
 *   // └── inner
 *   yield* outer;
 * }
 * await run(main(), { clock: virtualClock() });
 */
export function formatCallGraph(loop: EventLoop = requireRunningLoop()): string {
  const lines: string[] = [];
  const left = captureCallGraph(loop).map((node) => ({ node, prefix: "", childPrefix: "" }));
  left.reverse();
  for (let line = left.pop(); line !== undefined; line = left.pop()) {
    const { node, prefix, childPrefix } = line;
    lines.push(`${prefix}${node.task.getName()}${noteOf(node)}`);
    // The last one first: what was pushed last comes out next.
    for (let index = node.waitsFor.length - 1; index >= 0; index--) {
      const isLast = index === node.waitsFor.length - 1;
      left.push({
        node: node.waitsFor[index] as WaitNode,
        prefix: `${childPrefix}${isLast ? "└── " : "├── "}`,
        childPrefix: `${childPrefix}${isLast ? "    " : "│   "}`,
      });
    }
  }
  return lines.join("\n");
}

function noteOf({ repeats }: WaitNode): string {
  if (repeats === null) return "";
  return repeats === "circle" ? " (a circle)" : " (see above)";
}

/** For each of `tasks` those among them whose ends it waits for. */
export function awaitedTasks(
  tasks: readonly Task<unknown>[],
): ReadonlyMap<Task<unknown>, readonly Task<unknown>[]> {
  const awaited = new Map<Task<unknown>, Task<unknown>[]>(tasks.map((task) => [task, []]));
  for (const task of tasks) {
    for (const awaiter of task.awaitedBy) awaited.get(awaiter)?.push(task);
  }
  return awaited;
}
