import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";

/** Where fetches go, what the posts server does, how the lab looks. */
export class SettingsPanel {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get panel() {
    return this.#page.getByRole("region", { name: "Settings" });
  }

  get refusals() {
    return this.panel.getByRole("alert");
  }

  field(label: string) {
    return this.panel.getByLabel(label, { exact: true });
  }

  /** Types a value and leaves the field. */
  async fill(label: string, value: string): Promise<void> {
    await this.field(label).fill(value);
    await this.field(label).press("Enter");
  }

  /** Sets a value that is taken. */
  async set(label: string, value: string): Promise<void> {
    await this.fill(label, value);
    await expect(this.panel.getByText(`${label} saved`)).toBeAttached();
  }

  async chooseTheme(theme: "System" | "Light" | "Dark"): Promise<void> {
    await this.panel
      .getByRole("radiogroup", { name: "Theme" })
      .getByRole("radio", { name: theme })
      .check();
  }
}
