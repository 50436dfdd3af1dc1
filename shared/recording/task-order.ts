/** Remembers who created whom, and gives every task with what it created right below it. */
export class TaskOrder {
  readonly #tasks: number[] = [];
  readonly #creators: number[] = [];

  add(task: number, creator: number): void {
    this.#tasks.push(task);
    this.#creators.push(creator);
  }

  /** All tasks, parents before children, siblings in the order in which they were added. */
  *tasks(): Generator<number> {
    const indexes = new Map(this.#tasks.map((task, index) => [task, index]));
    const count = this.#tasks.length;
    // Children as linked lists, built backwards: each comes before those that are in it already.
    const firstChild = new Int32Array(count).fill(-1);
    const sibling = new Int32Array(count).fill(-1);
    let firstRoot = -1;
    for (let index = count - 1; index >= 0; index -= 1) {
      const creator = indexes.get(this.#creators[index]!);
      // One that comes later cannot have created it: that would be a circle.
      if (creator === undefined || creator >= index) {
        sibling[index] = firstRoot;
        firstRoot = index;
      } else {
        sibling[index] = firstChild[creator]!;
        firstChild[creator] = index;
      }
    }
    const path: number[] = [];
    for (let index = firstRoot; index >= 0;) {
      yield this.#tasks[index]!;
      if (firstChild[index]! >= 0) {
        path.push(sibling[index]!);
        index = firstChild[index]!;
        continue;
      }
      index = sibling[index]!;
      while (index < 0 && path.length > 0) index = path.pop()!;
    }
  }
}
