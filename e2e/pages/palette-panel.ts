import type { Page } from "@playwright/test";

export interface Choice {
  /** Values by the label of their field. */
  fields?: Record<string, string>;
  name?: string;
  count?: number;
}

/** Where a coroutine is chosen and started. */
export class PalettePanel {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get #panel() {
    return this.#page.getByRole("region", { name: "Palette" });
  }

  /** The coroutines to choose from. */
  get coroutines() {
    return this.#panel.getByRole("radio");
  }

  /** What the lab said to the last command. */
  get answer() {
    return this.#panel.getByRole("status", { name: "Answer" });
  }

  /** What `main` is busy with, if it is. */
  get main() {
    return this.#panel.getByRole("status", { name: "main" });
  }

  /** Sentences next to fields. */
  get refusals() {
    return this.#panel.getByRole("alert");
  }

  field(label: string) {
    return this.#panel.getByLabel(label, { exact: true });
  }

  async choose(coroutine: string, { fields = {}, name, count }: Choice = {}): Promise<void> {
    await this.#panel.getByRole("radio", { name: coroutine, exact: true }).click();
    for (const [label, value] of Object.entries(fields)) await this.field(label).fill(value);
    if (name !== undefined) await this.field("name").fill(name);
    if (count !== undefined) await this.field("how many").fill(String(count));
  }

  async create(coroutine: string, choice: Choice = {}): Promise<void> {
    await this.choose(coroutine, choice);
    await this.#panel.getByRole("button", { name: /^Create task/ }).click();
  }

  async awaitDirectly(coroutine: string, choice: Choice = {}): Promise<void> {
    await this.choose(coroutine, choice);
    await this.#panel.getByRole("button", { name: /^Await directly/ }).click();
  }
}
