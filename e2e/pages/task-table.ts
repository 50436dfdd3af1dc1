import type { Locator, Page } from "@playwright/test";

/** The columns of a row, after its name. */
const COLUMN = {
  state: 0,
  done: 1,
  cancelled: 2,
  ran: 3,
  ready: 4,
  waited: 5,
  outcome: 6,
} as const;

/** One task's row. */
export class TaskRow {
  readonly locator: Locator;

  constructor(locator: Locator) {
    this.locator = locator;
  }

  get name() {
    return this.locator.getByRole("rowheader");
  }

  get state() {
    return this.#cell("state");
  }

  /** What `done()` says. */
  get done() {
    return this.#cell("done");
  }

  /** What `cancelled()` says. */
  get cancelled() {
    return this.#cell("cancelled");
  }

  /** The sign that says how many warnings are about the task. */
  get warnings() {
    return this.locator.getByRole("img", { name: /warning/ });
  }

  get outcome() {
    return this.#cell("outcome");
  }

  get awaitButton() {
    return this.locator.getByRole("button", { name: /^Await / });
  }

  async await(): Promise<void> {
    await this.awaitButton.click();
  }

  get cancelButton() {
    return this.locator.getByRole("button", { name: /^Cancel / });
  }

  async cancel(): Promise<void> {
    await this.cancelButton.click();
  }

  async select(): Promise<void> {
    await this.name.click();
  }

  #cell(column: keyof typeof COLUMN) {
    return this.locator.getByRole("gridcell").nth(COLUMN[column]);
  }
}

/** The list of tasks. */
export class TaskTable {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get locator() {
    return this.#page.getByRole("treegrid", { name: "Tasks" });
  }

  row(name: string): TaskRow {
    // A task that created others has a button to collapse them beside its name.
    const header = this.#page
      .getByRole("rowheader")
      .filter({ has: this.#page.getByText(name, { exact: true }) });
    return new TaskRow(this.locator.getByRole("row").filter({ has: header }));
  }

  /** Rows there are, those out of sight included. */
  async count(): Promise<number> {
    // One of them is the header.
    return Number(await this.locator.getAttribute("aria-rowcount")) - 1;
  }

  async cancelAll(): Promise<void> {
    await this.#page.getByRole("button", { name: "Cancel all" }).click();
  }

  /** The button of a group of states, with its count. */
  group(title: string) {
    return this.#page
      .getByRole("group", { name: "Show tasks by state" })
      .getByRole("button", { name: new RegExp(`^${title}`) });
  }
}
