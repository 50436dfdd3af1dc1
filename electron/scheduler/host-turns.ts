import { host } from "./host";

/**
 * The turns in which the host lets a loop run: soon, or when a timer fires. However often one is
 * asked for, there is one at a time.
 */
export class HostTurns {
  private readonly run: () => void;
  private timer: unknown = null;
  private isQueued = false;

  constructor(run: () => void) {
    this.run = run;
  }

  /** Asks for a turn as soon as the host has had its own. */
  takeSoon(): void {
    if (this.isQueued) return;
    this.isQueued = true;
    host.soon(this.queued);
  }

  /** Asks for a turn in `seconds` of the host; for none if that is never. */
  takeIn(seconds: number): void {
    if (seconds < Infinity) this.timer = host.startTimer(seconds, this.timerFired);
  }

  cancelTimer(): void {
    if (this.timer !== null) host.cancelTimer(this.timer);
    this.timer = null;
  }

  private readonly queued = (): void => {
    this.isQueued = false;
    this.run();
  };

  private readonly timerFired = (): void => {
    this.timer = null;
    if (!this.isQueued) this.run();
  };
}
