import type { Page } from "@playwright/test";

/** What is read beside the lab: shortcuts, examples, help, and the tour. */
export class GuidePages {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get shortcuts() {
    return this.#page.getByRole("region", { name: "Keyboard shortcuts" });
  }

  get examples() {
    return this.#page.getByRole("region", { name: "Examples", exact: true });
  }

  get help() {
    return this.#page.getByRole("region", { name: "Help", exact: true });
  }

  get tour() {
    return this.#page.getByRole("dialog", { name: "Tour of the window" });
  }

  /** Does an action by its name in the list of all. */
  async act(title: string): Promise<void> {
    await this.#page.keyboard.press("ControlOrMeta+k");
    const list = this.#page.getByRole("dialog", { name: "All actions" });
    await list.getByRole("combobox").fill(title);
    await list.getByRole("option", { name: title }).first().click();
  }

  /** The row of an action on the page of shortcuts. */
  shortcut(action: string) {
    return this.shortcuts.getByRole("listitem").filter({ hasText: action });
  }

  /** Gives an action the keys that are pressed. */
  async record(action: string, keys: readonly string[]): Promise<void> {
    await this.shortcuts.getByRole("button", { name: `Change the keys of “${action}”` }).click();
    const box = this.#page.getByRole("textbox", { name: "Keys that are pressed" });
    for (const key of keys) await box.press(key);
  }
}
