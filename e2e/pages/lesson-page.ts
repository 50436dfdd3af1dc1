import { expect } from "@playwright/test";
import type { Locator, Page } from "@playwright/test";
import { pasteInto } from "./paste";

type Language = "Python" | "TypeScript";

/** Loading CPython takes seconds, and more on a machine that is busy. */
const RUN_TIMEOUT_MS = 45_000;

/** A lesson, or the list of them, as a learner sees it. */
export class LessonPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get article(): Locator {
    return this.#page.getByRole("article");
  }

  get title(): Locator {
    return this.#page.getByRole("article").getByRole("heading", { level: 2 });
  }

  get progress(): Locator {
    return this.#page.getByRole("status", { name: "Progress" });
  }

  get problems(): Locator {
    return this.#page.getByRole("region", { name: "Files with problems" });
  }

  /** The list of all lessons. */
  get overview(): Locator {
    return this.#page.getByRole("region", { name: "Lessons", exact: true });
  }

  get cells(): Locator {
    return this.#page.getByRole("article").getByRole("region", { name: /^Program: / });
  }

  cell(title: string): CellPart {
    return new CellPart(
      this.#page.getByRole("region", { name: `Program: ${title}`, exact: true }).first(),
    );
  }

  get firstCell(): CellPart {
    return new CellPart(this.cells.first());
  }

  async show(language: Language): Promise<void> {
    await this.#page.getByRole("button", { name: language, exact: true }).click();
  }

  async startOver(): Promise<void> {
    await this.article.getByRole("button", { name: "Start over" }).click();
  }

  async next(): Promise<void> {
    await this.#page
      .getByRole("navigation", { name: "Other lessons" })
      .getByRole("button", { name: /^Next/ })
      .click();
  }
}

/** A program of a lesson. */
export class CellPart {
  readonly #root: Locator;

  constructor(root: Locator) {
    this.#root = root;
  }

  get source(): Locator {
    return this.#root.getByRole("textbox", { name: /^Program: / });
  }

  /** Replaces the program, as somebody who pastes. */
  fill(source: string): Promise<void> {
    return pasteInto(this.source, source);
  }

  get state(): Locator {
    return this.#root.getByRole("status", { name: /^State of / });
  }

  /** How long the last run took, in seconds, as it is told. */
  async seconds(): Promise<number> {
    const [, number, unit] = /after ([\d.]+) (m?s)/.exec(await this.state.innerText()) ?? [];
    return Number(number) / (unit === "ms" ? 1_000 : 1);
  }

  get verdict(): Locator {
    return this.#root.locator(".verdict");
  }

  get lines(): Locator {
    return this.#root.locator(".output li .text");
  }

  get times(): Locator {
    return this.#root.locator(".output li .time");
  }

  get explanation(): Locator {
    return this.#root.locator(".explain");
  }

  /** What is said of the two runs that stand on one axis. */
  get comparison(): Locator {
    return this.#root.getByRole("status", { name: "Difference" });
  }

  get done(): Locator {
    return this.#root.getByRole("img", { name: "done" });
  }

  button(name: string | RegExp): Locator {
    return this.#root.getByRole("button", { name });
  }

  field(name: string): Locator {
    return this.#root.getByRole("textbox", { name });
  }

  answer(text: string): Locator {
    return this.#root.getByRole("radio", { name: text });
  }

  /** An answer with what stands beside it once it is graded. */
  option(text: string): Locator {
    return this.#root.locator("label.option").filter({ hasText: text });
  }

  get options(): Locator {
    return this.#root.getByRole("radio");
  }

  /** The signs of answers that hold for the run. */
  get right(): Locator {
    return this.#root.locator("label.option").getByRole("img", { name: "right" });
  }

  get reasons(): Locator {
    return this.#root.locator(".why");
  }

  /** The lines in the order in which the learner has put them. */
  get order(): Locator {
    return this.#root.getByRole("list", { name: "Your order" }).getByRole("listitem");
  }

  /** Puts the lines in this order, by the buttons. */
  async putInOrder(lines: readonly string[]): Promise<void> {
    for (const [wanted, line] of lines.entries()) {
      const up = this.#root.getByRole("button", { name: `Move up: ${line}`, exact: true });
      for (;;) {
        const now = await this.order.locator(".text").allTextContents();
        const at = now.indexOf(line);
        if (at <= wanted) break;
        await up.click();
      }
    }
  }

  async run(button: string | RegExp = /^Run /): Promise<void> {
    await this.button(button).first().click();
    await this.ended();
  }

  async ended(): Promise<void> {
    await expect(this.state).toContainText(/Ended|Failed/, { timeout: RUN_TIMEOUT_MS });
  }

  async explain(): Promise<void> {
    const open = this.button("Explain this run");
    if ((await open.count()) > 0) await open.click();
    await expect(this.explanation).toBeVisible();
  }
}
