import type { LoopEntry, LoopLook } from "../../shared/loop-look";
import { lookAtLoop } from "../scheduler";
import type { EventLoop, ReadyEntry } from "../scheduler";
import { MAX_LOOK_ENTRIES, MAX_LOOK_TASKS } from "./limits";
import type { Recorder } from "./recorder";

type Before = Pick<LoopLook, "ready" | "readyCount" | "inIteration" | "timers" | "timerCount">;

/** Where there is no loop. */
export const NOTHING_BEFORE: Before = {
  ready: [],
  readyCount: 0,
  inIteration: 0,
  timers: [],
  timerCount: 0,
};

/** What `loop` would run next: what is first in its ready queue, or the first timer; null for neither. */
export function entryToRun(loop: EventLoop, recorder: Recorder): LoopEntry | null {
  const { ready, timers } = lookAtLoop(loop, 1);
  const entry = ready[0] ?? timers[0]?.entry;
  return entry === undefined ? null : entryShown(entry, recorder);
}

/** What `loop` has before it, in the numbers and times of its session. */
export function lookOf(loop: EventLoop, recorder: Recorder): Before {
  const view = lookAtLoop(loop, MAX_LOOK_ENTRIES);
  const behind = recorder.now() - loop.time();
  return {
    ready: view.ready.map((entry) => entryShown(entry, recorder)),
    readyCount: view.readyCount,
    inIteration: view.inIteration,
    timers: view.timers.map(({ when, entry }) => ({
      due: when + behind,
      entry: entryShown(entry, recorder),
    })),
    timerCount: view.timerCount,
  };
}

function entryShown({ kind, tasks, callback }: ReadyEntry, recorder: Recorder): LoopEntry {
  const shown = tasks.slice(0, MAX_LOOK_TASKS).map((task) => recorder.idOf(task));
  return { kind, tasks: shown, others: tasks.length - shown.length, callback };
}
