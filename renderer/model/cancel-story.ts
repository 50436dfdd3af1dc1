import { CancelOrigin, WaitReason } from "../../shared/events";
import { NO_SLOT } from "../../shared/reduce";
import type { TaskTable } from "../../shared/reduce";
import { isDone, TaskState } from "../../shared/task-state";
import { CancelEntryKind } from "./cancel-log";
import type { CancelEntry } from "./cancel-log";
import { t } from "../texts";
import { formatDuration } from "./format";
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
  #lastRequest: CancelEntry | null = null;
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
          this.#add("caught", null, said(t("story.caughtAndWentOn")));
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
    this.#lastRequest = entry;
    const notes: Phrase[][] = [];
    const count = t("story.cancelling", { number: entry.cancelling });
    const { message } = entry;
    notes.push([message === "" ? count : t("story.message", { message, count })]);
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
        said(t("story.passedOnTo", { names: SLOT }), this.#named(heirs)),
        [t(heirs.length === 1 ? "story.hearsWhenThat" : "story.hearsWhenThose")],
      );
    }
    if (entry.reason === WaitReason.SHIELD) {
      this.#add("shielded", entry.time, said(t("story.shielded")), [t("story.shieldedNote")]);
    }
  }

  #asker({ origin, by, time }: CancelEntry): Phrase[] {
    switch (origin) {
      case CancelOrigin.USER:
        return said(t("story.requestedByYou"));
      case CancelOrigin.END:
        return said(t("story.requestedByEnd"));
      case CancelOrigin.PASSED_ON:
        return said(t("story.passedOnBy", { name: SLOT }), [{ task: by }]);
      case CancelOrigin.LOOP: {
        const failed = this.#failedChild(time);
        if (failed === 0) return said(t("story.requestedByTimeout"));
        return said(t("story.requestedByGroup", { name: SLOT }), [{ task: failed }]);
      }
      default:
        if (by === 0) return said(t("story.requestedByNobody"));
        return by === this.#task
          ? said(t("story.requestedByItself"))
          : said(t("story.requestedBy", { name: SLOT }), [{ task: by }]);
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
    if (requests.length > 1) {
      notes.push([t("story.thrownAsOne", { number: requests.length })]);
    }
    if (first === undefined) notes.push([t("story.thrownHere")]);
    else if (first.found === "scheduled") notes.push([t("story.beforeFirstLine")]);
    else notes.push([this.#whereThrown(first.wait)]);
    this.beats.push({
      kind: "delivered",
      time: entry.time,
      head: said(t("story.delivered", { step: String(entry.step) })),
      notes,
    });
  }

  #whereThrown(wait: string): string {
    const [coroutine = ""] = /^[\w$]+(?=\()/.exec(this.#table.coroutine[this.#slot]!) ?? [];
    if (wait !== "") {
      return coroutine === ""
        ? t("story.thrownInto", { wait })
        : t("story.thrownIntoIn", { wait, coroutine });
    }
    return coroutine === "" ? t("story.thrownResumed") : t("story.thrownResumedIn", { coroutine });
  }

  #tellWithdrawal({ time, cancelling }: CancelEntry): void {
    const request = this.#lastRequest;
    const byAsker = request?.origin === CancelOrigin.LOOP;
    this.#isWithdrawn = cancelling === 0 || byAsker;
    if (byAsker && cancelling < request.cancelling) {
      const isTimeout = this.#failedChild(request.time) === 0;
      const head = said(t(isTimeout ? "story.turnedIntoTimeout" : "story.takenBackByGroup"));
      this.#add("withdrawn", time, head, [t("story.cancelling", { number: cancelling })]);
      return;
    }
    const note = t("story.takenBackNote", { number: cancelling });
    this.#add("withdrawn", time, said(t("story.takenBack")), [note]);
  }

  #tellWaitForDelivery(over: boolean): void {
    const last = this.#requests.at(-1)!;
    if (over) {
      this.#add("caught", null, said(t("story.neverDelivered")));
      return;
    }
    const isPassed = this.beats.some(
      ({ kind, time }) => kind === "passed-on" && time === last.time,
    );
    this.#add("cleaning-up", null, [t(isPassed ? "story.notYetCleaning" : "story.notYet")]);
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
        said(t(state === TaskState.FAILED ? "story.swallowedByError" : "story.swallowedByCatch")),
        [t(steps === 0 ? "story.nothingThrown" : "story.wentOnNothingThrown")],
      );
      return;
    }
    const wentOn = steps > 0 || state === TaskState.WAITING || state === TaskState.READY;
    if (over || !wentOn) return;
    this.#add("caught", null, said(t("story.caught")), [t("story.caughtNote")]);
    const wait = waitsFor(table, slot);
    const took = formatDuration(Math.max(0, this.#now - delivered.time));
    this.#add("cleaning-up", null, [
      wait === "" ? t("story.goesOn", { took }) : t("story.goesOnWaiting", { wait, took }),
    ]);
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
      const what = state === TaskState.CANCELLED ? "cleanUpTook" : "after";
      notes.push([t(`story.${what}`, { took, count: steps })]);
    }
    if (state === TaskState.CANCELLED) {
      this.beats.push({ kind: "cancelled", time, head: [t("story.endedCancelled")], notes });
      return;
    }
    const isError = state === TaskState.FAILED;
    this.beats.push({
      kind: isError ? "failed" : "finished",
      time,
      head: [t(isError ? "story.endedWithError" : "story.endedWithResult")],
      notes,
    });
  }

  #named(tasks: readonly number[]): Phrase[] {
    const phrases = tasks
      .slice(0, MAX_NAMED)
      .flatMap<Phrase>((task, index) => (index === 0 ? [{ task }] : [", ", { task }]));
    if (tasks.length > MAX_NAMED) {
      phrases.push(` ${t("common.more", { more: tasks.length - MAX_NAMED })}`);
    }
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

/** Stands in a text where tasks are named, which are more than words. */
const SLOT = "\uE000";

/** A text as phrases: what stands between asterisks weighs, and `named` stands in the place of the slot. */
function said(text: string, named: readonly Phrase[] = []): Phrase[] {
  return text
    .split(/(\*[^*]+\*|\uE000)/)
    .filter((part) => part !== "")
    .flatMap<Phrase>((part) => {
      if (part === SLOT) return named;
      return part.startsWith("*") ? [{ strong: part.slice(1, -1) }] : [part];
    });
}

/** Whether the step in which `delivered` was thrown in was over when `request` came. */
function isLaterStep(delivered: CancelEntry, request: CancelEntry): boolean {
  return request.found !== "running" || request.step > delivered.step;
}
