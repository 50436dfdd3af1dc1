import { homedir } from "node:os";
import { expect, it, vi } from "vitest";
import { TestLab } from "../test-lab";
import { TOLD_LOG_BYTES } from "./about";

const logs = { path: "/var/tasklab.log", end: vi.fn((_bytes: number) => "what was logged\n") };
const runtimes = [{ name: "Node", version: "20.1.0" }];

it("tells its version and what it runs on, where its log is, and all of it for a report", async () => {
  const lab = await TestLab.open({ facts: { runtimes, logs } });
  await lab.do("settings.update", { settings: { latencyMs: 7 } });
  const about = await lab.do("about.describe", { page: "800 x 600" });
  expect(about).toMatchObject({
    versions: [{ name: "Tasklab", version: "1.2.3" }, ...runtimes],
    logFile: logs.path,
    canShowLogs: false,
  });
  expect(about.diagnostics).toContain("Page: 800 x 600\n");
  expect(about.diagnostics).toContain("  latencyMs: 7\n");
  expect(about.diagnostics).toMatch(/what was logged\n$/);
  expect(about.diagnostics).not.toContain(lab.profile);
  expect(about.diagnostics).not.toContain(`${homedir()}/`);
  expect(logs.end).toHaveBeenCalledWith(TOLD_LOG_BYTES);
  await lab.close();
});

it("shows the log's files where the host can, and says where they are where it cannot", async () => {
  const showLogs = vi.fn();
  const desktop = await TestLab.open({ facts: { runtimes, logs, showLogs } });
  await desktop.do("about.showLogs", {});
  expect(showLogs).toHaveBeenCalledOnce();
  await desktop.close();
  const browser = await TestLab.open({ facts: { runtimes, logs } });
  expect((await browser.refused("about.showLogs", {})).message).toContain(logs.path);
  await browser.close();
});
