import type { Task } from "./task";

/** The unfinished tasks of a loop, in the order of their creation: a list that the tasks themselves link. */
export class TaskList {
  private first: Task<unknown> | null = null;
  private last: Task<unknown> | null = null;

  add(task: Task<unknown>): void {
    const { last } = this;
    task._previous = last;
    if (last === null) this.first = task;
    else last._next = task;
    this.last = task;
  }

  remove(task: Task<unknown>): void {
    const { _previous: previous, _next: next } = task;
    if (previous === null) this.first = next;
    else previous._next = next;
    if (next === null) this.last = previous;
    else next._previous = previous;
    task._previous = null;
    task._next = null;
  }

  toArray(): Task<unknown>[] {
    const tasks: Task<unknown>[] = [];
    for (let task = this.first; task !== null; task = task._next) tasks.push(task);
    return tasks;
  }
}
