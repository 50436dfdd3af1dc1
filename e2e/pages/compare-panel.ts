import type { Page } from "@playwright/test";

/** Two runs beside each other. */
export class ComparePanel {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get panel() {
    return this.#page.getByRole("region", { name: "Compare", exact: true });
  }

  /** By how much one of the two was faster. */
  get difference() {
    return this.panel.getByRole("status", { name: "Difference" });
  }

  /** Both runs on their axis. */
  get stage() {
    return this.panel.getByRole("application", { name: /^Two runs on one axis/ });
  }

  get spoken() {
    return this.panel.locator('[aria-live="polite"]');
  }

  /** The parts of a critical path, in order. */
  legs(side: "A" | "B") {
    return this.panel
      .getByRole("region", { name: `Critical path of ${side}` })
      .getByRole("listitem");
  }

  get tasks() {
    return this.panel.getByRole("region", { name: "Tasks of both" }).getByRole("row");
  }

  async open(): Promise<void> {
    await this.#page.getByRole("banner").getByRole("button", { name: "Compare" }).click();
  }

  choice(side: "A" | "B") {
    return this.panel.getByLabel(`Run ${side}`);
  }

  async swap(): Promise<void> {
    await this.panel.getByRole("button", { name: "Swap A and B" }).click();
  }

  async showTasks(): Promise<void> {
    await this.panel.getByRole("tab", { name: "Tasks" }).click();
  }

  async close(): Promise<void> {
    await this.panel.getByRole("button", { name: "Close" }).click();
  }
}
