import type { VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LabError } from "../../../shared/result";
import { DEFAULT_SETTINGS } from "../../../shared/settings";
import { createConnectedStores, mountView, settled } from "../../testing/mount";
import { TestBridge } from "../../testing/test-bridge";
import { speak } from "../../texts";
import SettingsPage from "./SettingsPage.vue";

let bridge: TestBridge;
let view: VueWrapper;

beforeEach(async () => {
  bridge = new TestBridge().on("settings.update", ({ settings }) => ({
    settings: Object.assign({ ...DEFAULT_SETTINGS }, settings),
  }));
  view = mountView(SettingsPage, await createConnectedStores(bridge), bridge);
});
afterEach(() => view.unmount());

async function enter(id: string, text: string) {
  await view.get(`#setting-${id}`).setValue(text);
  await view.get(`#setting-${id}`).trigger("keydown", { key: "Enter" });
  await settled();
}

const valueOf = (id: string) => view.get<HTMLInputElement>(`#setting-${id}`).element.value;
const sent = () => bridge.calls.filter(({ name }) => name === "settings.update");

it("changes a setting when Enter is pressed, and says that it is kept", async () => {
  await enter("latencyMs", "120");
  expect(sent()).toEqual([{ name: "settings.update", input: { settings: { latencyMs: 120 } } }]);
  expect(view.text()).toContain("Latency saved");
});

it("writes shares in percent", async () => {
  await enter("errorRate", "12.5");
  expect(sent()[0]!.input).toEqual({ settings: { errorRate: 0.125 } });
  expect(valueOf("errorRate")).toBe("12.5");
});

it("keeps what was refused, with its reason next to it", async () => {
  bridge.on("settings.update", () => {
    throw new LabError("bad-input", "An address has to begin with http.", "settings.baseUrl");
  });
  await enter("baseUrl", "ftp://x");
  expect(valueOf("baseUrl")).toBe("ftp://x");
  expect(view.get("#setting-baseUrl-says").text()).toBe("An address has to begin with http.");
  await view.get("#setting-baseUrl").trigger("keydown", { key: "Escape" });
  expect(valueOf("baseUrl")).toBe("");
  expect(view.get("#setting-baseUrl").attributes("aria-invalid")).toBeUndefined();
});

it("sends nothing that cannot be right", async () => {
  await enter("jitterMs", "-5");
  expect(sent()).toEqual([]);
  expect(view.get("#setting-jitterMs-says").text()).toBe("A number from 0 to 60,000 ms, please.");
});

it("follows a change that another window made", async () => {
  bridge.emit({ type: "settings", settings: { ...DEFAULT_SETTINGS, latencyMs: 33 } });
  await settled();
  expect(valueOf("latencyMs")).toBe("33");
});

it("is told in the language that was chosen", async () => {
  await view.get("input[name=language][value=de]").trigger("change");
  await settled();
  expect(sent()).toEqual([{ name: "settings.update", input: { settings: { language: "de" } } }]);
  await speak("de");
  await settled();
  expect(view.get("h2").text()).toBe("Einstellungen");
  expect(view.get("label[for=setting-latencyMs]").text()).toBe("Latenz");
  await speak("en");
});
