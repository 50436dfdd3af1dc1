import { RuntimeError } from "./errors";
import type { EventLoop } from "./event-loop";
import { beginIteration } from "./iterations";
import { running } from "./running";

/*
 * Holding a loop and moving it on by hand. An iteration that is held half-way is set aside, so that
 * the one comparison that ends an iteration ends it for a paused loop too, and a loop that is never
 * paused pays nothing.
 */

/** Holds `loop` where it is; called by an entry of its ready queue, once that is over. */
export function pause(loop: EventLoop): void {
  if (loop._paused) return;
  loop._paused = true;
  loop._isInterrupted = true;
  if (loop._asleep) {
    loop._endSleep();
  } else if (running.loop === loop) {
    loop._setAside = loop._remaining;
    loop._remaining = 0;
  }
}

/** Lets `loop` go on from where it was held. */
export function resume(loop: EventLoop): void {
  if (!loop._paused) return;
  loop._paused = false;
  loop._isInterrupted = loop._stopping;
  takeUp(loop);
  if (loop.isRunning() && running.loop !== loop) loop._queueSlice();
}

/**
 * Runs the next entry of a paused loop, before it returns. If nothing is ready, timers that are due
 * are; a virtual clock jumps to the first one.
 * @returns whether there was an entry
 * @throws RuntimeError if the loop does not run, is not paused, or while another entry runs
 */
export function stepPaused(loop: EventLoop): boolean {
  if (!loop.isRunning() || !loop._paused) throw new RuntimeError("This event loop is not paused");
  if (running.loop !== null) {
    throw new RuntimeError("Cannot step an event loop while another entry runs");
  }
  takeUp(loop);
  if (loop._remaining === 0) beginSteppedIteration(loop);
  const hasEntry = loop._remaining > 0;
  if (hasEntry) loop._runInside(true);
  else if (loop._stopping) loop._finishLooping(null);
  return hasEntry;
}

/** The rest of the iteration that was set aside is the present one again. */
function takeUp(loop: EventLoop): void {
  loop._remaining += loop._setAside;
  loop._setAside = 0;
}

/** Without anything ready, it asks the clock for the first timer. */
function beginSteppedIteration(loop: EventLoop): void {
  const { clock } = loop;
  loop._now = clock.time();
  beginIteration(loop);
  const when = loop._timers.nextTime();
  if (loop._remaining > 0 || loop._stopping || when === Infinity) return;
  if (clock.wait(when, loop._hostWork > 0) > 0) return;
  loop._now = clock.time();
  beginIteration(loop);
}
