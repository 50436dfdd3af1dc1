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

  /** Which of the system's colours, by their names, the lanes are painted in, the most frequent first. */
  systemColors(names: readonly string[]): Promise<string[]> {
    const canvas = this.locator.locator("canvas").first();
    return canvas.evaluate((element, names) => {
      const { width, height } = element as HTMLCanvasElement;
      // A copy: what is read back from the canvas itself would be drawn more slowly from then on.
      const copy = new OffscreenCanvas(width, height);
      const context = copy.getContext("2d", { willReadFrequently: true })!;
      context.drawImage(element as HTMLCanvasElement, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      const probe = document.body.appendChild(document.createElement("span"));
      /** Red, green and blue as they are seen: a colour that lets something through lies on the ground. */
      const seen = (name: string): number[] => {
        probe.style.color = name;
        const [red, green, blue, part = 1] = getComputedStyle(probe)
          .color.match(/[\d.]+/g)!
          .map(Number);
        const ground = part === 1 ? [0, 0, 0] : seen("Canvas");
        return [red!, green!, blue!].map((one, at) => one * part + ground[at]! * (1 - part));
      };
      const found = names.map((name) => {
        const color = seen(name);
        let count = 0;
        for (let at = 0; at < data.length; at += 4) {
          // Half a step is lost wherever colours are mixed.
          if (color.every((one, channel) => Math.abs(one - data[at + channel]!) < 2)) count += 1;
        }
        return { name, count };
      });
      probe.remove();
      return found
        .filter(({ count }) => count > 0)
        .sort((one, other) => other.count - one.count)
        .map(({ name }) => name);
    }, names);
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
