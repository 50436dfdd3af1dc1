import { computed, shallowRef } from "vue";
import type { TaskTable } from "../../shared/reduce";
import type { Instant } from "./instant";
import { PastTable } from "./past-table";
import type { SeenSession } from "./seen-session";
import type { SessionModel } from "./session-model";

/** A session as it was at an instant of its run. */
export class PastSession implements SeenSession {
  readonly version = computed(() => this.#model.version.value + this.#moves.value);
  readonly cancels: SeenSession["cancels"];
  readonly requests: SeenSession["requests"];
  readonly warnings: SeenSession["warnings"];
  readonly #model: SessionModel;
  readonly #past: PastTable;
  readonly #moves = shallowRef(0);
  #instant: Instant = { time: 0, seq: 0 };

  constructor(model: SessionModel) {
    this.#model = model;
    this.#past = new PastTable(model.history);
    const { cancels, requests, warnings } = model;
    const seq = () => this.seq;
    this.cancels = {
      entriesOf: (task) => cancels.entriesOf(task, seq()),
      requestsOf: (task) => cancels.requestsOf(task, seq()),
      cancellingOf: (task) => cancels.cancellingOf(task, seq()),
      passedOnBy: (task, from, to) => cancels.passedOnBy(task, from, Math.min(to, seq())),
    };
    this.requests = { of: (task) => requests.of(task, seq()) };
    const hasCome = (entry: { readonly seq: number }) => entry.seq < seq();
    this.warnings = {
      get total() {
        return warnings.total - warnings.countFrom(seq());
      },
      get entries() {
        return warnings.entries.filter(hasCome);
      },
      countOf: (task) => warnings.countOf(task) - warnings.countFrom(seq(), task),
      of: (task) => warnings.of(task).filter(hasCome),
    };
  }

  get table(): TaskTable {
    return this.#past.table;
  }

  get tableNow(): TaskTable {
    return this.#model.table;
  }

  get rows() {
    return this.#model.rows;
  }

  get lanes() {
    return this.#model.lanes;
  }

  get console() {
    return this.#model.console;
  }

  get seq(): number {
    return this.#instant.seq;
  }

  now(): number {
    return this.#instant.time;
  }

  /** Shows no instant any more, and takes no memory until it does. */
  leave(): void {
    this.#past.leave();
    this.#moves.value += 1;
  }

  /** Shows `instant`, which the model's history must reach back to. */
  moveTo(instant: Instant): void {
    this.#instant = instant;
    this.#past.moveTo(instant.seq);
    this.#moves.value += 1;
  }
}
