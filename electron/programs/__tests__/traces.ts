import { Advice, Channel } from "../../../shared/events";
import type { TaskEvent } from "../../../shared/events";

const MAIN = 1;

/**
 * Requests are answered in real time, in an order that nobody promises: each task's own events are
 * compared, and of `main`, which waits for a task only if that is not over yet, those that are certain.
 */
const UNCERTAIN = new Set<TaskEvent["kind"]>([
  "task-waiting",
  "task-ready",
  "step-started",
  "task-line",
]);

/** The events of a program, without what only the two languages' spelling makes different. */
export function comparable(events: readonly TaskEvent[], hasRequests: boolean): unknown {
  const rankOf = linesInOrder(hasRequests ? [] : events);
  const told = events
    .filter((event) => event.kind !== "printed" || event.task !== 0)
    .map((event) => spelled(event, rankOf));
  if (!hasRequests) return told;
  const tasks = new Set(told.map(taskOf));
  return [...tasks].map((task) =>
    told
      .filter((event) => taskOf(event) === task && (task !== MAIN || !UNCERTAIN.has(event.kind)))
      .map((event) => ({ ...event, request: 0 })),
  );
}

/** Lines have other numbers in the other language, and the same order: which it is of those at which a task ever stands. */
function linesInOrder(events: readonly TaskEvent[]): (line: number) => number {
  const lines = events.flatMap((event) => ("line" in event ? [event.line] : []));
  const inOrder = [...new Set(lines)].sort((one, other) => one - other);
  return (line) => inOrder.indexOf(line) + 1;
}

/** What a lock or a queue tells of itself is no task's. */
const taskOf = (event: TaskEvent): number => ("task" in event ? event.task : 0);

function spelled(event: TaskEvent, rankOf: (line: number) => number): TaskEvent {
  const told = { ...event, seq: 0 };
  if (told.kind === "task-coroutine") {
    told.coroutine = told.coroutine.replaceAll("_", "").toLowerCase();
  } else if (told.kind === "task-done") {
    told.text = told.text
      .replace(/^undefined$|^None$/, "nothing")
      .replace(/^(?:True|False)$/, (text) => text.toLowerCase())
      .replaceAll("'", '"')
      .replace(/^\w+Error/, "Error");
  } else if (told.kind === "printed" && told.channel === Channel.WARNING) {
    // What it advises is the same, in the words of its language.
    told.text = "";
  } else if (told.kind === "printed" && told.advice === Advice.UNSEEN_ERROR) {
    told.text = told.text.replace(/\b\w+Error/, "Error").replace(/[\w-]+\.(?:ts|py):\d+/, "a line");
  } else if (told.kind === "task-line" || told.kind === "task-site") {
    told.line = rankOf(told.line);
    told.file = "";
  }
  return told;
}
