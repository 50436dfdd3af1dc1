import { expect, test } from "./fixtures";

test("shows who holds a lock, and who waits for it in order, now and at any instant", async ({
  lab,
}) => {
  // Slow enough to be looked at while it runs, however slow the machine is.
  await lab.time.setDial("0.1×");
  await lab.startProgram("Three workers and a lock");
  await lab.tasks.row("Cleo").select();
  const tool = lab.inspector.resource("the tool");
  await expect(tool.card).toContainText("This task waits for it.");
  await lab.time.setDial("10×");
  await expect(lab.page.getByRole("status", { name: "Run" })).toContainText("Ended");
  await expect(tool.card).toBeHidden();

  await lab.time.scrubTo(0.5);
  await expect(tool.holders).toHaveText(["Ada"]);
  await expect(tool.waiters).toHaveText(["Ben", "Cleo"]);
  await expect(lab.tasks.row("Cleo").state).toContainText("waiting for the tool");
  await lab.time.scrubTo(1.5);
  await expect(tool.holders).toHaveText(["Ben"]);
  await expect(tool.waiters).toHaveText(["Cleo"]);
  await tool.holders.click();
  await expect(lab.inspector.name).toHaveText("Ben");
  await expect(tool.card).toContainText("This task holds it.");
  await expect(lab.inspector.awaiters).toContainText([
    /main\s*gather of 3/,
    /Cleo\s*waits for the tool/,
  ]);
});

test("shows the members of a gather on both sides", async ({ lab }) => {
  await lab.runProgram("Three workers and a lock");
  await lab.time.scrubTo(0.5);
  await lab.tasks.row("main").select();
  await expect(lab.inspector.awaited).toContainText([
    /Ada\s*gather of 3/,
    /Ben\s*gather of 3/,
    /Ada\s*holds the tool/,
    /Cleo\s*gather of 3/,
    /Ada\s*holds the tool/,
  ]);
  await lab.tasks.row("Ada").select();
  await expect(lab.inspector.fact("awaited by")).toHaveText("main");
});

test("shows what is in a queue, and who waits for room", async ({ lab }) => {
  await lab.runProgram("Producer and consumers");
  await lab.time.scrubTo(0.25);
  await lab.tasks.row("producer").select();
  const belt = lab.inspector.resource("the belt");
  await expect(belt.card).toContainText("2 of 2 items");
  await expect(belt.waiters).toHaveText(["producer"]);
});
