import { LabError } from "../../../shared/result";
import type { Handlers } from "../../../shared/contract";
import type { Push } from "../../../shared/stream";
import { canCheck, downloadable } from "../../../shared/updates";
import type { Update, UpdateChoice, UpdateObstacle, UpdateState } from "../../../shared/updates";
import type { Log } from "../dispatch";
import { updateProblem } from "./update-problem";
import { nextState } from "./update-state";
import type { UpdateEvent } from "./update-state";

/** How long after the start, or after updates were switched on, it is looked for the first time, in milliseconds: nobody waits for it. */
export const FIRST_CHECK_MS = 10_000;
/** How long until it is looked again, in milliseconds. */
export const CHECK_EVERY_MS = 24 * 60 * 60 * 1_000;

/** What finds, fetches and installs versions. */
export interface Updater {
  /** @returns null if there is no newer version */
  check(): Promise<Update | null>;
  /** Fetches the version that was found last. @param signal ends it */
  download(onPercent: (percent: number) => void, signal: AbortSignal): Promise<void>;
  /** Installs the version that was fetched and ends the app. @returns only to throw, if it cannot be installed */
  install(): Promise<never>;
}

export interface UpdateOptions {
  /** Why there are no updates; null if there are. */
  readonly obstacle: UpdateObstacle | null;
  /** Loads what updates need: when it is first looked for one, and not before. */
  readonly open: () => Promise<Updater>;
  /** Ends all that the app does and calls `install`. What comes of it is the host's to tell: the lab is gone. */
  readonly leave: (install: () => Promise<never>) => void;
}

type Wiring = Pick<Handlers, "updates.check" | "updates.download" | "updates.install">;

/** The lab's updates: looks for them when the setting says so, fetches and installs when the user does. */
export class Updates {
  readonly handlers: Wiring = {
    "updates.check": () => this.#check(),
    "updates.download": () => this.#download(),
    "updates.install": () => this.#install(),
  };
  readonly #options: UpdateOptions;
  readonly #push: (push: Push) => void;
  readonly #log: Log;
  #state: UpdateState;
  #choice: UpdateChoice = "off";
  #updater: Promise<Updater> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #downloading: AbortController | null = null;

  constructor(options: UpdateOptions, push: (push: Push) => void, log: Log) {
    this.#options = options;
    this.#push = push;
    this.#log = log;
    const { obstacle } = options;
    this.#state = obstacle === null ? { kind: "off" } : { kind: "unavailable", why: obstacle };
  }

  get state(): UpdateState {
    return this.#state;
  }

  /** What the user wants from now on. */
  choose(choice: UpdateChoice): void {
    if (choice === this.#choice) return;
    const wasOff = this.#choice === "off";
    this.#choice = choice;
    this.#happened({ type: "chose", choice });
    if (this.#state.kind !== "downloading") this.#downloading?.abort();
    if (choice === "off") clearTimeout(this.#timer);
    else if (wasOff) this.#checkIn(FIRST_CHECK_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#downloading?.abort();
  }

  #check(): Record<never, never> {
    if (!canCheck(this.#state)) throw this.#refusal("Updates cannot be looked for now.");
    this.#happened({ type: "check" });
    this.#checkIn(CHECK_EVERY_MS);
    void this.#look();
    return {};
  }

  async #look(): Promise<void> {
    try {
      const updater = await this.#open();
      this.#happened({ type: "found", update: await updater.check() });
    } catch (error) {
      this.#fail("Looking for updates failed.", error);
    }
  }

  /** A version that is on its way, or here, is not looked for again. */
  #checkIn(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#options.obstacle !== null) return;
    this.#timer = setTimeout(() => {
      if (canCheck(this.#state)) this.#check();
      else this.#checkIn(CHECK_EVERY_MS);
    }, ms);
    // Nobody waits for it: a process that has nothing else to do may end.
    this.#timer.unref();
  }

  #download(): Record<never, never> {
    if (downloadable(this.#state, this.#choice) === null) {
      throw this.#refusal("There is no update to be fetched.");
    }
    this.#happened({ type: "download", choice: this.#choice });
    void this.#fetch();
    return {};
  }

  async #fetch(): Promise<void> {
    const downloading = new AbortController();
    this.#downloading = downloading;
    try {
      const updater = await this.#open();
      const { signal } = downloading;
      const onPercent = (percent: number) => {
        if (!signal.aborted) this.#happened({ type: "progress", percent });
      };
      await updater.download(onPercent, signal);
      if (!signal.aborted) this.#happened({ type: "downloaded" });
    } catch (error) {
      if (!downloading.signal.aborted) this.#fail("The update could not be fetched.", error);
    }
  }

  #install(): Record<never, never> {
    if (this.#state.kind !== "ready") throw this.#refusal("No update is there to be installed.");
    this.#happened({ type: "install" });
    // After the answer is on its way: nobody is there to give it later.
    setImmediate(() => {
      this.#options.leave(async () => (await this.#open()).install());
    });
    return {};
  }

  #open(): Promise<Updater> {
    this.#updater ??= this.#options.open().catch((error: unknown) => {
      this.#updater = null;
      throw error;
    });
    return this.#updater;
  }

  #fail(what: string, error: unknown): void {
    this.#log.error(what, error);
    this.#happened({ type: "failed", ...updateProblem(error) });
  }

  #happened(event: UpdateEvent): void {
    const state = nextState(this.#state, event);
    if (state === this.#state) return;
    this.#state = state;
    this.#push({ type: "updates", state });
  }

  #refusal(otherwise: string): LabError {
    const { kind } = this.#state;
    if (kind === "unavailable") {
      return new LabError("conflict", "This Tasklab does not update itself.");
    }
    return new LabError(
      "conflict",
      kind === "off" ? "Updates are off in the settings." : otherwise,
    );
  }
}
