/** Every bound of the lab in one place, each with what it trades. */

/** Characters of text kept for one session for each event that the settings let it keep: names, results and printed lines. Whichever bound is met first evicts. */
export const LOG_TEXT_PER_EVENT = 32;

/** Events evicted together. Smaller is a finer bound, larger makes eviction rarer. A power of two, so that doubling columns fill it exactly. */
export const CHUNK_EVENTS = 16_384;

/** How many times more than its bounds a log keeps while somebody looks at what has been. Past it the oldest leaves all the same. */
export const HELD_GROWTH = 4;

/** Chunks that a log which is over its bounds evicts for each that it adds: more catches up sooner after a long look, and stalls for longer. */
export const CHUNKS_EVICTED_AT_ONCE = 4;

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

/** Tasks that the playground's `main` creates in one step, about ten milliseconds. Of more, the others get their turns in between. */
export const TASKS_A_STEP = 2_000;

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

/** Ranges of consecutive tasks that are written down of those for which one wait waits; more are only counted. A wait for whichever of thousands is done first begins anew each time, and would fill the log. */
export const MAX_MEMBER_RANGES = 64;

/** Tasks named one by one when a run ends, or is let go, with tasks pending. The others are counted. */
export const MAX_NAMED_LEFTOVERS = 10;

/** Recordings saved, opened or exported at the same time. Each may hold a whole run in memory. */
export const MAX_JOBS = 8;

/** How often pages hear how far such work is, in milliseconds. Often enough for a bar that moves. */
export const PROGRESS_INTERVAL_MS = 100;

/** How long work that was called off because the lab closes may take to clean up, in milliseconds. */
export const JOBS_CLOSE_MS = 2_000;

/** Recordings in the library's list, the newest ones. Of each, the first line is read; the others are counted. */
export const MAX_LISTED_RECORDINGS = 500;

/** How long the next part of a page's file may take, in milliseconds, before the page is taken for gone. */
export const UPLOAD_PATIENCE_MS = 60_000;

/** How long an export waits for its download to begin, in milliseconds: it holds the run until then. */
export const DOWNLOAD_PATIENCE_MS = 60_000;

/** How often the run that goes on is saved, in milliseconds: what a crash may cost. */
export const AUTOSAVE_INTERVAL_MS = 250;

/** Events that the autosave writes between two turns of everybody else: about two milliseconds' worth. */
export const AUTOSAVE_SLICE_EVENTS = 2_048;

/** How long the autosave rests between two slices if it is behind, in milliseconds. Longer leaves more of the processor to the run: this is about a tenth of it. */
export const AUTOSAVE_REST_MS = 20;

/** How long the autosave waits before it tries a disk again that refused, in milliseconds. Sooner saves sooner once there is room, later asks less of a disk that does not work. */
export const AUTOSAVE_RETRY_MS = 5_000;

/** How many times more events than the log an autosave may hold before it is written anew from what the log still has. Larger writes less, smaller takes less of the disk. */
export const AUTOSAVE_GROWTH = 2;

/** How long the autosave may catch up when the lab closes, in milliseconds. What is missing then is cut short. */
export const AUTOSAVE_CLOSE_MS = 2_000;

/** The age at which a file that was never finished is taken for one that a crash left behind, in milliseconds. */
export const STALE_DRAFT_MS = 3_600_000;

/** Entries of the ready queue, and timers, that a look at the loop lists: more than anybody reads, and cheap to ask for a few times a second. The others are counted. */
export const MAX_LOOK_ENTRIES = 100;

/** Tasks that one entry of the loop names: many may wait for the same one. The others are counted. */
export const MAX_LOOK_TASKS = 3;

/** The largest of the files that the lab keeps settings, progress and lists in, in bytes: far more than it ever writes, and read at once. */
export const MAX_JSON_FILE_BYTES = 32_000_000;

/** The largest file of what was typed and not saved, in bytes: every character of the longest program as an escape of six, and its names. */
export const MAX_DRAFT_BYTES = 1_300_000;

/** The largest file that is opened as a program, in bytes: every character of the longest one in four. */
export const MAX_SOURCE_BYTES = 800_000;

/** Programs in the library's list. The others are counted. */
export const MAX_LISTED_SOURCES = 500;

/** Files from elsewhere that the library remembers. The one opened longest ago is forgotten first. */
export const MAX_KNOWN_FILES = 30;

/** How long a deleted program can be brought back, in milliseconds: a week. */
export const DELETED_SOURCES_MS = 604_800_000;

/** Runs kept after another one took their place, to be compared with. Nobody remembers more of them. */
export const MAX_KEPT_RUNS = 8;

/** Events that these runs hold together. As many as one session's log, so that memory at most doubles; the last run is kept in any case. */
export const MAX_KEPT_EVENTS = 2_000_000;

/** Characters of text that they hold together. */
export const MAX_KEPT_TEXT = 64_000_000;

/** Runs that pages read at the same time, beside those that they follow. Each may hold a whole recording in memory. */
export const MAX_TAKEN_RUNS = 4;

/** How long the page that reads a run may take for the next part, in milliseconds, before it is taken for gone. */
export const TAKEN_RUN_PATIENCE_MS = 60_000;

/** Files handed over by the system that a page can still open. It opens one at once, and no two at a time. */
export const MAX_GIVEN_FILES = 8;
