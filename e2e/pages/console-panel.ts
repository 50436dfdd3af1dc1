import type { Page } from "@playwright/test";

export type ChannelTitle = "Output" | "Results" | "Server" | "Errors" | "Warnings" | "Lab";

/** What programs printed, awaiting gave and the server saw. */
export class ConsolePanel {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get panel() {
    return this.#page.getByRole("region", { name: "Console" });
  }

  async open(): Promise<void> {
    await this.#page.getByRole("tab", { name: "Console" }).click();
  }

  get lines() {
    return this.panel.getByRole("log", { name: "Console lines" }).getByRole("listitem");
  }

  /** The lines of one channel. A screen reader hears the channel's name before each. */
  channel(title: ChannelTitle) {
    return this.lines.filter({ hasText: `${title}:` });
  }

  /** How many lines a channel has, those out of sight included. */
  count(title: ChannelTitle) {
    return this.panel
      .getByRole("group", { name: "Channels" })
      .getByRole("button", { name: new RegExp(`^${title}`) })
      .locator(".count");
  }

  /** What stands in the lines of a channel, without time and channel. */
  async linesOf(title: ChannelTitle): Promise<string[]> {
    const texts = await this.channel(title).allInnerTexts();
    return texts.map((text) => text.split(`${title}:`)[1]!.replaceAll(/\s+/g, " ").trim());
  }
}
