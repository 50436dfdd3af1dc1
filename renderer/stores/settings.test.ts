import { expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../shared/settings";
import { createConnectedStores } from "../testing/mount";
import { TestBridge } from "../testing/test-bridge";
import { useLabStore } from "./lab";
import { useSettingsStore } from "./settings";

it("keeps what another window changed while its own change was written", async () => {
  const bridge = new TestBridge();
  const { pinia } = await createConnectedStores(bridge);
  const own = { ...DEFAULT_SETTINGS, theme: "light" } as const;
  const both = { ...own, language: "de" } as const;
  bridge.on("settings.update", () => {
    bridge.emit({ type: "settings", settings: own });
    bridge.emit({ type: "settings", settings: both });
    return { settings: own };
  });
  await useSettingsStore(pinia).update("theme", "light");
  expect(useLabStore(pinia).settings).toEqual(both);
});
