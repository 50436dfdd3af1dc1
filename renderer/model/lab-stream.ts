import type { Bridge, Connection } from "../../shared/bridge";
import type { SessionId } from "../../shared/session";
import type { Push, StreamFrame, StreamMessage } from "../../shared/stream";
import { Repaint } from "./repaint";
import { NO_EPOCH, SessionModel } from "./session-model";

/**
 * How long frames are taken in before the page is drawn, in milliseconds. Longer takes in more a
 * second, shorter keeps the page answering while a flood comes in. What is left waits for the next.
 */
const MIN_INTAKE_MS = 8;
/** Where drawing itself is slow, taking in gets this share of the time, or the page falls ever further behind. */
const INTAKE_SHARE = 0.5;
const MAX_INTAKE_MS = 50;

export interface LabStreamListener {
  /** The connection stands, for the first time or again. */
  onOpen(): void;
  /** `reason`: see `ConnectionListener`. */
  onLost(reason: string): void;
  onPush(push: Push): void;
}

/**
 * Follows one session at a time over the bridge and feeds its model: attaches, takes frames in once
 * a repaint, acknowledges them, and attaches again from where it was when something is missing.
 */
export class LabStream {
  readonly models: Readonly<Record<SessionId, SessionModel>> = {
    playground: new SessionModel("playground"),
    program: new SessionModel("program"),
    recording: new SessionModel("recording"),
  };

  readonly #bridge: Bridge;
  readonly #repaint = new Repaint(() => this.#takeIn());
  #connection: Connection | null = null;
  #open = false;
  #followed: SessionId | null = null;
  /** The page looks at what has been: the lab keeps it. */
  #holds = false;
  #frames: StreamFrame[] = [];
  /** When the last frames were taken in. */
  #takenInAt = 0;
  /** Frames that were under way when the page attached again do not fit, and are no reason to attach once more. */
  #resuming = false;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  open(listener: LabStreamListener): void {
    this.#connection = this.#bridge.connect({
      onOpen: () => {
        this.#open = true;
        this.#attach();
        listener.onOpen();
      },
      onMessage: (message) => this.#receive(message, listener),
      onLost: (reason) => {
        this.#open = false;
        this.#frames = [];
        listener.onLost(reason);
      },
    });
  }

  /** Follows `session` and no other. What the page knows of the other stays, and is gone on from when it comes back. */
  follow(session: SessionId): void {
    if (this.#followed === session) return;
    this.#followed = session;
    this.#frames = [];
    this.#attach();
  }

  /** Whether frames have come that are not taken in yet: a push that came after them may be about what they say. */
  get isBehind(): boolean {
    return this.#frames.length > 0;
  }

  /** Asks the lab to keep what the session in view has recorded while the page looks back at it. */
  hold(on: boolean): void {
    if (this.#holds === on) return;
    this.#holds = on;
    this.#sendHold(on);
  }

  close(): void {
    this.#connection?.close();
    this.#connection = null;
    this.#open = false;
    this.#repaint.cancel();
  }

  #attach(): void {
    if (!this.#open || this.#followed === null) return;
    const { epoch, seq } = this.models[this.#followed];
    this.#resuming = true;
    this.#connection?.send({
      type: "attach",
      session: this.#followed,
      from: epoch === NO_EPOCH ? null : { epoch, seq },
    });
    // The lab lets go of what a page held when it attaches, and when its connection is lost.
    if (this.#holds) this.#sendHold(true);
  }

  #sendHold(on: boolean): void {
    if (!this.#open || this.#followed === null) return;
    const { session, epoch } = this.models[this.#followed];
    if (epoch !== NO_EPOCH) this.#connection?.send({ type: "hold", session, epoch, on });
  }

  #receive(message: StreamMessage, listener: LabStreamListener): void {
    if ("batch" in message) {
      if (message.session !== this.#followed) return;
      this.#frames.push(message);
      this.#repaint.request();
    } else listener.onPush(message);
  }

  #takeIn(): void {
    if (this.#followed === null) return;
    const model = this.models[this.#followed];
    const start = performance.now();
    const budget = Math.min(
      MAX_INTAKE_MS,
      Math.max(MIN_INTAKE_MS, ((start - this.#takenInAt) * INTAKE_SHARE) / (1 - INTAKE_SHARE)),
    );
    let taken = 0;
    while (taken < this.#frames.length && performance.now() - start < budget) {
      this.#take(model, this.#frames[taken]!);
      taken += 1;
    }
    this.#takenInAt = performance.now();
    this.#frames = this.#frames.slice(taken);
    if (this.#frames.length > 0) this.#repaint.request();
    const { session, epoch, seq } = model;
    // The page may have turned to a session of which nothing has come yet.
    if (this.#open && epoch !== NO_EPOCH) {
      this.#connection?.send({ type: "ack", session, epoch, seq });
    }
    model.changed();
  }

  #take(model: SessionModel, frame: StreamFrame): void {
    const intake = model.take(frame);
    if (intake === "taken") this.#resuming = false;
    else if (intake === "gap" && !this.#resuming) this.#attach();
  }
}
