import type { LoopEntry, LoopLook, StepOutcome } from "../../shared/loop-look";
import { LabError } from "../../shared/result";
import type { ClockDial, SessionTime } from "../../shared/session-time";
import { refusal } from "../../shared/texts/refusal";
import type { EventLoop } from "../scheduler";
import type { DialClock } from "./dial-clock";
import { entryToRun, lookOf, NOTHING_BEFORE } from "./loop-look";
import type { Recorder } from "./recorder";

/** How the user steers the loops that are recorded by one recorder: one after the other, or several at once. */
export class Steering {
  readonly #recorder: Recorder;
  readonly #clock: DialClock | null;
  #paused: boolean;
  /** Those that run. The last one is the one that is looked into and stepped. */
  readonly #loops = new Set<EventLoop>();
  /** What ran in the last step of this pause. */
  #stepped: LoopEntry | null = null;

  /**
   * @param clock the loops' clock, null if it is one without a dial
   * @param time how it stands at first
   */
  constructor(
    recorder: Recorder,
    clock: DialClock | null,
    { paused, dial }: Pick<SessionTime, "paused" | "dial">,
  ) {
    this.#recorder = recorder;
    this.#clock = clock;
    this.#paused = paused;
    if (clock === null) return;
    clock.dial = dial;
    clock.held = paused;
  }

  get time(): SessionTime {
    const { paused, dial } = this;
    return { paused, dial, at: this.#recorder.now() };
  }

  get #last(): EventLoop | null {
    return [...this.#loops].at(-1) ?? null;
  }

  get paused(): boolean {
    return this.#paused;
  }

  get dial(): ClockDial {
    return this.#clock?.dial ?? "1";
  }

  /** `loop` is about to run. */
  begin(loop: EventLoop): void {
    this.#loops.add(loop);
    if (this.#paused) loop.pause();
  }

  /** `loop` has ended. */
  end(loop: EventLoop): void {
    this.#loops.delete(loop);
  }

  /**
   * Holds loop and clock where they are, or lets them go on; while nothing runs, what runs next
   * begins so. What the host has under way goes on, and what it brings waits in the ready queue.
   * @returns whether that was a change
   */
  setPaused(paused: boolean): boolean {
    if (paused === this.#paused) return false;
    this.#paused = paused;
    this.#stepped = null;
    if (this.#clock !== null) this.#clock.held = paused;
    for (const loop of this.#loops) {
      if (paused) loop.pause();
      else loop.resume();
    }
    return true;
  }

  /**
   * Runs one entry of the paused loop's ready queue. If nothing is ready, the clock jumps to the
   * first timer, unless an answer is awaited that might come before it.
   * @throws LabError ("conflict") if it is not paused, or nothing runs
   */
  step(): StepOutcome {
    const loop = this.#last;
    if (loop === null || !loop.isRunning()) {
      throw new LabError("conflict", refusal("nothingRuns"));
    }
    if (!this.#paused) {
      throw new LabError("conflict", refusal("notPaused"));
    }
    const step = () => {
      const next = entryToRun(loop, this.#recorder);
      return loop.step() ? next : null;
    };
    const ran = this.#clock === null ? step() : this.#clock.duringStep(step);
    this.#stepped = ran ?? this.#stepped;
    return { ran, requests: this.#recorder.openRequests };
  }

  /** @throws LabError ("conflict") if the clock has no dial */
  setDial(dial: ClockDial): void {
    if (this.#clock === null) {
      throw new LabError("conflict", refusal("noDial"), "dial");
    }
    this.#clock.dial = dial;
  }

  /** What the loop has before it. */
  look(): LoopLook {
    const recorder = this.#recorder;
    const loop = this.#last;
    return {
      at: recorder.now(),
      runs: loop !== null,
      stepped: this.#stepped,
      ...(loop === null ? NOTHING_BEFORE : lookOf(loop, recorder)),
      requests: recorder.openRequests,
    };
  }
}
