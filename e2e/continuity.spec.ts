import { expect, ONLY_BROWSER, test } from "./fixtures";
import { LabPage } from "./pages/lab-page";

test("a reload finds the state again, and the tasks went on", async ({ lab }) => {
  await lab.palette.create("sleep", { fields: { for: "60" }, name: "long" });
  await lab.palette.create("fail after", { fields: { after: "0" }, name: "failed" });
  await lab.palette.create("count", { fields: { to: "100000", pause: "0.05" }, name: "counts" });
  await expect(lab.tasks.row("failed").done).toHaveText("true");
  const before = await lab.console.channel("Output").last().innerText();
  await lab.reload();
  await expect(lab.tasks.row("long").state).toContainText("waiting for sleep(60)");
  await expect(lab.tasks.row("failed").state).toHaveText("done: error");
  await expect(lab.tasks.row("counts").done).toHaveText("false");
  await expect(lab.console.channel("Output").last()).not.toHaveText(before);
  await expect(lab.status).toContainText("0 dropped");
});

// The desktop app has one window.
test("a second page sees the same lab", ONLY_BROWSER, async ({ host, lab }) => {
  const second = new LabPage({ page: await host.openSecondPage!() });
  await second.isReady();
  await lab.palette.create("sleep", { fields: { for: "60" }, name: "shared" });
  await expect(second.tasks.row("shared").state).toContainText("waiting");
  await second.tasks.row("shared").cancel();
  await expect(lab.tasks.row("shared").cancelled).toHaveText("true");
});

// Nothing is between the desktop's page and its lab.
test(
  "a dropped connection comes back to the same state without a gap",
  ONLY_BROWSER,
  async ({ host }) => {
    const { page, cutOff, rejoin } = await host.openPageToCutOff!();
    const lab = new LabPage({ page });
    await lab.isReady();
    await lab.palette.create("count", { fields: { to: "100000", pause: "0.02" }, name: "counts" });
    await expect(lab.console.channel("Output").last()).toBeVisible();
    await cutOff();
    await expect(lab.connection).toHaveText("connection lost");
    await expect(page.getByRole("alert").first()).toContainText(/lost/i);
    await rejoin();
    await expect(lab.connection).toHaveText("connected");
    await expect(page.getByRole("alert").first()).toBeEmpty();
    await lab.tasks.row("counts").cancel();
    await expect(lab.tasks.row("counts").cancelled).toHaveText("true");
    await expect(lab.status).toContainText("0 dropped");
    // Each number once, none missing: those in sight, and as many as were counted meanwhile.
    const numbers = (await lab.console.linesOf("Output")).map((line) =>
      Number(/\d+$/.exec(line)?.[0]),
    );
    expect(numbers.length).toBeGreaterThan(1);
    expect(numbers).toEqual(numbers.map((_, index) => numbers[0]! + index));
    await expect(lab.console.count("Output")).toHaveText(numbers.at(-1)!.toLocaleString("en-US"));
  },
);

test("settings are kept over a reload", async ({ lab }) => {
  await lab.open("Settings");
  await lab.settings.chooseTheme("Light");
  await lab.settings.set("Latency", "150");
  await lab.reload();
  await lab.open("Settings");
  await expect(lab.settings.field("Latency")).toHaveValue("150");
  await expect(lab.settings.panel.getByRole("radio", { name: "Light" })).toBeChecked();
});
