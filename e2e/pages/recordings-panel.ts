import type { Page } from "@playwright/test";

/** Saving, opening and exporting what was recorded. */
export class RecordingsPanel {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The pane of the recording that is open. */
  get pane() {
    return this.#page.getByRole("region", { name: "Recording", exact: true });
  }

  get list() {
    return this.#page.getByRole("list", { name: "Recordings" });
  }

  entry(name: string | RegExp) {
    return this.list.getByRole("button", { name });
  }

  get dialog() {
    return this.#page.getByRole("dialog", { name: "Save as a recording" });
  }

  /** Asks whether what a link names is to be opened. */
  get linkDialog() {
    return this.#page.getByRole("dialog", { name: "Open what a link names?" });
  }

  async save(name: string): Promise<void> {
    await this.#page.keyboard.press("ControlOrMeta+s");
    await this.dialog.getByLabel("Name").fill(name);
    await this.dialog.getByRole("button", { name: "Save", exact: true }).click();
  }

  /** Opens a file that is chosen, as from the file dialog. */
  async openFile(name: string, content: string): Promise<void> {
    const choosing = this.#page.waitForEvent("filechooser");
    await this.#page.getByRole("button", { name: "Open a recording file" }).click();
    const mimeType = "application/x-ndjson";
    await (await choosing).setFiles({ name, mimeType, buffer: Buffer.from(content) });
  }

  /** Drops a file on the window. */
  async drop(name: string, content: string): Promise<void> {
    await this.#page.evaluate(
      ([name, content]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content], name));
        for (const type of ["dragenter", "dragover", "drop"]) {
          window.dispatchEvent(
            new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }),
          );
        }
      },
      [name, content] as const,
    );
  }

  /** Asks what a picture of the timeline is to show. */
  get imageDialog() {
    return this.#page.getByRole("dialog", { name: "Export the timeline as a picture" });
  }

  async openImageDialog(): Promise<void> {
    await this.#page.getByRole("banner").getByRole("button", { name: "Export" }).click();
    await this.#page.getByRole("menuitem", { name: /^Picture of the timeline/ }).click();
  }

  /** Exports a picture, and gives its file. */
  async exportImage(...choices: string[]): Promise<string> {
    await this.openImageDialog();
    for (const choice of choices) await this.imageDialog.getByLabel(choice).check();
    const downloading = this.#page.waitForEvent("download");
    await this.imageDialog.getByRole("button", { name: "Export", exact: true }).click();
    return (await downloading).path();
  }

  async copyLink(): Promise<string> {
    await this.pane.getByRole("button", { name: "Copy link" }).click();
    await this.pane.getByRole("button", { name: "Copied" }).waitFor();
    return this.#page.evaluate(() => navigator.clipboard.readText());
  }

  async chooseExport(format: "JSON lines" | "Trace" | "Spans"): Promise<void> {
    await this.#page.getByRole("banner").getByRole("button", { name: "Export" }).click();
    await this.#page.getByRole("menuitem", { name: new RegExp(`^${format}`) }).click();
  }
}
