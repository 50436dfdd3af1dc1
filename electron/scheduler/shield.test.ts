import { expect, it } from "vitest";
import { lines, record } from "./__tests__/record";
import {
  CancelledError,
  createTask,
  EventLoop,
  Future,
  gather,
  getRunningLoop,
  shield,
  sleep,
  wait,
} from "./index";
import type { Coroutine } from "./index";

it("case 9: the outer future is cancelled, the inner goes on", async () => {
  const { trace } = await record(function* (say) {
    const inner = createTask(sleep(2, "saved"), { name: "inner" });
    const outer = createTask(
      (function* () {
        yield* shield(inner);
      })(),
      { name: "outer" },
    );
    yield* sleep(1);
    outer.cancel();
    yield* wait([outer]);
    say(inner.done(), yield* inner);
  });
  expect(trace.slice(trace.indexOf("1 > main"))).toEqual(
    lines(`
      1 > main
      1 outer cancel by main
      1 outer ready by main
      1 main waits for wait
      1 > outer
      1 outer CancelledError
      1 outer done cancelled
      1 main ready
      1 > main
      1 main waits for task inner
      2 inner ready
      2 > inner
      2 inner done
      2 main ready by inner
      2 > main
      2 - false saved
      2 main done
    `),
  );
});

it("an inner future that is done is returned as it is", async () => {
  const { outcome } = await record(function* () {
    const inner = createTask(sleep(0, 1));
    yield* inner;
    return shield(inner) === inner;
  });
  expect(outcome).toEqual({ value: true });
});

it("the inner one's result, error and cancellation reach the outer one", async () => {
  const { outcome } = await record(function* () {
    const texts: string[] = [];
    const loop = getRunningLoop();
    const cancelled = loop.createFuture<string>();
    loop.callLater(3, () => cancelled.cancel("inner"));
    for (const inner of [sleep(1, "value"), failing(), cancelled]) {
      try {
        texts.push(String(yield* shield<string>(inner)));
      } catch (error) {
        texts.push(String(error));
      }
    }
    return texts;
  });
  expect(outcome).toEqual({ value: ["value", "Error: inner", "CancelledError"] });
});

it("an error of the inner one is reported when nobody is left to hear it", async () => {
  const { reports } = await record(function* () {
    const inner = createTask(failing());
    const outer = shield(inner);
    outer.cancel();
    yield* sleep(2);
  });
  expect(reports.map(({ message }) => message)).toEqual(["Error exception in shielded future"]);
});

it("a shielded gather goes on when the shield is cancelled", async () => {
  const { outcome } = await record(function* () {
    const children = [new Future<number>(), new Future<number>()] as const;
    const gathered = gather(children);
    const outer = shield(gathered);
    outer.cancel();
    yield* sleep(0);
    children[0].setResult(1);
    children[1].setResult(2);
    return [outer.cancelled(), yield* gathered];
  });
  expect(outcome).toEqual({ value: [true, [1, 2]] });
});

it("a gather of shields is cancelled with them, and not what they shield", async () => {
  const { outcome } = await record(function* () {
    const children = [new Future<number>(), new Future<number>()] as const;
    const shields = children.map((child) => shield(child));
    const gathered = gather(shields);
    gathered.cancel();
    yield* wait([gathered]);
    const ended = [...shields, ...children].map((future) => future.cancelled());
    return [gathered.cancelled(), gathered.exception() instanceof CancelledError, ...ended];
  });
  expect(outcome).toEqual({ value: [false, true, true, true, false, false] });
});

it("it is of the loop of what it shields outside of a running one; a coroutine needs a running one", async () => {
  const loop = new EventLoop();
  const inner = new Future<string>(loop);
  const outer = shield(inner);
  expect(outer.getLoop()).toBe(loop);
  expect(() => shield(failing())).toThrow("no running event loop");
  inner.setResult("value");
  expect(await loop.runUntilComplete(outer)).toBe("value");
  loop.close();
});

function* failing(): Coroutine<string> {
  yield* sleep(1);
  throw new Error("inner");
}
