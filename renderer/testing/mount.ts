import { mount } from "@vue/test-utils";
import { createPinia } from "pinia";
import type { Pinia } from "pinia";
import { createApp } from "vue";
import type { Component } from "vue";
import { LabStream } from "../model/lab-stream";
import { HOST } from "../stores/host";
import { useConnectionStore } from "../stores/connection";
import type { TestBridge } from "./test-bridge";

/** Stores over a test bridge, without a page. */
export function createStores(bridge: TestBridge): { pinia: Pinia; stream: LabStream } {
  sessionStorage.clear();
  localStorage.clear();
  const stream = new LabStream(bridge);
  const pinia = createPinia();
  createApp({}).provide(HOST, { bridge, stream }).use(pinia);
  return { pinia, stream };
}

/** Stores whose connection stands and whose lab is described. */
export async function createConnectedStores(bridge: TestBridge) {
  const stores = createStores(bridge);
  useConnectionStore(stores.pinia).start();
  bridge.open();
  await settled();
  return stores;
}

/** Mounts a view over stores that exist. */
export function mountView(
  component: Component,
  { pinia, stream }: { pinia: Pinia; stream: LabStream },
  bridge: TestBridge,
  props: Record<string, unknown> = {},
) {
  return mount(component, {
    attachTo: document.body,
    props,
    global: { plugins: [pinia], provide: { [HOST as symbol]: { bridge, stream } } },
  });
}

/** Until commands that answer at once have been answered and the page shows it. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve));
}

/** Until the page was drawn, frames taken in before it. */
export async function drawn(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(resolve));
  await settled();
}
