import { RuntimeError } from "./errors";
import type { EventLoop } from "./event-loop";
import { Resource } from "./resource";
import { requireRunningLoop } from "./running";

/** What belongs to the loop in which a task first had to wait for it. */
export abstract class LoopBound extends Resource {
  private loop: EventLoop | null = null;

  /** @throws RuntimeError if tasks of another loop have waited for this */
  protected requireLoop(): EventLoop {
    const loop = requireRunningLoop();
    this.loop ??= loop;
    if (loop !== this.loop) throw new RuntimeError(`${this} is bound to a different event loop`);
    return loop;
  }
}
