/** Live sessions without a lab around them. */
import { eventsOf } from "../../../../shared/batch";
import type { TaskEvent } from "../../../../shared/events";
import { readRecording } from "../../../../shared/recording/read-recording";
import type { Recording } from "../../../../shared/recording/recording";
import type { Clock } from "../../../scheduler";
import { virtualClock } from "../../../scheduler";
import { EventLog } from "../../event-log";
import { Session } from "../../session";

export const PROGRAM = {
  id: "test",
  title: "The test",
  summary: "",
  file: "test.ts",
  source: "function* main() {}",
};

export function newSession(epoch = 1, log = new EventLog(), newClock: () => Clock = virtualClock) {
  return new Session({
    id: "program",
    epoch,
    log,
    newClock,
    clock: "virtual",
    fetcher: () => () => {
      throw new Error("Nothing is fetched here.");
    },
    onStatus: () => undefined,
  });
}

/** All events that a log still has. */
export function eventsIn(log: EventLog): TaskEvent[] {
  const { batches } = log.capture();
  return [...batches].flatMap((batch) => [...eventsOf(batch)]);
}

export async function read(text: string): Promise<Recording & { rows: TaskEvent[] }> {
  const recording = await readRecording(text);
  return { ...recording, rows: recording.batches.flatMap((batch) => [...eventsOf(batch)]) };
}
