import { expect, it } from "vitest";
import type { LoopEntry, LoopLook } from "../../../shared/loop-look";
import type { SessionStatus } from "../../../shared/session";
import { REAL_TIME } from "../../../shared/session-time";
import { loopSentence } from "./loop-state";

const STEP: LoopEntry = { kind: "step", tasks: [1], others: 0, callback: "" };
const idle: LoopLook = {
  at: 2,
  runs: true,
  stepped: null,
  ready: [],
  readyCount: 0,
  inIteration: 0,
  timers: [],
  timerCount: 0,
  requests: 0,
};
const running: SessionStatus = {
  id: "playground",
  epoch: 1,
  phase: "running",
  program: null,
  source: null,
  end: null,
  blocking: null,
  coroutines: [],
  awaiting: null,
  time: REAL_TIME,
  recording: null,
};
const paused = { ...running, time: { ...REAL_TIME, paused: true } };
const say = (look: Partial<LoopLook>, status = running) =>
  loopSentence({ ...idle, ...look }, status, () => "a");

it("says what an idle loop waits for", () => {
  const timers = [{ due: 2.5, entry: { ...STEP, kind: "wake" as const } }];
  expect(say({})).toBe("Idle: waits for you.");
  expect(say({ timers })).toBe("Idle: waits for the first timer, due in 500 ms.");
  expect(say({ timers, requests: 2 })).toBe(
    "Idle: waits for the first timer, due in 500 ms, and for 2 answers over HTTP.",
  );
  expect(say({ requests: 1 })).toBe("Idle: waits for 1 answer over HTTP.");
});

it("says where a paused loop stands, and what the last step did", () => {
  expect(say({}, paused)).toBe("Paused at 2.000 s.");
  expect(say({ stepped: STEP }, paused)).toBe("Paused at 2.000 s. a took a step.");
  expect(say({ runs: false }, paused)).toContain("the next run begins");
});

it("counts what a busy loop works off", () => {
  expect(say({ readyCount: 1 })).toBe("Works off 1 entry.");
  expect(say({ readyCount: 1200 })).toBe("Works off 1,200 entries.");
});
