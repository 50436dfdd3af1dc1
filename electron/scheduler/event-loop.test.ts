import { describe, expect, it } from "vitest";
import { record } from "./__tests__/record";
import { EventLoop, getRunningLoop, sleep, virtualClock } from "./index";

describe("an iteration", () => {
  it("runs what was ready when it began; what that adds runs in the next one", async () => {
    const { trace } = await record(function* (say) {
      const loop = getRunningLoop();
      loop.callSoon(() => {
        say("a");
        loop.callSoon(say, "added by a");
      });
      loop.callSoon(say, "b");
      yield* sleep(0);
      say("main after one turn");
      yield* sleep(0);
      say("main after two turns");
    });
    expect(said(trace)).toEqual([
      "a",
      "b",
      "main after one turn",
      "added by a",
      "main after two turns",
    ]);
  });

  it("moves the timers that are due behind what is ready", async () => {
    const { trace } = await record(function* (say) {
      const loop = getRunningLoop();
      loop.callLater(0, say, "due now");
      loop.callSoon(say, "ready");
      yield* sleep(0);
      yield* sleep(0);
    });
    expect(said(trace)).toEqual(["ready", "due now"]);
  });

  it("fires timers that are due at the same time in the order of their creation", async () => {
    const { trace } = await record(function* (say) {
      const loop = getRunningLoop();
      loop.callAt(2, say, "second");
      loop.callAt(1, say, "first");
      for (const name of ["third", "fourth", "fifth", "sixth", "seventh"])
        loop.callAt(2, say, name);
      yield* sleep(3);
    });
    expect(said(trace).join(" ")).toBe("first second third fourth fifth sixth seventh");
  });

  it("takes timers less than a nanosecond apart as due together, as asyncio does", async () => {
    const { trace } = await record(function* (say) {
      const loop = getRunningLoop();
      loop.callAt(0.1 + 0.2, say, "later by an ulp");
      loop.callAt(0.3, () => loop.callSoon(say, "from the callback at 0.3"));
      yield* sleep(1);
    });
    expect(said(trace)).toEqual(["later by an ulp", "from the callback at 0.3"]);
  });
});

describe("a loop", () => {
  it("runs a future to its end, and stops when told", async () => {
    const loop = new EventLoop({ clock: virtualClock() });
    expect(await loop.runUntilComplete(loop.createTask(sleep(2, "two")))).toBe("two");
    loop.callLater(1, () => loop.stop());
    await loop.runForever();
    expect(loop.time()).toBe(3);
    const never = loop.createFuture<void>();
    loop.callSoon(() => loop.stop());
    await expect(loop.runUntilComplete(never)).rejects.toThrow(
      "Event loop stopped before Future completed.",
    );
    loop.close();
    expect(() => loop.callSoon(() => undefined)).toThrow("Event loop is closed");
  });

  it("cannot run twice at once, nor be closed while it runs", async () => {
    const loop = new EventLoop({ clock: virtualClock() });
    const running = loop.runUntilComplete(loop.createTask(sleep(1)));
    expect(() => loop.close()).toThrow("Cannot close a running event loop");
    expect(() => loop.runForever()).toThrow("This event loop is already running");
    await running;
    loop.close();
  });
});

function said(trace: readonly string[]): string[] {
  return trace.filter((line) => / - /.test(line)).map((line) => line.replace(/^\S+ - /, ""));
}
