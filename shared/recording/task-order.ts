/** Nobody, among indexes. */
const NONE = -1;

/** Remembers who created whom, and gives every task with what it created right below it. */
export class TaskOrder {
  readonly #tasks: number[] = [];
  readonly #indexes = new Map<number, number>();
  // Children as linked lists, by index: kept while tasks come, so that there is no long wait at the end.
  readonly #firstChild: number[] = [];
  readonly #lastChild: number[] = [];
  readonly #sibling: number[] = [];
  #firstRoot = NONE;
  #lastRoot = NONE;

  /** @param creator one that was added before; anybody else makes the task a root */
  add(task: number, creator: number): void {
    const index = this.#tasks.length;
    const parent = this.#indexes.get(creator);
    this.#indexes.set(task, index);
    this.#tasks.push(task);
    this.#firstChild.push(NONE);
    this.#lastChild.push(NONE);
    this.#sibling.push(NONE);
    const before = parent === undefined ? this.#lastRoot : this.#lastChild[parent]!;
    if (before !== NONE) this.#sibling[before] = index;
    else if (parent === undefined) this.#firstRoot = index;
    else this.#firstChild[parent] = index;
    if (parent === undefined) this.#lastRoot = index;
    else this.#lastChild[parent] = index;
  }

  /** All tasks, parents before children, siblings in the order in which they were added. */
  *tasks(): Generator<number> {
    // What follows on the level of each ancestor.
    const path: number[] = [];
    for (let index = this.#firstRoot; index !== NONE;) {
      yield this.#tasks[index]!;
      const child = this.#firstChild[index]!;
      if (child !== NONE) path.push(this.#sibling[index]!);
      index = child === NONE ? this.#sibling[index]! : child;
      while (index === NONE && path.length > 0) index = path.pop()!;
    }
  }
}
