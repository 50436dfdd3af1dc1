import { expect, test } from "./fixtures";
import type { LabPage } from "./pages/lab-page";

/** In CSS pixels: a phone's width to a screen of 5K, and what is left of 1440 × 900 where it is zoomed. */
const WINDOWS = [
  { width: 320, height: 900 },
  { width: 480, height: 300, zoom: "300 %" },
  { width: 480, height: 900 },
  { width: 720, height: 450, zoom: "200 %" },
  { width: 800, height: 600 },
  { width: 1440, height: 900 },
  { width: 2880, height: 1800, zoom: "50 %" },
  { width: 5120, height: 900 },
] as const;
/** The least size of what is pressed, in CSS pixels (WCAG 2.2, 2.5.8). */
const TARGET = 24;

/** What does not fit on the page as it is, or cannot be brought into sight, a line each. */
function misfits({ page }: LabPage): Promise<string[]> {
  return page.evaluate((least) => {
    const said: string[] = [];
    const { documentElement: root } = document;
    if (root.scrollWidth > root.clientWidth) said.push(`the page is ${root.scrollWidth} wide`);
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()} “${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40)}” ${element.className.toString()}`;
    for (const control of document.querySelectorAll("button, select, input, [role=slider]")) {
      const box = control.getBoundingClientRect();
      const style = getComputedStyle(control);
      if (box.width === 0 || style.visibility === "hidden") continue;
      if (control.closest(".visually-hidden, [inert], [aria-hidden=true]") !== null) continue;
      // What a container scrolls to is not cut off.
      let scrolls = false;
      for (let up = control.parentElement; up !== null; up = up.parentElement) {
        const { overflowX } = getComputedStyle(up);
        if (overflowX === "auto" || overflowX === "scroll") scrolls = true;
      }
      if (!scrolls && (box.left < -1 || box.right > root.clientWidth + 1)) {
        said.push(`cut off: ${nameOf(control)}`);
      }
      // A line of the console is as high as its text: what its buttons do, list and timeline do as well.
      if (control.closest("[role=log]") !== null) continue;
      // A link in a text is as high as its line, and a box is pressed by its label.
      const isInText = style.display.startsWith("inline") && control.classList.contains("link");
      const label = control.closest("label")?.getBoundingClientRect();
      const [width, height] = [label?.width ?? box.width, label?.height ?? box.height];
      if (!isInText && (width < least - 0.5 || height < least - 0.5)) {
        said.push(`${Math.round(width)}×${Math.round(height)}: ${nameOf(control)}`);
      }
      // What scrolls brings it into sight, and nothing lies over it there.
      control.scrollIntoView({ block: "center", inline: "center" });
      const seen = control.getBoundingClientRect();
      const at = document.elementFromPoint(
        (seen.left + seen.right) / 2,
        (seen.top + seen.bottom) / 2,
      );
      if (!(control.closest("label") ?? control).contains(at)) {
        said.push(`not reached: ${nameOf(control)}, under ${at && nameOf(at)}`);
      }
    }
    return [...new Set(said)];
  }, TARGET);
}

for (const { width, height, ...as } of WINDOWS) {
  const size = `${width} × ${height}`;
  const name = "zoom" in as ? `${size}, as 1440 × 900 at ${as.zoom}` : size;
  test(`every view fits a window of ${name}, and is pressed without aiming`, async ({ lab }) => {
    test.slow();
    await lab.page.setViewportSize({ width, height });
    const views: Record<string, () => Promise<void>> = {
      playground: () => expect(lab.palette.coroutines).not.toHaveCount(0),
      settings: () => lab.guide.act("Settings"),
      shortcuts: () => lab.guide.act("Keyboard shortcuts"),
      examples: () => lab.guide.act("Examples"),
      help: () => lab.guide.act("All pages of the help"),
      lessons: () => lab.guide.act("All lessons"),
      lesson: () => lab.guide.act("Open the lesson “Both at once”"),
      editor: () => lab.guide.act("Open the example “Both at once” in Python"),
      program: async () => {
        await lab.guide.act("Run the program “Two tasks at once”");
        await expect(lab.console.channel("Lab").last()).toContainText("ended after");
      },
      compare: () => lab.guide.act("Compare this run with the one before"),
    };
    for (const [view, open] of Object.entries(views)) {
      await open();
      await expect.poll(() => misfits(lab), { message: `${view} at ${size}` }).toEqual([]);
      const folder = process.env["TASKLAB_SIZES"];
      if (folder !== undefined)
        await lab.page.screenshot({ path: `${folder}/${view}-${width}x${height}.png` });
    }
  });
}
