import type { Page } from "@playwright/test";

/** Pause, step and the dial of the clock, and what is said about them. */
export class TimeControls {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get #bar() {
    return this.#page.getByRole("toolbar", { name: "Transport" });
  }

  get pauseButton() {
    return this.#bar.getByRole("button", { name: "Pause" });
  }

  get resumeButton() {
    return this.#bar.getByRole("button", { name: "Resume" });
  }

  get stepButton() {
    return this.#bar.getByRole("button", { name: "Step" });
  }

  get backButton() {
    return this.#bar.getByRole("button", { name: "Back", exact: true });
  }

  /** Says that it is not now; hidden where it is. */
  get sign() {
    return this.#bar.getByRole("group", { name: "Not now" });
  }

  get nowButton() {
    return this.sign.getByRole("button", { name: "Back to now" });
  }

  /** What a screen reader hears of the instant. */
  get announcer() {
    return this.#page.getByTestId("instant-announcer");
  }

  /** Moves the scrubber to the last instant at or before `time`, in seconds. */
  async scrubTo(time: number): Promise<void> {
    if (await this.sign.isHidden()) await this.backButton.click();
    const scrubber = this.sign.getByRole("slider", { name: "Instant" });
    let low = Number(await scrubber.getAttribute("min"));
    let high = Number(await scrubber.getAttribute("max"));
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      await scrubber.fill(String(middle));
      const shown = Number.parseFloat(
        (await this.sign.getByTestId("instant").innerText()).split(":").at(-1)!,
      );
      if (shown <= time) low = middle;
      else high = middle - 1;
    }
    await scrubber.fill(String(low));
  }

  /** What the status bar says of the session's time. */
  get words() {
    return this.#page.getByRole("status", { name: "Time" });
  }

  mark(dial: string) {
    return this.#bar.getByRole("radio", { name: dial, exact: true });
  }

  async setDial(dial: string): Promise<void> {
    await this.#bar.getByText(dial, { exact: true }).click();
  }
}
