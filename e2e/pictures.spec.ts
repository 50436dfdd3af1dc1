import { readFile } from "node:fs/promises";
import { expect, ONLY_BROWSER, test } from "./fixtures";

// The desktop saves through the system's own dialog.
test(
  "the timeline is exported as SVG, which a browser reads as one",
  ONLY_BROWSER,
  async ({ lab }) => {
    await lab.runProgram("Two tasks at once");
    await lab.tasks.row("source A").select();
    const path = await lab.recordings.exportImage("SVG: vectors", "Light, for print");
    const svg = await readFile(path, "utf8");
    const read = await lab.page.evaluate((text) => {
      const { documentElement } = new DOMParser().parseFromString(text, "image/svg+xml");
      return {
        name: documentElement.nodeName,
        error: documentElement.querySelector("parsererror")?.textContent ?? null,
        title: documentElement.querySelector("title")?.textContent,
        texts: [...documentElement.querySelectorAll("text")].map((one) => one.textContent),
        hatched: documentElement.querySelectorAll('[fill^="url("]').length,
      };
    }, svg);
    expect(read).toMatchObject({ name: "svg", error: null, title: "Two tasks at once" });
    expect(read.texts).toEqual(
      expect.arrayContaining(["main", "source A", "source B", "sleep(1)", "await source A"]),
    );
    expect(read.hatched).toBeGreaterThanOrEqual(3);
    await expect(lab.recordings.imageDialog).toBeHidden();
  },
);

test("the timeline is exported as PNG, two pixels for one", ONLY_BROWSER, async ({ lab }) => {
  await lab.runProgram("Two tasks at once");
  await lab.recordings.openImageDialog();
  await lab.recordings.imageDialog.getByLabel("PNG: pixels").check();
  const size = lab.recordings.imageDialog.getByRole("status", { name: "Size" });
  const [, width, height] = /^([\d,]+) × ([\d,]+)/.exec(await size.innerText()) ?? [];
  await lab.page.keyboard.press("Escape");
  const png = await readFile(await lab.recordings.exportImage("PNG: pixels"));
  expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
  expect(png.readUInt32BE(16)).toBe(Number(width!.replaceAll(",", "")));
  expect(png.readUInt32BE(20)).toBe(Number(height!.replaceAll(",", "")));
});
