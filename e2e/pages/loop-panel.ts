import type { Page } from "@playwright/test";

/** What the loop has before it. */
export class LoopPanel {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get #panel() {
    return this.#page.getByRole("region", { name: "Loop" });
  }

  async open(): Promise<void> {
    await this.#page.getByRole("tab", { name: "Loop" }).click();
  }

  /** What it does now. */
  get state() {
    return this.#panel.getByTestId("loop-state");
  }

  /** The entries of the ready queue, in order. */
  get ready() {
    return this.#panel.getByRole("list", { name: /Ready queue/ }).getByRole("listitem");
  }

  /** The timers, the first due first. */
  get timers() {
    return this.#panel.getByRole("list", { name: /Timers/ }).getByRole("listitem");
  }
}
