import { expect, it } from "vitest";
import { nextTick } from "vue";
import { createConnectedStores, mountView } from "../../testing/mount";
import { TestBridge } from "../../testing/test-bridge";
import ConnectionBanner from "./ConnectionBanner.vue";

it("says nothing while the connection stands, and why it was closed if the lab said so", async () => {
  const bridge = new TestBridge();
  const banner = mountView(ConnectionBanner, await createConnectedStores(bridge), bridge);
  expect(banner.text()).toBe("");
  bridge.lose();
  await nextTick();
  expect(banner.text()).toMatch(/^The connection to the lab is lost\. It is being tried again;/);
  bridge.open();
  await nextTick();
  expect(banner.text()).toBe("");
  bridge.lose("Too many pages follow this lab: close some of them.");
  await nextTick();
  expect(banner.text()).toMatch(
    /^Too many pages .*: close some of them\. It is being tried again;/,
  );
});
