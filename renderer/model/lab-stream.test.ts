import { afterEach, beforeEach, expect, it } from "vitest";
import { drawn } from "../testing/mount";
import { Script } from "../testing/script";
import { TestBridge } from "../testing/test-bridge";
import { LabStream } from "./lab-stream";

const listener = { onOpen: () => {}, onLost: () => {}, onPush: () => {} };
const snapshot = new Script().frame({ type: "snapshot" });

let bridge: TestBridge;
let stream: LabStream;

beforeEach(() => {
  bridge = new TestBridge();
  stream = new LabStream(bridge);
  stream.open(listener);
});
afterEach(() => stream.close());

it("attaches when the connection stands, and acknowledges what it took in", async () => {
  stream.follow("playground");
  expect(bridge.requests).toEqual([]);
  bridge.open();
  expect(bridge.requests).toEqual([{ type: "attach", session: "playground", from: null }]);
  bridge.emit(snapshot);
  bridge.emit(new Script().created(1, "main").started(1).frame());
  await drawn();
  expect(bridge.requests.slice(1)).toEqual([
    { type: "ack", session: "playground", epoch: 0, seq: 2 },
  ]);
  expect(stream.models.playground.table.size).toBe(1);
});

it("acknowledges nothing of a session of which nothing has come yet", async () => {
  stream.follow("playground");
  bridge.open();
  bridge.emit(snapshot);
  // Before the repaint that the frame asked for.
  stream.follow("program");
  await drawn();
  expect(bridge.requests.filter(({ type }) => type === "ack")).toEqual([]);
});

it("repaints once for the frames that came between two", async () => {
  stream.follow("playground");
  bridge.open();
  bridge.emit(snapshot);
  for (let task = 1; task <= 20; task += 1) {
    bridge.emit(new Script(task - 1).created(task, "t").frame());
  }
  await drawn();
  expect(stream.models.playground.version.value).toBe(1);
  expect(stream.models.playground.rows.length).toBe(20);
});

it("goes on from where it was after the connection was lost", async () => {
  stream.follow("playground");
  bridge.open();
  bridge.emit(snapshot);
  bridge.emit(new Script().created(1, "main").frame());
  await drawn();
  bridge.lose();
  bridge.open();
  expect(bridge.requests.at(-1)).toEqual({
    type: "attach",
    session: "playground",
    from: { epoch: 0, seq: 1 },
  });
});

it("attaches again at a gap, once for all frames that were under way", async () => {
  stream.follow("playground");
  bridge.open();
  bridge.emit(snapshot);
  await drawn();
  bridge.requests.length = 0;
  bridge.emit(new Script(5).created(1, "lost").frame());
  bridge.emit(new Script(6).created(2, "lost").frame());
  await drawn();
  expect(bridge.requests.filter(({ type }) => type === "attach")).toEqual([
    { type: "attach", session: "playground", from: { epoch: 0, seq: 0 } },
  ]);
  bridge.emit(new Script().created(1, "a").created(2, "b").frame());
  await drawn();
  expect(stream.models.playground.table.size).toBe(2);
});

it("keeps what it knows of a session while it follows another", async () => {
  stream.follow("playground");
  bridge.open();
  bridge.emit(snapshot);
  bridge.emit(new Script().created(1, "main").frame());
  await drawn();
  stream.follow("program");
  // Sent before the lab knew: it is of no use any more.
  bridge.emit(new Script(1).created(2, "late").frame());
  await drawn();
  expect(stream.models.playground.table.size).toBe(1);
  stream.follow("playground");
  expect(bridge.requests.at(-1)).toEqual({
    type: "attach",
    session: "playground",
    from: { epoch: 0, seq: 1 },
  });
});

it("asks the lab to keep what the page looks back at, and again when it attaches anew", async () => {
  stream.follow("playground");
  bridge.open();
  bridge.emit(snapshot);
  await drawn();
  bridge.requests.length = 0;
  const hold = { type: "hold", session: "playground", epoch: 0 };
  stream.hold(true);
  stream.hold(true);
  expect(bridge.requests).toEqual([{ ...hold, on: true }]);
  bridge.lose();
  bridge.open();
  expect(bridge.requests.at(-1)).toEqual({ ...hold, on: true });
  stream.hold(false);
  expect(bridge.requests.at(-1)).toEqual({ ...hold, on: false });
});
