import { eventsOf } from "../../../shared/batch";
import { Channel } from "../../../shared/events";
import type { TaskEvent } from "../../../shared/events";
import { getRunningLoop, run, virtualClock } from "../../scheduler";
import type { Coroutine } from "../../scheduler";
import { EventLog } from "../event-log";
import { CHUNK_EVENTS } from "../limits";
import { Recorder } from "../recorder";

/** A recorder, and a way to all that it wrote down. */
export function newRecorder(log = new EventLog()): {
  recorder: Recorder;
  events: () => TaskEvent[];
} {
  const recorder = new Recorder(log, () => undefined);
  const events = () => [...eventsOf(log.read(log.start, CHUNK_EVENTS))];
  return { recorder, events };
}

/** Runs `main` to its end, and gives what was written down. */
export async function recordingOf(
  main: (recorder: Recorder) => Coroutine<unknown>,
): Promise<TaskEvent[]> {
  const { recorder, events } = newRecorder();
  function* recorded() {
    recorder.begin(getRunningLoop());
    return yield* main(recorder);
  }
  await run(recorded(), { clock: virtualClock(), observer: recorder }).catch(() => undefined);
  return events();
}

/** The warnings on the console. */
export function warningsIn(events: readonly TaskEvent[]) {
  return events.flatMap((event) =>
    event.kind === "printed" && event.channel === Channel.WARNING ? [event] : [],
  );
}

/** An event without its number, in few words. */
export function inShort(event: TaskEvent): string {
  const { time, kind, task, ...rest } = event;
  const details = Object.entries(rest).flatMap(([key, value]) =>
    key === "seq" || value === "" ? [] : [value],
  );
  return [time, kind, task, ...details].join(" ");
}
