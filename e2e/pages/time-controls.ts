import type { Page } from "@playwright/test";

/** Pause, step and the dial of the clock, and what is said about them. */
export class TimeControls {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get #bar() {
    return this.#page.getByRole("toolbar", { name: "Transport" });
  }

  get pauseButton() {
    return this.#bar.getByRole("button", { name: "Pause" });
  }

  get resumeButton() {
    return this.#bar.getByRole("button", { name: "Resume" });
  }

  get stepButton() {
    return this.#bar.getByRole("button", { name: "Step" });
  }

  /** What the status bar says of the session's time. */
  get words() {
    return this.#page.getByRole("status", { name: "Time" });
  }

  mark(dial: string) {
    return this.#bar.getByRole("radio", { name: dial, exact: true });
  }

  async setDial(dial: string): Promise<void> {
    await this.#bar.getByText(dial, { exact: true }).click();
  }
}
