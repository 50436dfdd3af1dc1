import { expect, test } from "./fixtures";

test("tells how a cancel was swallowed, from the request to the end", async ({ lab }) => {
  await lab.palette.create("ignore one cancel", {
    fields: { "sleeps for": "6" },
    name: "stubborn",
  });
  const row = lab.tasks.row("stubborn");
  await expect(row.state).toContainText("waiting");
  await row.await();
  await row.select();
  await expect(lab.inspector.awaiters).toContainText("await-1");
  await lab.inspector.cancelWithMessage("too slow");
  const { story } = lab.inspector;
  await expect(story).toContainText([
    /requested by you.*message “too slow”, cancelling\(\) 1/s,
    /delivered at step 2.*thrown into sleep\(6\) in ignoreOneCancel/s,
    /caught, and not thrown again so far/,
    /waits for sleep\(6\): .* so far/,
  ]);
  await expect(row.done).toHaveText("true");
  await expect(story).toContainText([
    /requested by you/,
    /delivered at step 2/,
    /swallowed by a catch.*nothing was thrown again/s,
    /ended with a result.*after 6\.\d+ s, in 2 steps/s,
  ]);
  await expect(lab.inspector.histogram).toHaveAccessibleName(/^Histogram of 3 steps/);
});

test("tells to whom a cancel was passed on, and follows it there", async ({ lab }) => {
  await lab.palette.create("sleep", { fields: { for: "60" }, name: "inner" });
  await lab.tasks.row("inner").await();
  await expect(lab.tasks.row("await-1").state).toContainText("await inner");
  await lab.tasks.row("await-1").cancel();
  await lab.tasks.row("await-1").select();
  await expect(lab.inspector.story).toContainText([/requested by you/, /passed on to inner/]);
  await lab.inspector.story.getByRole("button", { name: "inner" }).click();
  await expect(lab.inspector.name).toHaveText("inner");
  await expect(lab.inspector.story).toContainText([
    /passed on by await-1, which awaits it/,
    /delivered at step 2/,
    /ended cancelled/,
  ]);
});

test("counts warnings in the row, and lists them with what to do", async ({ lab }) => {
  await lab.palette.create("fail after", { fields: { after: "0" }, name: "unseen" });
  await lab.palette.create("block the loop", { name: "blocker" });
  await expect(lab.tasks.row("unseen").warnings).toHaveAccessibleName("1 warning");
  await expect(lab.tasks.row("blocker").warnings).toHaveAccessibleName("1 warning");
  await lab.warnings.open();
  await expect(lab.warnings.entries).toContainText([
    /Blocked the loop\s*blocker.*Let the others have a turn/s,
    /Unseen error\s*unseen.*Await the task/s,
  ]);
  await lab.warnings.entries.getByRole("button", { name: "unseen" }).click();
  await expect(lab.inspector.name).toHaveText("unseen");
});
