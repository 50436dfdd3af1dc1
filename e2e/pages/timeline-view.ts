import type { Page } from "@playwright/test";

/** How far below its upper edge the timeline's axis is pressed, in CSS pixels. */
const ON_AXIS = 8;

/** One lane a task, and the cursor over them. */
export class TimelineView {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get locator() {
    return this.#page.getByRole("application", { name: /^Timeline/ });
  }

  /** Shows everything that happened. */
  async fit(): Promise<void> {
    await this.locator.press("f");
  }

  /** Drags the cursor along the axis, from one share of its width to another. */
  async dragCursor(from: number, to: number): Promise<void> {
    const box = (await this.locator.boundingBox())!;
    const x = (share: number) => box.x + box.width * share;
    const y = box.y + ON_AXIS;
    await this.#page.mouse.move(x(from), y);
    await this.#page.mouse.down();
    await this.#page.mouse.move(x((from + to) / 2), y, { steps: 4 });
    await this.#page.mouse.move(x(to), y, { steps: 4 });
    await this.#page.mouse.up();
    await this.locator.focus();
  }
}
