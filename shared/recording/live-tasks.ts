import type { EventBatch } from "../batch";
import { NO_SLOT, TaskTable } from "../reduce";
import { isDone } from "../task-state";
import type { TaskState } from "../task-state";

/** Tasks that are over and still held, at least: letting go looks at all slots, so it is done for many at once. */
const MIN_DONE_HELD = 4_096;

/** The tasks of a run that is gone through once: those that are over are let go, so that memory follows the tasks alive. */
export class LiveTasks {
  readonly table = new TaskTable();

  /** Takes in row `index` of `batch`. What the table says of a task that ends here holds until the next row. */
  apply(batch: EventBatch, index: number): void {
    const { table } = this;
    const done = this.#done;
    if (done > MIN_DONE_HELD && done > table.size / 2) table.evictFinished(Infinity);
    table.apply(batch, index);
  }

  /** The slot of a task that is not over; `NO_SLOT` for one that is, or was never created. */
  slotOf(task: number): number {
    const slot = this.table.slotOf(task);
    if (slot === NO_SLOT) return NO_SLOT;
    return isDone(this.table.state[slot] as TaskState) ? NO_SLOT : slot;
  }

  /** The slots of all tasks that the table holds, in the order in which they are created. */
  *slots(): Generator<number> {
    const { table } = this;
    const slots: number[] = [];
    for (let slot = 0; slot < table.slots; slot += 1) if (table.id[slot] !== 0) slots.push(slot);
    yield* slots.sort((one, other) => table.id[one]! - table.id[other]!);
  }

  get #done(): number {
    const [, , , , finished, failed, cancelled] = this.table.countByState;
    return finished! + failed! + cancelled!;
  }
}
