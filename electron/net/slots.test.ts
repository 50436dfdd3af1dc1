import { describe, expect, it } from "vitest";
import { Slots } from "./slots";

/** A signal that never aborts. */
const never = () => new AbortController().signal;

/** Lets whoever was let in note it. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("slots", () => {
  it("let in as many as there are places, then one for each that leaves, in turn", async () => {
    const slots = new Slots(2);
    const entered: number[] = [];
    for (let i = 0; i < 5; i += 1) void slots.acquire(never()).then(() => entered.push(i));
    await settle();
    expect(entered).toEqual([0, 1]);
    slots.release();
    await settle();
    expect(entered).toEqual([0, 1, 2]);
    slots.release();
    slots.release();
    await settle();
    expect(entered).toEqual([0, 1, 2, 3, 4]);
  });

  it("do not let a newcomer past those who wait", async () => {
    const slots = new Slots(1);
    const entered: string[] = [];
    await slots.acquire(never());
    void slots.acquire(never()).then(() => entered.push("waiter"));
    slots.release();
    void slots.acquire(never()).then(() => entered.push("newcomer"));
    await settle();
    expect(entered).toEqual(["waiter"]);
  });

  it("pass over one that gave up, who learns why", async () => {
    const slots = new Slots(1);
    const abort = new AbortController();
    await slots.acquire(never());
    const second = slots.acquire(abort.signal);
    const third = slots.acquire(never());
    abort.abort(new Error("enough"));
    await expect(second).rejects.toThrow("enough");
    slots.release();
    await third;
  });

  it("take nothing from one that was aborted before", async () => {
    const slots = new Slots(1);
    const aborted = AbortSignal.abort(new Error("too late"));
    await expect(slots.acquire(aborted)).rejects.toThrow("too late");
    await slots.acquire(never());
  });

  it("keep a place that was given to one who is aborted afterwards", async () => {
    const slots = new Slots(1);
    const abort = new AbortController();
    await slots.acquire(never());
    const second = slots.acquire(abort.signal);
    slots.release();
    abort.abort(new Error("too late"));
    await second;
    slots.release();
    await slots.acquire(never());
  });

  it("serve a long queue in order, whoever leaves it", async () => {
    const slots = new Slots(1);
    const entered: number[] = [];
    await slots.acquire(never());
    const aborts = Array.from({ length: 5_000 }, () => new AbortController());
    const all = aborts.map(async ({ signal }, i) => {
      await slots.acquire(signal);
      entered.push(i);
      slots.release();
    });
    for (let i = 0; i < aborts.length; i += 3) aborts[i]!.abort();
    slots.release();
    await Promise.allSettled(all);
    const stayed = [...aborts.keys()].filter((i) => i % 3 !== 0);
    expect(entered.join()).toBe(stayed.join());
  });
});
