import { expect, it } from "vitest";
import { aboutPanel } from "./about";

const VERSIONS = { app: "1.2.3", electron: "45.4.1", chrome: "150.0.1", node: "24.1.0" };
const RUNTIME = "Electron 45.4.1, Chromium 150.0.1, Node 24.1.0";

it.each(["darwin", "win32"] as const)(
  "tells of what it runs on in its credits (%s)",
  (platform) => {
    expect(aboutPanel(platform, VERSIONS)).toMatchObject({
      applicationName: "Tasklab",
      applicationVersion: "1.2.3",
      credits: RUNTIME,
    });
  },
);

it("tells of it beside the version on Linux, whose panel has no credits", () => {
  const panel = aboutPanel("linux", VERSIONS);
  expect(panel.applicationVersion).toBe(`1.2.3\n${RUNTIME}`);
  expect(panel).not.toHaveProperty("credits");
});

it("shows a version once on a Mac", () => {
  expect(aboutPanel("darwin", VERSIONS).version).toBe("");
});
