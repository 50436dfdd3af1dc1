import { afterEach, expect, it, vi } from "vitest";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

it.each([
  ["with setImmediate", []],
  ["with MessageChannel, as a page has it", ["setImmediate"]],
  ["with timers alone", ["setImmediate", "MessageChannel"]],
])("%s, callbacks run in order, after the present macrotask", async (_host, missing) => {
  for (const name of missing) vi.stubGlobal(name, undefined);
  vi.resetModules();
  const { host } = await import("./host");
  const order: string[] = [];
  await new Promise<void>((resolve) => {
    host.soon(() => order.push("first"));
    host.soon(() => {
      order.push("second");
      resolve();
    });
    void Promise.resolve().then(() => order.push("microtask"));
  });
  expect(order).toEqual(["microtask", "first", "second"]);
});

it("a timer runs once, unless it is cancelled", async () => {
  const { host } = await import("./host");
  const order: string[] = [];
  await new Promise<void>((resolve) => {
    const cancelled = host.startTimer(0.001, () => order.push("cancelled"));
    host.cancelTimer(cancelled);
    host.startTimer(0.005, () => {
      order.push("fired");
      resolve();
    });
  });
  expect(order).toEqual(["fired"]);
});
