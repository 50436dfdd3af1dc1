import { CancelOrigin, Channel } from "../../../shared/events";
import type { LoopLook, StepOutcome } from "../../../shared/loop-look";
import { DialClock } from "../../lab/dial-clock";
import type { Recorder } from "../../lab/recorder";
import { Steering } from "../../lab/steering";
import { textOfValue } from "../../lab/text";
import { equip } from "../../lab/tools";
import type { Tools } from "../../lab/tools";
import type { UnseenErrors } from "../../lab/unseen-errors";
import { Runner, virtualClock } from "../../scheduler";
import type { ProgramTiming } from "../protocol";
import type { Awaitable, Clock, EventLoop, LoopOptions, RunOptions } from "../../scheduler";

/** What a run ends with that somebody stopped: Python's word for it. */
export class KeyboardInterrupt extends Error {
  override readonly name = "KeyboardInterrupt";
}

export interface ProgramLoopsOptions {
  /** Whether each loop has a virtual clock of its own. */
  readonly isVirtual: boolean;
  readonly time: ProgramTiming;
  readonly recorder: Recorder;
  readonly unseen: UnseenErrors;
  readonly tools: Tools;
  /** Told when a loop begins, with which time goes on, and when it has ended. */
  readonly onClock: (runs: boolean) => void;
  /** Told when a paused program goes on without having been asked to. */
  readonly onResumed: () => void;
}

/**
 * The loops of one program, one after the other or several at once, each of them recorded: `run` and
 * `Runner` as the scheduler has them, on the program's clock.
 */
export class ProgramLoops {
  /** The clock of all loops; null if each gets a virtual one. */
  readonly #clock: DialClock | null;
  /** What observes every loop. */
  readonly recorder: Recorder;
  readonly #steering: Steering;
  readonly #onClock: (runs: boolean) => void;
  readonly #onResumed: () => void;
  readonly #unseen: UnseenErrors;
  readonly #tools: Tools;
  readonly #runs = new Set<Promise<unknown>>();
  readonly #interrupt = new AbortController();
  readonly #open = new Set<EventLoop>();
  #count = 0;

  constructor(options: ProgramLoopsOptions) {
    const { isVirtual, time, recorder, unseen, tools, onClock, onResumed } = options;
    this.#clock = isVirtual ? null : new DialClock(() => recorder.openRequests > 0);
    this.#steering = new Steering(recorder, this.#clock, time);
    this.#onClock = onClock;
    this.#onResumed = onResumed;
    this.recorder = recorder;
    this.#unseen = unseen;
    this.#tools = tools;
  }

  /** How many runs there were. */
  get count(): number {
    return this.#count;
  }

  /** The loop that runs now, or null; of several the one that began last. */
  get current(): EventLoop | null {
    return [...this.#open].at(-1) ?? null;
  }

  get interruption(): AbortSignal {
    return this.#interrupt.signal;
  }

  /** A clock for a run that brings none. */
  newClock(): Clock {
    return this.#clock ?? virtualClock();
  }

  /** Cancels what runs as `main`; whatever is run later ends at once. */
  interrupt(): void {
    this.#goOn();
    this.recorder.cancelAs(CancelOrigin.USER, () => this.#interrupt.abort(new KeyboardInterrupt()));
  }

  /** Resolves when no run is left: those too that the program did not await itself. */
  async ended(): Promise<void> {
    while (this.#runs.size > 0) await Promise.allSettled(this.#runs);
  }

  /** What a program gets as `Runner`. */
  readonly Runner: typeof Runner = recordedRunner(this);

  /** What a program gets as `run`. */
  readonly run = async <T>(main: Awaitable<T>, options: RunOptions = {}): Promise<T> => {
    const runner = new this.Runner(options);
    const running = (async () => {
      try {
        return await runner.run(main, options);
      } finally {
        await runner.close();
      }
    })();
    this.#runs.add(running);
    try {
      return await running;
    } finally {
      this.#runs.delete(running);
    }
  };

  /** `loop` is about to run: its record begins. */
  begin(loop: EventLoop): void {
    if (this.#open.has(loop)) return;
    this.#open.add(loop);
    this.#count += 1;
    loop.setExceptionHandler((_loop, context) => this.#unseen.reported(context));
    equip(loop, this.#tools);
    this.recorder.begin(loop);
    this.#steering.begin(loop);
    this.#onClock(true);
  }

  /** @throws LabError if a virtual clock is to have a dial */
  steer({ paused, dial }: ProgramTiming): void {
    if (dial !== this.#steering.dial) this.#steering.setDial(dial);
    this.#steering.setPaused(paused);
  }

  /** @throws LabError if nothing is paused */
  step(): StepOutcome {
    return this.#steering.step();
  }

  look(): LoopLook {
    return this.#steering.look();
  }

  /** What is left over in `loop` is about to be cancelled. */
  closing(loop: EventLoop): void {
    // The clean-up could not run.
    this.#goOn();
    if (this.interruption.aborted) return;
    const pending = [...this.recorder.tasks()].filter(
      (task) => !task.done() && task.getLoop() === loop,
    );
    this.#unseen.outliving(pending);
  }

  /** `loop` is closed. */
  end(loop: EventLoop): void {
    this.#unseen.lookAtTold();
    this.#steering.end(loop);
    this.#open.delete(loop);
    const { current } = this;
    if (current !== null) {
      this.recorder.begin(current);
      return;
    }
    this.recorder.end();
    this.#onClock(false);
  }

  #goOn(): void {
    if (this.#steering.setPaused(false)) this.#onResumed();
  }

  /** What a program gets as `print`: any values, with a space in between. */
  readonly print = (...values: readonly unknown[]): void => {
    this.recorder.print(Channel.OUTPUT, values.map(shown).join(" "));
  };
}

/** The scheduler's runner, which begins and ends the record of its loop. */
function recordedRunner(loops: ProgramLoops): typeof Runner {
  return class extends Runner {
    #begun: EventLoop | null = null;

    constructor(options: LoopOptions = {}) {
      super({ ...options, clock: options.clock ?? loops.newClock(), observer: loops.recorder });
    }

    override run<T>(main: Awaitable<T>, options: Parameters<Runner["run"]>[1] = {}): Promise<T> {
      this.#begun = this.getLoop();
      loops.begin(this.#begun);
      return super.run(main, { ...options, signal: eitherSignal(options.signal, loops) });
    }

    override async close(): Promise<void> {
      const loop = this.#begun;
      if (loop === null) return super.close();
      loops.closing(loop);
      // It asks for the cancels before it waits for anything.
      await loops.recorder.cancelAs(CancelOrigin.END, () => super.close());
      loops.end(loop);
      this.#begun = null;
    }
  };
}

function eitherSignal(given: RunOptions["signal"], { interruption }: ProgramLoops): AbortSignal {
  if (given === undefined) return interruption;
  return AbortSignal.any([given as AbortSignal, interruption]);
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : textOfValue(value);
}
