import { host } from "./host";

/** A loop's time, and how to wait for more of it. */
export interface Clock {
  /** Now, in seconds since an origin of the clock's own. Never goes backwards. */
  time(): number;
  /**
   * Called when nothing is ready. Either makes `when` the present and returns 0, or returns for how
   * many of the host's seconds the loop should sleep before it asks again.
   * @param when when the first timer is due; Infinity if there is none
   * @param hostWork whether tasks wait for something of the host, which no timer announces
   */
  wait(when: number, hostWork: boolean): number;
  /** Whether time passes only when the loop asks for it, so that waiting for nothing can be told. */
  readonly isVirtual: boolean;
  /** Calls `listener` when a wait that was answered before may have become wrong. Returns how to stop that. */
  onChange?(listener: () => void): () => void;
}

/**
 * The host's own time. It begins at zero.
 *
 * @example
 * function* main() {
 *   const loop = getRunningLoop();
 *   const before = loop.time();
 *   yield* sleep(0.01);
 *   print(loop.time() - before >= 0.01); // true
 * }
 * await run(main(), { clock: realClock() });
 */
export function realClock(): Clock {
  const origin = host.now();
  const time = () => host.now() - origin;
  return { time, wait: (when) => Math.max(0, when - time()), isVirtual: false };
}

/**
 * Time that jumps to the next timer as soon as nothing is ready: an hour of sleep takes no time at
 * all, and every run is the same. While a task waits for something of the host, such as a request,
 * a timer gets its real time first, so that the host has its chance to answer before it.
 *
 * @example
 * function* main() {
 *   yield* sleep(3600);
 *   return getRunningLoop().time();
 * }
 * print(await run(main(), { clock: virtualClock() })); // 3600
 */
export function virtualClock(): Clock {
  let now = 0;
  let awaited = NaN;
  let awaitedSince = 0;
  return {
    time: () => now,
    wait(when, hostWork) {
      if (hostWork || when === Infinity) {
        if (when !== awaited) {
          awaited = when;
          awaitedSince = host.now();
        }
        const left = when - now - (host.now() - awaitedSince);
        if (left > 0) return left;
      }
      now = Math.max(now, when);
      return 0;
    },
    isVirtual: true,
  };
}

/** A clock whose speed can be changed while it runs. */
export interface ScaledClock extends Clock {
  /** Loop seconds per second of the host; zero stands still. */
  rate: number;
}

/**
 * The host's time, faster or slower.
 * @param rate loop seconds per second of the host: 10 makes a sleep of one second take a tenth
 * @throws RangeError if `rate` is negative or no finite number
 *
 * @example
 * const clock = scaledClock(1000);
 * print(await run(sleep(1, "a second in a millisecond"), { clock })); // a second in a millisecond
 */
export function scaledClock(rate: number): ScaledClock {
  const listeners = new Set<() => void>();
  let origin = host.now();
  let base = 0;
  let current = checkedRate(rate);
  const time = () => base + (host.now() - origin) * current;
  return {
    time,
    wait(when) {
      const left = when - time();
      if (left <= 0) return 0;
      return current === 0 ? Infinity : left / current;
    },
    isVirtual: false,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get rate() {
      return current;
    },
    set rate(next) {
      const checked = checkedRate(next);
      base = time();
      origin = host.now();
      current = checked;
      for (const listener of listeners) listener();
    },
  };
}

function checkedRate(rate: number): number {
  if (rate >= 0 && rate < Infinity) return rate;
  throw new RangeError(`A clock's rate is zero or a positive number, not ${rate}.`);
}
