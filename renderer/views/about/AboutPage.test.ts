import type { VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { About } from "../../../shared/about";
import { DEFAULT_SETTINGS } from "../../../shared/settings";
import type { UpdateChoice, UpdateState } from "../../../shared/updates";
import { useAboutStore } from "../../stores/about";
import { useNoticesStore } from "../../stores/notices";
import { useWorkspaceStore } from "../../stores/workspace";
import { createConnectedStores, mountView, settled } from "../../testing/mount";
import { TestBridge, testDescription } from "../../testing/test-bridge";
import AboutPage from "./AboutPage.vue";

const ABOUT: About = {
  versions: [
    { name: "Tasklab", version: "1.2.3" },
    { name: "Node", version: "20.1.0" },
  ],
  platform: "linux x64, 6.1.0",
  logFile: "/somewhere/logs/tasklab.log",
  canShowLogs: false,
  diagnostics: "Tasklab diagnostics\nHost: browser\n",
};
const update = { version: "2.0.0", notes: "<b>Faster</b>\nand smaller" };

let bridge: TestBridge;
let stores: Awaited<ReturnType<typeof createConnectedStores>>;
let view: VueWrapper | undefined;

beforeEach(() => {
  bridge = new TestBridge();
});
afterEach(() => {
  view?.unmount();
  vi.unstubAllGlobals();
});

async function open(about: Partial<About> = {}): Promise<VueWrapper> {
  bridge.on("about.describe", () => ({ ...ABOUT, ...about }));
  stores = await createConnectedStores(bridge);
  view = mountView(AboutPage, stores, bridge);
  await settled();
  return view;
}

const button = (name: string) => view!.findAll("button").find((one) => one.text() === name);
const buttons = () => view!.findAll(".updates button").map((one) => one.text());
const sent = (name: string) => bridge.calls.filter((call) => call.name === name).length;

it("tells versions, the system, the licence, where the log is, and what would be copied", async () => {
  const page = await open();
  for (const said of ["1.2.3", "20.1.0", "linux x64, 6.1.0", ABOUT.logFile, "MIT licence"]) {
    expect(page.text()).toContain(said);
  }
  expect(page.get("pre").text()).toContain("Host: browser");
  const { input } = bridge.calls.find(({ name }) => name === "about.describe")!;
  expect((input as { page: string }).page).toMatch(/^\d+ x \d+ at \d/);
});

it("shows the log's files where the lab can", async () => {
  bridge.on("about.showLogs", () => ({}));
  await open();
  expect(button("Show the log files")).toBeUndefined();
  view!.unmount();
  await open({ canShowLogs: true });
  await button("Show the log files")!.trigger("click");
  await settled();
  expect(sent("about.showLogs")).toBe(1);
});

it("copies the diagnostics, and shows them where that is not allowed", async () => {
  const writeText = vi.fn(async (_text: string) => undefined);
  vi.stubGlobal("navigator", { ...navigator, userAgent: "a browser", clipboard: { writeText } });
  await open();
  await button("Copy diagnostics")!.trigger("click");
  await settled();
  expect(writeText).toHaveBeenCalledWith(ABOUT.diagnostics);
  const notices = useNoticesStore(stores.pinia);
  expect(notices.notices.at(-1)?.text).toBe("Diagnostics copied");

  writeText.mockRejectedValueOnce(new Error("not allowed"));
  await useAboutStore(stores.pinia).copyDiagnostics();
  expect(notices.notices.at(-1)?.tone).toBe("error");
  expect(useWorkspaceStore(stores.pinia).view.kind).toBe("about");
});

describe("updates", () => {
  async function become(state: UpdateState, updates: UpdateChoice = "download"): Promise<string> {
    bridge.emit({ type: "settings", settings: { ...DEFAULT_SETTINGS, updates } });
    bridge.emit({ type: "updates", state });
    await settled();
    return view!.get("[role=status]").text();
  }

  beforeEach(async () => {
    for (const name of ["updates.check", "updates.download", "updates.install"] as const) {
      bridge.on(name, () => ({}));
    }
    bridge.on("lab.describe", () => ({ ...testDescription(), host: "desktop" as const }));
    await open();
  });

  it("says in a sentence how it stands, and offers what can be done", async () => {
    const said: Record<string, [string, string[]]> = {};
    const states: UpdateState[] = [
      { kind: "unavailable", why: "browser" },
      { kind: "unavailable", why: "no-feed" },
      { kind: "unavailable", why: "by-hand" },
      { kind: "off" },
      { kind: "waiting" },
      { kind: "checking" },
      { kind: "none" },
      { kind: "available", update },
      { kind: "downloading", update, percent: 42 },
      { kind: "ready", update },
      { kind: "installing", update },
      { kind: "failed", problem: "unreachable", detail: "net::ERR_FAILED", update: null },
      { kind: "failed", problem: "damaged", detail: "sha512", update },
    ];
    for (const state of states) {
      const key = [state.kind, "why" in state && state.why, "problem" in state && state.problem];
      said[key.filter(Boolean).join(" ")] = [await become(state), buttons()];
    }
    expect(said).toMatchInlineSnapshot(`
      {
        "available": [
          "Version 2.0.0 is available.",
          [
            "Download",
            "Look for updates",
          ],
        ],
        "checking": [
          "Looking for a newer version…",
          [
            "Look for updates",
          ],
        ],
        "downloading": [
          "Downloading version 2.0.0: 0%",
          [],
        ],
        "failed damaged": [
          "Version 2.0.0 could not be downloaded. What came is not what it should be, and was thrown away.",
          [
            "Try again",
            "Look for updates",
          ],
        ],
        "failed unreachable": [
          "Looking for a newer version failed. The server with the versions does not answer as it should. Try again later.",
          [
            "Look for updates",
          ],
        ],
        "installing": [
          "Tasklab ends to install version 2.0.0…",
          [],
        ],
        "none": [
          "This is the newest version.",
          [
            "Look for updates",
          ],
        ],
        "off": [
          "Updates are off: nothing is looked for.",
          [
            "Switch on in the settings",
          ],
        ],
        "ready": [
          "Version 2.0.0 is ready: restart to install it. What runs is stopped first.",
          [
            "Restart and install",
          ],
        ],
        "unavailable browser": [
          "Updates come with the desktop app. This lab runs in a browser: update it as it was installed.",
          [],
        ],
        "unavailable by-hand": [
          "This copy was unpacked, or installed by something that it cannot ask: get new versions from where you got this one.",
          [],
        ],
        "unavailable no-feed": [
          "No feed is configured: this copy does not know where new versions are. Get them from where you got this one.",
          [],
        ],
        "waiting": [
          "Not looked for yet.",
          [
            "Look for updates",
          ],
        ],
      }
    `);
  });

  it("shows each percent, and does not say it aloud", async () => {
    const aloud = await become({ kind: "downloading", update, percent: 7 });
    expect(view!.get("progress").attributes("value")).toBe("7");
    expect(view!.get(".updates > .sentence").text()).toContain("7%");
    expect(await become({ kind: "downloading", update, percent: 8 })).toBe(aloud);
  });

  it("shows what a feed says as text, whatever it is", async () => {
    await become({ kind: "available", update });
    expect(view!.get(".text").element.textContent).toBe(update.notes);
    expect(view!.get(".text").element.children).toHaveLength(0);
  });

  it("fetches for who wants to be asked, and not for who wants to be told only", async () => {
    await become({ kind: "available", update }, "tell");
    expect(buttons()).toEqual(["Look for updates"]);
    await become({ kind: "available", update }, "download");
    await button("Download")!.trigger("click");
    await become({ kind: "ready", update });
    await button("Restart and install")!.trigger("click");
    await become({ kind: "none" });
    await button("Look for updates")!.trigger("click");
    await settled();
    expect([sent("updates.download"), sent("updates.install"), sent("updates.check")]).toEqual([
      1, 1, 1,
    ]);
  });

  it("tells of a version in a notice that leads there, where nobody looks at it", async () => {
    const notices = useNoticesStore(stores.pinia);
    const workspace = useWorkspaceStore(stores.pinia);
    workspace.show({ kind: "settings" });
    await become({ kind: "available", update });
    expect(notices.notices).toEqual([]);
    workspace.show({ kind: "playground" });
    await become({ kind: "checking" });
    await become({ kind: "available", update });
    expect(notices.notices.map(({ text }) => text)).toEqual(["Version 2.0.0 is available."]);
    notices.notices[0]!.action!.run();
    expect(workspace.view.kind).toBe("about");
  });
});
