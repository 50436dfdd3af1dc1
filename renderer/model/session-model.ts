import { shallowRef } from "vue";
import { textAt } from "../../shared/batch";
import type { EventBatch } from "../../shared/batch";
import type { Channel, RequestOutcome } from "../../shared/events";
import { Advice, EventKind } from "../../shared/events";
import { NO_SLOT, TaskTable } from "../../shared/reduce";
import type { SessionId } from "../../shared/session";
import type { StreamFrame } from "../../shared/stream";
import { CancelLog } from "./cancel-log";
import { ConsoleLog } from "./console-log";
import { Lanes } from "./lanes";
import { RequestLog } from "./request-log";
import { Rows } from "./rows";
import type { SeenSession } from "./seen-session";
import { SessionClock } from "./session-clock";
import { SessionHistory } from "./session-history";
import { WarningLog } from "./warning-log";

/**
 * What became of a frame:
 * - `taken`: the model holds what the frame said
 * - `known`: the model held all of it already
 * - `gap`: events between the model and the frame are missing; nothing was changed
 */
export type Intake = "taken" | "known" | "gap";

/** The epoch of a model before its first frame. */
export const NO_EPOCH = -1;

const MS_PER_SECOND = 1_000;
const pageSeconds = (): number => performance.now() / MS_PER_SECOND;

/**
 * All that the page knows of one session, fed by the stream's frames.
 *
 * Plain classes and typed arrays: Vue sees `version` alone, which counts the repaints that are due.
 */
export class SessionModel implements SeenSession {
  readonly session: SessionId;
  readonly table = new TaskTable();
  readonly tableNow = this.table;
  readonly lanes = new Lanes();
  readonly rows = new Rows(this.table);
  readonly console = new ConsoleLog();
  readonly requests = new RequestLog();
  readonly cancels = new CancelLog();
  readonly warnings = new WarningLog();
  readonly clock = new SessionClock();
  /** What is needed to know the tasks at any instant of the run. */
  readonly history: SessionHistory;
  /** Goes up once a frame, when anything above has changed. */
  readonly version = shallowRef(0);

  /** The run that is shown. Events of different epochs never mix. */
  epoch = NO_EPOCH;
  /** The number of the first event that is not taken in yet. */
  seq = 0;
  /** What the lab's log let go of, in this run. */
  evicted = { events: 0, tasks: 0 };
  /** Events that this page never got one by one, because it fell behind. */
  dropped = 0;
  #firstRetained = 0;

  constructor(session: SessionId, history = new SessionHistory()) {
    this.session = session;
    this.history = history;
  }

  /** The session's time, in seconds: it runs on between frames while the session runs. */
  now(): number {
    return this.clock.read(pageSeconds());
  }

  /**
   * Says whether the session runs: its time goes on, or holds still at the last that is known.
   * @param rate its seconds per second of the page's
   */
  runs(running: boolean, rate = 1): void {
    this.clock.pace(rate, pageSeconds());
    if (running) this.clock.start(pageSeconds());
    else this.clock.stop();
  }

  /** Takes in what a status said: the session's time in run `epoch`, in seconds. */
  timeIs(epoch: number, at: number): void {
    if (epoch === this.epoch) this.clock.sync(at, pageSeconds());
  }

  /** Takes in a frame of this session. Call `changed` afterwards, once for as many frames as there were. */
  take(frame: StreamFrame): Intake {
    if (frame.type === "snapshot") this.#restart(frame);
    else {
      const { batch } = frame;
      if (frame.epoch !== this.epoch || batch.firstSeq > this.seq) return "gap";
      if (frame.seq <= this.seq && batch.length > 0) return "known";
      if (batch.firstSeq < this.seq) return "gap";
    }
    this.#apply(frame.batch, frame.type === "snapshot");
    if (frame.type === "snapshot") this.history.restart(frame.seq, this.table);
    else this.history.take(frame.batch, this.table);
    this.seq = frame.seq;
    this.evicted = frame.evicted;
    this.dropped = frame.dropped;
    this.clock.sync(frame.now, pageSeconds());
    this.#evict(frame.firstRetained);
    return "taken";
  }

  /** Tells the views that something has changed. */
  changed(): void {
    if (this.rows.filter.states !== null) this.rows.invalidate();
    this.rows.refresh();
    this.version.value += 1;
  }

  #restart(frame: StreamFrame): void {
    this.table.clear();
    this.lanes.reset();
    this.console.reset();
    this.requests.reset();
    this.cancels.reset();
    this.warnings.reset();
    this.clock.reset();
    // Numbers mean other tasks in another run.
    if (frame.epoch !== this.epoch) this.rows.expandAll();
    this.rows.invalidate();
    this.epoch = frame.epoch;
    this.#firstRetained = 0;
  }

  #apply(batch: EventBatch, isSnapshot: boolean): void {
    // Lanes read the state before each event, the table holds the one after.
    this.lanes.apply(batch);
    for (let index = 0; index < batch.length; index += 1) {
      this.table.apply(batch, index);
      this.#note(batch, index);
      // A snapshot says that there were cancels, and not when.
      if (!isSnapshot) this.cancels.take(batch, index, this.table);
    }
  }

  /** Keeps of an event what is in no table of tasks. */
  #note(batch: EventBatch, index: number): void {
    switch (batch.kind[index]) {
      case EventKind.TASK_CREATED:
      case EventKind.TASK_COROUTINE:
      case EventKind.TASK_RENAMED:
        this.rows.invalidate();
        break;
      case EventKind.PRINTED: {
        const task = batch.task[index]!;
        const slot = this.table.slotOf(task);
        const line = {
          seq: batch.firstSeq + index,
          time: batch.time[index]!,
          task,
          name: slot === NO_SLOT ? "" : this.table.name[slot]!,
          text: textAt(batch, index),
        };
        this.console.append({ ...line, channel: batch.detail[index] as Channel });
        const advice = batch.a[index] as Advice;
        if (advice !== Advice.NONE) this.warnings.append({ ...line, advice });
        break;
      }
      case EventKind.REQUEST_STARTED:
        this.requests.start(
          batch.a[index]!,
          batch.task[index]!,
          textAt(batch, index),
          batch.time[index]!,
          batch.firstSeq + index,
        );
        break;
      case EventKind.REQUEST_ENDED:
        this.requests.end(
          batch.a[index]!,
          batch.detail[index] as RequestOutcome,
          textAt(batch, index),
          batch.time[index]!,
          batch.firstSeq + index,
        );
        break;
    }
  }

  /** Lets go of the tasks that the lab has let go of. */
  #evict(firstRetained: number): void {
    if (firstRetained <= this.#firstRetained) return;
    this.#firstRetained = firstRetained;
    this.history.evict(firstRetained);
    const gone = this.table.evictFinished(firstRetained);
    if (gone.length === 0) return;
    this.lanes.evict(gone);
    this.cancels.evict(gone);
    this.warnings.evict(gone);
    this.rows.invalidate();
  }
}
