import type { Page } from "@playwright/test";

/** What was likely not meant, each with what to do. */
export class WarningsPanel {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get tab() {
    return this.#page.getByRole("tab", { name: /^Warnings/ });
  }

  get panel() {
    return this.#page.getByRole("region", { name: "Warnings" });
  }

  get entries() {
    return this.panel.getByRole("listitem");
  }

  async open(): Promise<void> {
    await this.tab.click();
  }
}
