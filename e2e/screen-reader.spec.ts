import { expect, test } from "./fixtures";

/** From one sentence to the next there is time to say it. */
const PATIENCE = { timeout: 30_000 };

test("the window is told in parts, and every control of them by its name", async ({ lab }) => {
  await lab.palette.create("sleep", { fields: { for: "60" }, name: "asleep" });
  await expect(lab.tasks.row("asleep").state).toContainText("waiting");
  await lab.tasks.row("asleep").select();
  await expect(lab.page.locator("body")).toMatchAriaSnapshot(`
    - banner:
      - toolbar "Transport":
        - button "Run"
        - button "Stop"
        - button "Clear"
        - button "Back"
        - button "Pause"
        - button "Step"
        - group "Speed of the clock":
          - radio "1×" [checked]
          - radio "jump"
      - button "Compare"
      - button "Export"
      - button "Search actions, programs, tasks"
    - navigation "Library"
    - main:
      - separator "Width of the library"
      - separator "Width of the inspector"
      - region "Palette":
        - radiogroup "Coroutine":
          - radio "sleep" [checked]
        - form "New task":
          - textbox "for"
          - textbox "name"
          - textbox "how many"
          - button "Await directly"
          - button "Create task"
        - status "Answer"
      - region "Tasks and timeline":
        - searchbox "Filter tasks"
        - group "Show tasks by state":
          - button /^All/ [pressed]
        - button "Cancel all"
        - treegrid "Tasks":
          - rowgroup:
            - row /^main/ [level=1]
            - row /^asleep/ [level=2] [selected]:
              - rowheader "asleep"
              - 'gridcell "pending: waiting for sleep(60)"'
              - gridcell "Await asleep Cancel asleep":
                - button "Await asleep"
                - button "Cancel asleep"
        - application /^Timeline/:
          - group "Timeline controls":
            - button "Show"
            - button "Zoom out"
            - button "Zoom in"
            - button "Fit"
            - button "Follow"
      - tablist "Panels":
        - tab "Console" [selected]
        - tab "Warnings"
        - tab "Loop"
      - tabpanel "Console"
    - complementary "Inspector"
    - contentinfo "Status"
    - status "Notices"
  `);
});

test("what comes about is told: tasks by their number, the selected one by its name", async ({
  lab,
}) => {
  await expect(lab.told("tasks")).toBeEmpty();
  await lab.palette.create("sleep", { fields: { for: "60" }, name: "watched" });
  await lab.tasks.row("watched").select();
  await lab.palette.create("sleep", { fields: { for: "0" }, name: "short" });
  await expect(lab.told("tasks")).toContainText("1 with a result", PATIENCE);
  await lab.tasks.row("watched").cancel();
  await expect(lab.told("selected")).toContainText(/^watched, .*cancelled/, PATIENCE);
  await lab.time.backButton.click();
  await expect(lab.time.announcer).not.toBeEmpty();
});
