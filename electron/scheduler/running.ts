import { RuntimeError } from "./errors";
import type { EventLoop } from "./event-loop";

/** The loop whose callback or step runs right now. A field of a constant object: cheaper to write than a module's variable. */
export const running: { loop: EventLoop | null } = { loop: null };

/** @throws RuntimeError when called outside of any loop */
export function requireRunningLoop(): EventLoop {
  if (running.loop === null) throw new RuntimeError("no running event loop");
  return running.loop;
}
