import { EventKind } from "../../shared/events";
import type { EventLog } from "./event-log";
import { fileOf, lineOf, standing } from "./source-line";

const MIN_REMEMBERED = 1_024;
/** Tasks whose line is remembered. One that is forgotten has its line written once more than needed. A power of two. */
const MAX_REMEMBERED = 65_536;

/**
 * Writes down where tasks stand in their source when a step of theirs is over, and where they were
 * created. Only tasks whose code is marked cost more than a comparison.
 */
export class LineWatch {
  readonly #log: EventLog;
  /** The last place of each task, and whose it is, by the last bits of its number. */
  #places = new Int32Array(MIN_REMEMBERED);
  #tasks = new Uint32Array(MIN_REMEMBERED);
  /** Whether any code that is marked has run. */
  #isUsed = false;
  /** The task whose last step left the code that is marked, 0 for none. */
  #left = 0;

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** Whether the code that runs is marked, or any that ran before it was. */
  get hasMarks(): boolean {
    return this.#isUsed || standing.place !== 0;
  }

  /** `task` is created by the code that runs now. */
  created(task: number, time: number): void {
    const { place } = standing;
    if (place === 0) return;
    this.#log.append(EventKind.TASK_SITE, time, task, 0, lineOf(place), fileOf(place));
  }

  /** A step of `task` begins where the one before ended. */
  stepStarted(task: number): void {
    standing.place = this.#isUsed ? this.placeOf(task) : 0;
  }

  /** A step of `task` is over. */
  stepEnded(task: number, time: number): void {
    const { place } = standing;
    standing.place = 0;
    this.#left = 0;
    const before = this.placeOf(task);
    if (place === before) return;
    // At its end a coroutine puts back what stood there when it began: most likely the task is over.
    if (place === 0) {
      this.#left = task;
      return;
    }
    this.#remember(task, place);
    this.#log.append(EventKind.TASK_LINE, time, task, 0, lineOf(place), fileOf(place));
  }

  /** `task` goes on later. */
  suspended(task: number, time: number): void {
    if (this.#left !== task) return;
    this.#left = 0;
    this.#remember(task, 0);
    this.#log.append(EventKind.TASK_LINE, time, task, 0, 0, "");
  }

  /** The lines between which a step of `task` took place that is about to end, each 0 where it is not known. */
  linesOfStep(task: number): { from: number; to: number } {
    return { from: lineOf(this.placeOf(task)), to: lineOf(standing.place) };
  }

  /** Where `task` stood at the end of its last step; 0 if that is not known. */
  placeOf(task: number): number {
    const index = task & (this.#tasks.length - 1);
    return this.#tasks[index] === task ? this.#places[index]! : 0;
  }

  #remember(task: number, place: number): void {
    this.#isUsed = true;
    if (task >= this.#tasks.length && this.#tasks.length < MAX_REMEMBERED) this.#grow(task);
    const index = task & (this.#tasks.length - 1);
    this.#tasks[index] = task;
    this.#places[index] = place;
  }

  #grow(task: number): void {
    let length = this.#tasks.length;
    while (length <= task && length < MAX_REMEMBERED) length *= 2;
    const places = new Int32Array(length);
    const tasks = new Uint32Array(length);
    for (const [index, known] of this.#tasks.entries()) {
      if (known === 0) continue;
      tasks[known & (length - 1)] = known;
      places[known & (length - 1)] = this.#places[index]!;
    }
    this.#tasks = tasks;
    this.#places = places;
  }
}
