import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { pasteInto } from "./paste";

/** A program that is being written: its editor, and what is done with it. */
export class EditorPane {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get pane() {
    return this.#page.getByRole("region", { name: "Program", exact: true });
  }

  get title() {
    return this.pane.getByRole("heading", { level: 2 });
  }

  get text() {
    return this.pane.getByRole("textbox", { name: /^Source of / });
  }

  /** How the run stands, in a sentence. */
  get run() {
    return this.pane.getByRole("status", { name: "Run" });
  }

  /** The worst thing that is wrong with the program. */
  get problem() {
    return this.pane.getByRole("status", { name: "Problems" });
  }

  get suggestions() {
    return this.pane.getByRole("listbox").getByRole("option");
  }

  /** Lines that are marked, by what a screen reader and a pointer are told of the sign beside them. */
  sign(title: string) {
    return this.pane.getByTitle(title);
  }

  get save() {
    return this.pane.getByRole("button", { name: "Save", exact: true });
  }

  get own() {
    return this.#page.getByRole("list", { name: "Your programs" }).getByRole("button");
  }

  /** Opens a file: in the desktop's dialog, or the browser's. */
  get open() {
    return this.#page.getByRole("button", { name: "Open a program's file" });
  }

  get nameDialog() {
    return this.#page.getByRole("dialog", { name: /the program$/ });
  }

  async begin(language: "Python" | "TypeScript"): Promise<void> {
    await this.#page.getByRole("button", { name: "New program" }).click();
    await this.#page.getByRole("menuitem", { name: `New program in ${language}` }).click();
    await expect(this.text).toBeVisible();
  }

  async openExample(title: string, language: "Python" | "TypeScript"): Promise<void> {
    await this.#page.getByRole("button", { name: `Example: ${title} in ${language}` }).click();
    await expect(this.text).toBeVisible();
  }

  async openOwn(name: string): Promise<void> {
    await this.own.filter({ hasText: name }).click();
    await expect(this.title).toHaveText(name);
    await expect(this.text).toBeVisible();
  }

  /** Replaces all that is in the editor, as somebody who pastes. */
  fill(source: string): Promise<void> {
    return pasteInto(this.text, source);
  }

  /** Chooses from the menu of what else can be done. */
  async choose(item: string): Promise<void> {
    await this.pane.getByRole("button", { name: "More" }).click();
    await this.#page.getByRole("menuitem", { name: item }).click();
  }

  async name(name: string): Promise<void> {
    await this.nameDialog.getByLabel("Name").fill(name);
    await this.#page.keyboard.press("Enter");
  }

  /** Opens a file that is chosen, as from the browser's dialog. */
  async openFile(name: string, content: Buffer): Promise<void> {
    const choosing = this.#page.waitForEvent("filechooser");
    await this.open.click();
    await (await choosing).setFiles({ name, mimeType: "text/plain", buffer: content });
  }
}
