import type { Page } from "@playwright/test";

/** A span of a session's time, in seconds. */
export interface Span {
  start: number;
  end: number;
}

export const overlap = (one: Span, other: Span): boolean =>
  one.start < other.end && other.start < one.end;

/** All that is known of the selected task. */
export class InspectorPanel {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get panel() {
    return this.#page.getByRole("complementary", { name: "Inspector" });
  }

  get name() {
    return this.panel.getByRole("heading", { level: 3 });
  }

  get outcome() {
    return this.panel.getByRole("region", { name: "Outcome" });
  }

  /** The turns of the story of a cancellation. */
  get story() {
    return this.panel
      .getByRole("list", { name: "Story of the cancellation" })
      .getByRole("listitem");
  }

  /** The tasks that await the selected one, directly or through others. */
  get awaiters() {
    return this.panel.getByRole("list", { name: "is awaited by" }).getByRole("listitem");
  }

  /** Those whom the selected task awaits, directly or through others. */
  get awaited() {
    return this.panel.getByRole("list", { name: "awaits", exact: true }).getByRole("listitem");
  }

  /** The card of a lock, a queue … that the selected task holds or waits for. */
  resource(name: string) {
    const card = this.panel.getByRole("region", { name, exact: true });
    const tasksIn = (list: string | RegExp) =>
      card.getByRole("list", { name: list }).getByRole("button");
    return {
      card,
      holders: tasksIn("held by"),
      waiters: tasksIn(/in order$/),
    };
  }

  get histogram() {
    return this.panel.getByRole("img", { name: /^Histogram/ });
  }

  /** Goes to where a step of the selected task begins, by its line in the list of steps. */
  async lookAtStep(number: number): Promise<void> {
    await this.panel
      .getByRole("list", { name: /^Last steps/ })
      .getByRole("listitem")
      .filter({ hasText: `step ${number} ` })
      .getByRole("button")
      .click();
  }

  /** What stands beside `term`. */
  fact(term: string) {
    return this.panel
      .locator("dt")
      .filter({ hasText: new RegExp(`^${term.replace(/[()]/g, "\\$&")}$`) })
      .locator("xpath=following-sibling::dd[1]");
  }

  /** When the selected task was created, in seconds. */
  async createdAt(): Promise<number> {
    return secondsIn(await this.fact("created by").innerText());
  }

  /** From the selected task's creation to its end, as the lab measured them. */
  async lifetime(): Promise<Span> {
    const start = await this.createdAt();
    const ended = await this.fact("ended").innerText();
    return { start, end: secondsIn(ended) };
  }

  async cancelWithMessage(message: string): Promise<void> {
    await this.panel.getByLabel("Cancel message").fill(message);
    await this.panel.getByRole("button", { name: "Cancel" }).click();
  }
}

/** The instant in "… at 0.072 s". */
function secondsIn(text: string): number {
  const found = /at (\d+\.\d+)\s*s/.exec(text);
  if (found === null) throw new Error(`There is no instant in "${text}".`);
  return Number(found[1]);
}
