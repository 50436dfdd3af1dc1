/**
 * How a page follows a session: over one connection (a MessagePort on the desktop, a WebSocket in
 * the browser) it attaches to a session, gets a snapshot, then numbered batches, and acknowledges
 * them. It may hold any number of batches back: the sender waits, and what falls out of the bounded
 * log meanwhile is skipped with a new snapshot, counted, and shown.
 */
import type { EventBatch } from "./batch";
import type { JobPush } from "./library";
import type { SessionId, SessionStatus } from "./session";
import type { Settings } from "./settings";
import type { UpdateState } from "./updates";

/** From the page. */
export type StreamRequest =
  /** Follow `session` from now on, and no other. `from`: what the page has already, to go on from there without a gap. */
  | { type: "attach"; session: SessionId; from: { epoch: number; seq: number } | null }
  /** All events below `seq` are taken in. */
  | { type: "ack"; session: SessionId; epoch: number; seq: number }
  /** The page looks at what has been, or no longer: what the log of the session that it follows holds is to stay meanwhile. */
  | { type: "hold"; session: SessionId; epoch: number; on: boolean };

/** To the page. Frames with events are binary (see `wire.ts`), the rest is JSON text. */
export type StreamMessage = StreamFrame | Push;

export interface StreamFrame extends FrameHeader {
  batch: EventBatch;
}

export interface FrameHeader {
  /** A snapshot replaces all that the page knows of the session; its rows rebuild the tasks alive at `seq`. A delta adds to it. */
  type: "snapshot" | "delta";
  session: SessionId;
  /** Counts how often the session was started anew. Events of different epochs never mix. */
  epoch: number;
  /** The number of the first event that comes after this frame. */
  seq: number;
  /** The session's time when the frame was made, in seconds. */
  now: number;
  /** The oldest event that the log still holds: what finished before it may be let go. */
  firstRetained: number;
  evicted: { events: number; tasks: number };
  /** Events of this epoch that this page never got one by one, because it fell behind. */
  dropped: number;
}

export type Push =
  | { type: "session"; status: SessionStatus }
  | { type: "settings"; settings: Settings }
  | { type: "updates"; state: UpdateState }
  /** Recordings came, went or have other names: ask for the list again. */
  | { type: "library" }
  /** The same for the user's programs. */
  | { type: "sources" }
  /** Lessons or the progress in them changed: ask for the list again. */
  | { type: "lessons" }
  /** The system handed something to the app: take it. */
  | { type: "arrival" }
  | JobPush
  | { type: "lab-closing" };
