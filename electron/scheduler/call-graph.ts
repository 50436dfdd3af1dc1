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
  const awaited = awaitedTasks(tasks);
  const path = new Set<Task<unknown>>();
  const seen = new Set<Task<unknown>>();
  const nodeOf = (task: Task<unknown>): WaitNode => {
    if (path.has(task)) return { task, waitsFor: [], repeats: "circle" };
    if (seen.has(task)) return { task, waitsFor: [], repeats: "above" };
    path.add(task);
    seen.add(task);
    const waitsFor = (awaited.get(task) ?? []).map(nodeOf);
    path.delete(task);
    return { task, waitsFor, repeats: null };
  };
  const nodes = tasks.filter((task) => task.awaitedBy.size === 0).map(nodeOf);
  for (const task of tasks) if (!seen.has(task)) nodes.push(nodeOf(task));
  return nodes;
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
  const add = (node: WaitNode, prefix: string, childPrefix: string): void => {
    const note =
      node.repeats === null ? "" : ` (${node.repeats === "circle" ? "a circle" : "see above"})`;
    lines.push(`${prefix}${node.task.getName()}${note}`);
    const last = node.waitsFor.length - 1;
    node.waitsFor.forEach((child, index) => {
      const isLast = index === last;
      add(
        child,
        `${childPrefix}${isLast ? "└── " : "├── "}`,
        `${childPrefix}${isLast ? "    " : "│   "}`,
      );
    });
  };
  for (const node of captureCallGraph(loop)) add(node, "", "");
  return lines.join("\n");
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
