import { textAt } from "../../../shared/batch";
import type { EventBatch } from "../../../shared/batch";
import { BatchBuilder } from "../../../shared/batch-builder";
import type { Subject } from "../tests";
import { streaming } from "./lab-events";

interface Row {
  kind: number;
  time: number;
  task: number;
  detail: number;
  a: number;
  text: string;
}

/**
 * The lab as it would be if its events went over the wire as objects in JSON. The frame is still
 * made besides, which costs little next to it.
 */
export const subject: Subject = { j: (events) => streaming(events, throughJson) };

function throughJson(batch: EventBatch): EventBatch {
  const sent = JSON.stringify(rowsOf(batch));
  const received = new BatchBuilder(batch.firstSeq, batch.length);
  for (const { kind, time, task, detail, a, text } of JSON.parse(sent) as Row[]) {
    received.append(kind, time, task, detail, a, text);
  }
  return received.slice();
}

function rowsOf(batch: EventBatch): Row[] {
  return Array.from({ length: batch.length }, (_, row) => ({
    kind: batch.kind[row]!,
    time: batch.time[row]!,
    task: batch.task[row]!,
    detail: batch.detail[row]!,
    a: batch.a[row]!,
    text: textAt(batch, row),
  }));
}
