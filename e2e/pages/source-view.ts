import { expect } from "@playwright/test";
import type { Locator, Page } from "@playwright/test";

/** A source to be read, with the tasks that stand in its lines. */
export class SourceView {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The source above the tasks. */
  get region(): Locator {
    return this.#page.locator("[data-region=palette]").getByRole("region", { name: /^Source of/ });
  }

  /** The line of the task that is selected, or of the one that runs. */
  get active(): Locator {
    return this.region.locator("[aria-current=step]");
  }

  /** Selects a task by its name beside the line in which it stands. */
  async select(task: string): Promise<void> {
    await this.region.getByRole("button", { name: new RegExp(`^${task} stands in line`) }).click();
  }

  async expectActive(text: string): Promise<void> {
    await expect(this.active.locator("code")).toHaveText(text);
  }
}
