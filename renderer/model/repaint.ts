/** How long a page that is not drawn may go without taking in events, in milliseconds: its frames stop, its memory must not grow. */
const HIDDEN_INTERVAL_MS = 250;

/**
 * Calls `work` once before the next time the page is drawn, however often it was asked for.
 *
 * A hidden or covered window is not drawn at all, so that a timer stands in.
 */
export class Repaint {
  readonly #work: () => void;
  #frame = 0;
  #timer = 0;
  #due = false;

  constructor(work: () => void) {
    this.#work = work;
  }

  request(): void {
    if (this.#due) return;
    this.#due = true;
    this.#frame = requestAnimationFrame(this.#run);
    this.#timer = window.setTimeout(this.#run, HIDDEN_INTERVAL_MS);
  }

  cancel(): void {
    this.#due = false;
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
  }

  readonly #run = (): void => {
    this.cancel();
    this.#work();
  };
}
