import type { ExampleNote } from "./example-list";

const FIRST = "First steps";
const STATES = "States and results";
const ENDS = "Failing and cancelling";
const SHARING = "Waiting for each other";
const TROUBLE = "What goes wrong";

/** What each program of `examples/` shows. A test holds them against the folder. */
export const EXAMPLE_NOTES: Readonly<Record<string, ExampleNote>> = {
  "one-after-the-other": {
    group: FIRST,
    summary: "Two waits that are awaited directly, one after the other: the times add up.",
    words: ["await", "sleep", "sequential"],
  },
  "both-at-once": {
    group: FIRST,
    summary: "The same two waits as tasks: together they take as long as the longer one.",
    words: ["create_task", "createTask", "concurrent", "overlap"],
  },
  "two-titles": {
    group: FIRST,
    summary: "Two posts are fetched over HTTP at the same time, and their titles printed.",
    words: ["fetch", "httpx", "request", "HTTP"],
  },
  "return-value": {
    group: STATES,
    summary: "What a coroutine returns is the result of its task, and of awaiting it.",
    words: ["result", "await", "gather", "return"],
  },
  "task-states": {
    group: STATES,
    summary: "done(), cancelled() and exception() of tasks that return, fail and are cancelled.",
    words: ["done", "cancelled", "exception", "state"],
  },
  "what-comes-next": {
    group: STATES,
    summary: "The ready queue and the timers: predict which task runs next, and look.",
    words: ["loop", "ready queue", "queue", "lock", "worker", "order"],
  },
  "group-fails": {
    group: ENDS,
    summary:
      "One task of a group fails: the others are cancelled, clean up, and then the error comes.",
    words: ["TaskGroup", "ExceptionGroup", "except*", "cancel", "error"],
  },
  "clean-up": {
    group: ENDS,
    summary: "Cancelling is a request: a task may wait in its clean-up before it has ended.",
    words: ["cancel", "finally", "CancelledError", "shield"],
  },
  timeouts: {
    group: ENDS,
    summary: "A wait with a deadline, what it cancels, and what it leaves alone.",
    words: ["timeout", "wait_for", "TimeoutError", "deadline", "shield"],
  },
  sharing: {
    group: SHARING,
    summary: "Lock, semaphore, event, condition and queue: who waits for whom, and who is next.",
    words: ["Lock", "Semaphore", "Event", "Condition", "Queue", "Barrier"],
  },
  deadlock: {
    group: TROUBLE,
    summary: "Two tasks, two locks, in two orders: each has what the other one waits for.",
    words: ["Lock", "deadlock", "circular wait"],
  },
  "blocked-loop": {
    group: TROUBLE,
    summary: "A step that does not yield: nothing else runs until it is over.",
    words: ["time.sleep", "block", "freeze", "slow step"],
  },
  "not-meant": {
    group: TROUBLE,
    summary: "Never awaited, never looked at, never kept: what the lab warns of.",
    words: ["warning", "never awaited", "exception", "forgotten"],
  },
};
