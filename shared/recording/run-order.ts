import { RECORDING_LIMITS } from "./recording";

/**
 * What readers of a run rely on: times are bounded and never go back; tasks are numbered as they are
 * created, so that no two have the same number; none is created by a later one, so that creators form
 * a tree. Each check gives null, or what is wrong as the rest of a sentence.
 */
export class RunOrder {
  #lastTime = 0;
  #lastCreated = 0;

  /** The time of the last event, in seconds. */
  get lastTime(): number {
    return this.#lastTime;
  }

  /** An event happens. @param time in seconds */
  happens(time: number): string | null {
    if (time < this.#lastTime) {
      return `its time, ${time} s, is before that of the event above, ${this.#lastTime} s.`;
    }
    this.#lastTime = time;
    return null;
  }

  /** A task is created, or stands in the snapshot. */
  creates(task: number, creator: number): string | null {
    if (task <= this.#lastCreated) {
      const last = `task ${this.#lastCreated} was created before it`;
      return `it creates task ${task}, but ${last}, and numbers only go up.`;
    }
    if (creator >= task) {
      return `task ${task} cannot be created by task ${creator}, which comes later.`;
    }
    this.#lastCreated = task;
    return null;
  }
}

/** Whether `seconds` is a time that a recording can hold. */
export const isRecordable = (seconds: number): boolean =>
  seconds >= 0 && seconds <= RECORDING_LIMITS.seconds;
