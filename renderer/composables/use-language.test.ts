import { mount } from "@vue/test-utils";
import { afterEach, expect, it, vi } from "vitest";
import { h } from "vue";
import { DEFAULT_SETTINGS } from "../../shared/settings";
import { HOST } from "../stores/host";
import { createConnectedStores, settled } from "../testing/mount";
import { TestBridge } from "../testing/test-bridge";
import { language, speak } from "../texts";
import { firstLanguage, useLanguage } from "./use-language";

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
  return speak("en");
});

const systemSpeaks = (...tags: string[]) =>
  vi.spyOn(navigator, "languages", "get").mockReturnValue(tags);

it("follows the setting, and begins with the same language the next time", async () => {
  const bridge = new TestBridge();
  const { pinia, stream } = await createConnectedStores(bridge);
  const page = mount(
    { setup: useLanguage, render: () => h("p") },
    { global: { plugins: [pinia], provide: { [HOST as symbol]: { bridge, stream } } } },
  );
  bridge.emit({ type: "settings", settings: { ...DEFAULT_SETTINGS, language: "de" } });
  await expect.poll(language).toBe("de");
  expect(firstLanguage()).toBe("de");

  bridge.emit({ type: "settings", settings: DEFAULT_SETTINGS });
  await settled();
  expect(language()).toBe("en");
  systemSpeaks("de-CH");
  window.dispatchEvent(new Event("languagechange"));
  await expect.poll(language).toBe("de");
  page.unmount();
});

it("begins with the system's language the first time", () => {
  systemSpeaks("de-AT", "en");
  expect(firstLanguage()).toBe("de");
});
