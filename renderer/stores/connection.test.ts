import { beforeEach, expect, it } from "vitest";
import { LabError } from "../../shared/result";
import { createStores, settled } from "../testing/mount";
import { TestBridge, testDescription } from "../testing/test-bridge";
import { REAL_TIME } from "../../shared/session-time";
import { useConnectionStore } from "./connection";
import { useLabStore } from "./lab";

let bridge: TestBridge;
let connection: ReturnType<typeof useConnectionStore>;
let lab: ReturnType<typeof useLabStore>;

beforeEach(() => {
  bridge = new TestBridge();
  const { pinia } = createStores(bridge);
  connection = useConnectionStore(pinia);
  lab = useLabStore(pinia);
  connection.start();
});

it("asks what the lab is when the connection stands", async () => {
  expect(connection.state).toBe("connecting");
  bridge.open();
  await settled();
  expect(connection.state).toBe("open");
  expect(lab.description?.host).toBe("browser");
  expect(lab.sessions.playground.phase).toBe("running");
});

it("knows when it is lost, and asks anew when it is back", async () => {
  bridge.open();
  await settled();
  bridge.lose();
  expect(connection.state).toBe("lost");
  bridge.on("lab.describe", () => ({ ...testDescription(), version: "2.0.0" }));
  bridge.open();
  await settled();
  expect(connection.state).toBe("open");
  expect(lab.description?.version).toBe("2.0.0");
});

it("tells a lab that does not let the page in from one that is gone", async () => {
  bridge.on("lab.describe", () => {
    throw new LabError("forbidden", "Open Tasklab with the whole address.");
  });
  bridge.lose();
  await settled();
  expect(connection.refused).toBe(true);
  expect(lab.problem?.message).toBe("Open Tasklab with the whole address.");
});

it("says that the lab was closed rather than lost", () => {
  bridge.open();
  bridge.emit({ type: "lab-closing" });
  bridge.lose();
  expect(connection.state).toBe("ended");
});

it("takes in settings and sessions as they change", async () => {
  bridge.open();
  await settled();
  bridge.emit({ type: "settings", settings: { ...lab.settings, latencyMs: 5 } });
  bridge.emit({
    type: "session",
    status: {
      id: "program",
      epoch: 1,
      phase: "running",
      program: "two",
      source: null,
      end: null,
      blocking: null,
      coroutines: [],
      awaiting: null,
      time: REAL_TIME,
      recording: null,
    },
  });
  expect(lab.settings.latencyMs).toBe(5);
  expect(lab.sessions.program.program).toBe("two");
});
