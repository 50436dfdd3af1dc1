/** Every bound of the lab in one place, each with what it trades. */

/** Events kept for one session. More remembers longer, at 22 bytes an event and its share of the texts: about 60 MB here. */
export const MAX_LOG_EVENTS = 2_000_000;

/** Characters of text kept for one session: names, results and printed lines. Whichever bound is met first evicts. */
export const MAX_LOG_TEXT = 64_000_000;

/** Events evicted together. Smaller is a finer bound, larger makes eviction rarer. A power of two, so that doubling columns fill it exactly. */
export const CHUNK_EVENTS = 16_384;

/** The longest name, result or printed line that is recorded, in characters. The rest is cut, with a mark. */
export const MAX_TEXT_LENGTH = 2_000;

/** How long events are collected before they are sent, in milliseconds: shorter is livelier, longer sends fewer frames. One frame of a 60 Hz screen. */
export const FLUSH_INTERVAL_MS = 16;

/** Events in one frame at most: larger costs less an event, smaller lets the page draw in between. More than a chunk holds would change nothing. */
export const MAX_FRAME_EVENTS = 16_384;

/** Events sent to a page that it has not taken in yet. Past it the page gets no more until it acknowledges, so that a slow page costs no memory here. */
export const MAX_UNACKNOWLEDGED_EVENTS = 262_144;

/** Bytes sent to a page that it has not taken in yet: the same for events with long texts. One frame may go past it. */
export const MAX_UNACKNOWLEDGED_BYTES = 32_000_000;

/** Actions that can wait behind a direct await in the playground. */
export const MAX_QUEUED_ACTIONS = 1_000;

/** How long a session may clean up after it was stopped, in milliseconds, before it is let go as it is. */
export const CLOSE_TIMEOUT_MS = 10_000;

/** How long the old run of a session may clean up when a new one is to begin, in milliseconds. Shorter: somebody waits for it. */
export const RESTART_TIMEOUT_MS = 1_000;

/** The longest time for which the palette's coroutine blocks the loop, in seconds: window and server answer nobody meanwhile. */
export const MAX_BLOCK_SECONDS = 3;

/** A step that runs longer gets a warning, in seconds. asyncio's own `slow_callback_duration`. */
export const SLOW_STEP_SECONDS = 0.1;

/** Tasks named one by one when a run is let go with tasks pending. The others are counted. */
export const MAX_NAMED_LEFTOVERS = 10;
