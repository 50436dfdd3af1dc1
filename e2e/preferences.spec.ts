import { findings } from "./axe";
import { expect, test } from "./fixtures";
import type { LabPage } from "./pages/lab-page";

/** What a browser leaves of a transition that nobody is to see, in seconds. */
const AT_ONCE = 0.00001;

/** Tasks that wait, that ran for long enough to be seen, and that failed. */
async function fill(lab: LabPage): Promise<void> {
  await lab.palette.create("sleep", { fields: { for: "60" }, name: "asleep" });
  await lab.palette.create("block the loop", { name: "blocks" });
  await lab.palette.create("fail after", { fields: { after: "0" }, name: "fails" });
  await expect(lab.tasks.row("blocks").done).toHaveText("true");
  await expect(lab.tasks.row("fails").done).toHaveText("true");
  await lab.timeline.fit();
}

for (const colorScheme of ["dark", "light"] as const) {
  test(`lanes take the colours that the system chooses, ${colorScheme} ones`, async ({ lab }) => {
    test.slow();
    await fill(lab);
    // While the lab is open, as a user switches it on.
    await lab.page.emulateMedia({ forcedColors: "active", colorScheme });
    const names = ["Canvas", "GrayText", "Highlight"];
    // On its ground, what waits is hatched in the second and what runs is filled with the third.
    await expect
      .poll(async () => (await lab.timeline.systemColors(names)).toSorted())
      .toEqual(names);
    expect((await lab.timeline.systemColors(names))[0]).toBe("Canvas");
    expect(await findings(lab)).toEqual([]);
  });

  test(`who asks for more contrast gets it in every text, ${colorScheme}`, async ({ lab }) => {
    test.slow();
    await lab.page.emulateMedia({ contrast: "more", colorScheme });
    await fill(lab);
    await lab.tasks.row("fails").select();
    const enhanced = ["color-contrast-enhanced"];
    expect(await findings(lab, enhanced)).toEqual([]);
    for (const page of ["Settings", "Keyboard shortcuts", "Examples", "All pages of the help"]) {
      await lab.guide.act(page);
      expect(await findings(lab, enhanced), page).toEqual([]);
    }
  });
}

test("nothing moves for who asked for that", async ({ lab }) => {
  test.slow();
  await lab.page.emulateMedia({ reducedMotion: "reduce" });
  await fill(lab);
  const movements = () =>
    lab.page.evaluate((atOnce) => {
      const isLong = (durations: string) =>
        durations.split(",").some((duration) => Number.parseFloat(duration) > atOnce);
      return [...document.querySelectorAll("body *")]
        .filter((element) => {
          const { transitionDuration, animationDuration, scrollBehavior } =
            getComputedStyle(element);
          return (
            isLong(transitionDuration) || isLong(animationDuration) || scrollBehavior === "smooth"
          );
        })
        .map((element) => element.outerHTML.slice(0, 100));
    }, AT_ONCE);
  expect(await movements()).toEqual([]);
  for (const page of ["Open the lesson “Both at once”", "Settings", "Take the tour"]) {
    await lab.guide.act(page);
    expect(await movements(), page).toEqual([]);
  }
});
