import { RuntimeError } from "./errors";
import type { EventLoop } from "./event-loop";

/** What runs right now. Fields of a constant object: cheaper to write than a module's variables. */
export const running: {
  /** The loop whose callback or step runs. */
  loop: EventLoop | null;
  /** That loop again, if somebody observes it. */
  observed: EventLoop | null;
} = { loop: null, observed: null };

/** Makes `loop` the running one; null: none. */
export function setRunning(loop: EventLoop | null): void {
  running.loop = loop;
  running.observed = loop === null || loop._observer === null ? null : loop;
}

/** @throws RuntimeError when called outside of any loop */
export function requireRunningLoop(): EventLoop {
  if (running.loop === null) throw new RuntimeError("no running event loop");
  return running.loop;
}
