import { CancelOrigin, WaitReason } from "../../shared/events";
import { NO_SLOT } from "../../shared/reduce";
import type { TaskTable } from "../../shared/reduce";
import { isDone, TaskState } from "../../shared/task-state";
import { CancelEntryKind } from "./cancel-log";
import type { CancelEntry } from "./cancel-log";
import { formatDuration, plural } from "./format";
import type { SeenSession } from "./seen-session";
import { waitsFor } from "./task-words";

/** What kind of turn the story takes: how its line looks. */
export type BeatKind =
  | "requested"
  | "passed-on"
  | "shielded"
  | "delivered"
  | "caught"
  | "swallowed"
  | "withdrawn"
  | "cleaning-up"
  | "finished"
  | "failed"
  | "cancelled";

/** A piece of a sentence: words, words that weigh, or a task. */
export type Phrase = string | { readonly strong: string } | { readonly task: number };

/** A line of the story. */
export interface Beat {
  readonly kind: BeatKind;
  /** In seconds; null for what goes on, or has no instant of its own. */
  readonly time: number | null;
  readonly head: readonly Phrase[];
  /** What more there is to say of it. */
  readonly notes: readonly (readonly Phrase[])[];
}

/** The story of how a task was cancelled, as often as it was. */
export interface CancelStory {
  readonly beats: readonly Beat[];
  /** What `cancelling()` says; null if events are missing of which it depends. */
  readonly cancelling: number | null;
  /** Requests of which only their number is known: they came before this page, or there were too many. */
  readonly untold: number;
}

/** Tasks that are named one by one where a cancel was passed on. */
const MAX_NAMED = 6;
/** A task group cancels its parent in the turn of the loop after its task failed: within so many seconds. */
const GROUP_DELAY = 0.05;

/** @returns null for a task that nobody ever asked to cancel itself */
export function cancelStoryOf(model: SeenSession, task: number, now: number): CancelStory | null {
  const { table, cancels } = model;
  const slot = table.slotOf(task);
  if (slot === NO_SLOT || table.cancels[slot] === 0) return null;
  const entries = cancels.entriesOf(task);
  const told = entries.filter(({ kind }) => kind === CancelEntryKind.REQUESTED).length;
  const untold = Math.max(0, table.cancels[slot]! - told);
  const teller = new Teller(model, task, slot, now);
  entries.forEach((entry, index) => teller.tell(entry, entries.slice(index + 1)));
  teller.tellEnd(entries);
  const complete = cancels.requestsOf(task) === table.cancels[slot];
  return {
    beats: teller.beats,
    cancelling: complete ? cancels.cancellingOf(task) : null,
    untold,
  };
}

class Teller {
  readonly beats: Beat[] = [];
  readonly #model: SeenSession;
  readonly #table: TaskTable;
  readonly #task: number;
  readonly #slot: number;
  readonly #now: number;
  /** Requests that have not been delivered. */
  #requests: CancelEntry[] = [];
  /** The last cancel that was thrown in, and what was asked for by it. */
  #delivered: CancelEntry | null = null;
  #origin: CancelOrigin = CancelOrigin.TASK;
  #isWithdrawn = false;

  constructor(model: SeenSession, task: number, slot: number, now: number) {
    this.#model = model;
    this.#table = model.table;
    this.#task = task;
    this.#slot = slot;
    this.#now = now;
  }

  /** @param later what happened after it */
  tell(entry: CancelEntry, later: readonly CancelEntry[]): void {
    const [next] = later;
    switch (entry.kind) {
      case CancelEntryKind.REQUESTED:
        this.#tellRequest(entry, later.find(({ kind }) => kind === entry.kind)?.seq ?? Infinity);
        break;
      case CancelEntryKind.DELIVERED:
        this.#tellDelivery(entry);
        // The part after the last delivery is told with the end.
        if (next?.kind === CancelEntryKind.REQUESTED && isLaterStep(entry, next)) {
          this.#add("caught", null, ["caught, and the task went on"]);
        }
        break;
      case CancelEntryKind.WITHDRAWN:
        this.#tellWithdrawal(entry);
        break;
    }
  }

  tellEnd(entries: readonly CancelEntry[]): void {
    const state = this.#table.state[this.#slot] as TaskState;
    const over = isDone(state);
    if (this.#requests.length > 0) this.#tellWaitForDelivery(over);
    const delivered = this.#delivered;
    const isOpen = delivered !== null && this.#requests.length === 0 && !this.#isWithdrawn;
    if (isOpen && delivered !== null) this.#tellAftermath(delivered, state);
    if (!over || entries.length === 0) return;
    this.#tellOutcome(state, isOpen ? delivered : null);
  }

  /** @param until the number of the next request's event */
  #tellRequest(entry: CancelEntry, until: number): void {
    this.#requests.push(entry);
    this.#origin = entry.origin;
    const notes: Phrase[][] = [];
    const message = entry.message === "" ? "" : `message “${entry.message}”, `;
    notes.push([`${message}cancelling() ${entry.cancelling}`]);
    this.beats.push({
      kind: "requested",
      time: entry.time,
      head: this.#asker(entry),
      notes,
    });
    const { cancels } = this.#model;
    const heirs = cancels.passedOnBy(this.#task, entry.seq, until);
    if (heirs.length > 0) {
      this.#add(
        "passed-on",
        entry.time,
        ["passed on to ", ...this.#named(heirs)],
        [
          `which it awaited: it hears of the cancel when ${heirs.length === 1 ? "that has" : "those have"} ended`,
        ],
      );
    }
    if (entry.reason === WaitReason.SHIELD) {
      this.#add(
        "shielded",
        entry.time,
        [{ strong: "shielded" }, ": what it awaited goes on"],
        ["the cancel ends the wait, and is not passed on"],
      );
    }
  }

  #asker({ origin, by, time }: CancelEntry): Phrase[] {
    switch (origin) {
      case CancelOrigin.USER:
        return ["requested by ", { strong: "you" }];
      case CancelOrigin.END:
        return ["requested by the lab: main had ended"];
      case CancelOrigin.PASSED_ON:
        return ["passed on by ", { task: by }, ", which awaits it"];
      case CancelOrigin.LOOP: {
        const failed = this.#failedChild(time);
        if (failed === 0) return ["requested by a timeout that passed"];
        return ["requested by its task group, since ", { task: failed }, " failed"];
      }
      default:
        if (by === 0) return ["requested, nobody knows by whom"];
        return by === this.#task ? ["requested by itself"] : ["requested by ", { task: by }];
    }
  }

  /** A task that this one created and that failed right before `time`, 0 if there is none. */
  #failedChild(time: number): number {
    const table = this.#table;
    for (let slot = 0; slot < table.slots; slot += 1) {
      if (table.id[slot] === 0 || table.creator[slot] !== this.#task) continue;
      if (table.state[slot] !== TaskState.FAILED) continue;
      const before = time - table.since[slot]!;
      if (before >= 0 && before <= GROUP_DELAY) return table.id[slot]!;
    }
    return 0;
  }

  #tellDelivery(entry: CancelEntry): void {
    const requests = this.#requests;
    this.#requests = [];
    this.#delivered = entry;
    this.#isWithdrawn = false;
    const first = requests[0];
    const notes: Phrase[][] = [];
    if (requests.length > 1) notes.push([`${requests.length} requests, thrown in as one`]);
    if (first === undefined) notes.push(["thrown in where it stood"]);
    else if (first.found === "scheduled") notes.push(["before its first line ran"]);
    else if (first.wait !== "") notes.push([`thrown into ${first.wait}${this.#inCoroutine()}`]);
    else notes.push([`thrown in where it would have gone on${this.#inCoroutine()}`]);
    this.beats.push({
      kind: "delivered",
      time: entry.time,
      head: [`delivered at step ${entry.step}`],
      notes,
    });
  }

  #inCoroutine(): string {
    const [name = ""] = /^[\w$]+(?=\()/.exec(this.#table.coroutine[this.#slot]!) ?? [];
    return name === "" ? "" : ` in ${name}`;
  }

  #tellWithdrawal(entry: CancelEntry): void {
    this.#isWithdrawn = entry.cancelling === 0 || this.#origin === CancelOrigin.LOOP;
    const byTimeout = this.#origin === CancelOrigin.LOOP;
    this.#add(
      "withdrawn",
      entry.time,
      byTimeout
        ? [{ strong: "taken back" }, " by what asked for it: a TimeoutError, or a group’s errors"]
        : [{ strong: "taken back" }, " with uncancel()"],
      [`cancelling() ${entry.cancelling}: the task goes on as if it had not been asked`],
    );
  }

  #tellWaitForDelivery(over: boolean): void {
    const last = this.#requests.at(-1)!;
    if (over) {
      this.#add("caught", null, ["never delivered: the task ended before"]);
      return;
    }
    const isPassed = this.beats.some(
      ({ kind, time }) => kind === "passed-on" && time === last.time,
    );
    this.#add("cleaning-up", null, [
      isPassed ? "not delivered yet: what it awaits cleans up" : "not delivered yet",
    ]);
  }

  /** What the task did with the cancel that was thrown in last. */
  #tellAftermath(delivered: CancelEntry, state: TaskState): void {
    const table = this.#table;
    const slot = this.#slot;
    const steps = table.steps[slot]! - delivered.step;
    const over = isDone(state);
    if (over && state !== TaskState.CANCELLED) {
      this.#add(
        "swallowed",
        null,
        [
          { strong: "swallowed" },
          ...(state === TaskState.FAILED ? [" by another error"] : [" by a catch"]),
        ],
        [
          steps === 0
            ? "nothing was thrown again"
            : "the coroutine went on; nothing was thrown again",
        ],
      );
      return;
    }
    const wentOn = steps > 0 || state === TaskState.WAITING || state === TaskState.READY;
    if (over || !wentOn) return;
    this.#add(
      "caught",
      null,
      [{ strong: "caught" }, ", and not thrown again so far"],
      ["it cleans up, or has swallowed the cancel: its end will tell"],
    );
    const wait = waitsFor(table, slot);
    const doing = wait === "" ? "" : `, waits for ${wait}`;
    const took = formatDuration(Math.max(0, this.#now - delivered.time));
    this.#add("cleaning-up", null, [`goes on${doing}: ${took} so far`]);
  }

  /** @param delivered the cancel that the end answers, null if it answers none */
  #tellOutcome(state: TaskState, delivered: CancelEntry | null): void {
    const table = this.#table;
    const slot = this.#slot;
    const time = table.since[slot]!;
    const notes: Phrase[][] = [];
    if (delivered !== null) {
      const steps = table.steps[slot]! - delivered.step + 1;
      const took = formatDuration(time - delivered.time);
      const what = state === TaskState.CANCELLED ? "clean-up took" : "after";
      notes.push([`${what} ${took}, in ${plural(steps, "step")}`]);
    }
    if (state === TaskState.CANCELLED) {
      this.beats.push({ kind: "cancelled", time, head: ["ended cancelled"], notes });
      return;
    }
    const isError = state === TaskState.FAILED;
    this.beats.push({
      kind: isError ? "failed" : "finished",
      time,
      head: [isError ? "ended with an error" : "ended with a result"],
      notes,
    });
  }

  #named(tasks: readonly number[]): Phrase[] {
    const phrases = tasks
      .slice(0, MAX_NAMED)
      .flatMap<Phrase>((task, index) => (index === 0 ? [{ task }] : [", ", { task }]));
    if (tasks.length > MAX_NAMED) phrases.push(` and ${tasks.length - MAX_NAMED} more`);
    return phrases;
  }

  #add(
    kind: BeatKind,
    time: number | null,
    head: readonly Phrase[],
    note: readonly Phrase[] | null = null,
  ): void {
    this.beats.push({ kind, time, head, notes: note === null ? [] : [note] });
  }
}

/** Whether the step in which `delivered` was thrown in was over when `request` came. */
function isLaterStep(delivered: CancelEntry, request: CancelEntry): boolean {
  return request.found !== "running" || request.step > delivered.step;
}
