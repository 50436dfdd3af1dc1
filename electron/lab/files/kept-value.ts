import type { JsonFile } from "./json-file";

/** A value in memory that is written into its file with every change. The file is read when it is first needed. */
export class KeptValue<T> {
  readonly #file: JsonFile<T>;
  readonly #onProblem: (sentence: string) => void;
  #value: Promise<T> | null = null;

  /** @param onProblem hears of a file that could not be used, and was set aside */
  constructor(file: JsonFile<T>, onProblem: (sentence: string) => void) {
    this.#file = file;
    this.#onProblem = onProblem;
  }

  read(): Promise<T> {
    this.#value ??= this.#load();
    return this.#value;
  }

  /**
   * Changes are made one after the other, each to what the one before has left.
   * @throws the system's error; the change holds until the lab ends
   */
  async change(change: (now: T) => T): Promise<void> {
    const changed = this.read().then(change);
    this.#value = changed;
    await this.#file.save(await changed);
  }

  /** Resolves when everything that was to be written is, or has failed. */
  async close(): Promise<void> {
    await this.#value;
    await this.#file.saved();
  }

  async #load(): Promise<T> {
    const { value, problem } = await this.#file.load();
    if (problem !== null) this.#onProblem(problem);
    return value;
  }
}
