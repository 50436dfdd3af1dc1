import type { Coroutine } from "./coroutine";
import { LoopBound } from "./loop-bound";

/** What is acquired and released: `with` does both. */
export abstract class Holdable extends LoopBound {
  abstract acquire(): Coroutine<true>;
  abstract release(): void;

  /** Acquires, runs `body`, releases however `body` ended, and returns what it returned. */
  *with<T>(body: () => Coroutine<T>): Coroutine<T> {
    yield* this.acquire();
    try {
      return yield* body();
    } finally {
      this.release();
    }
  }
}
