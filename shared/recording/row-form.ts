import {
  CancelOrigin,
  Channel,
  EventKind,
  Outcome,
  isResourceWait,
  RequestOutcome,
  ResourceKind,
  ResourceTotal,
  ResourceUse,
  Total,
  WaitReason,
} from "../events";
import type { TaskEvent } from "../events";

/** How the rows of one kind are written: which key each column has. A column that is 0, or no text, is left out. */
export interface RowForm {
  readonly kind: EventKind;
  readonly name: TaskEvent["kind"];
  /** The least task that it can happen to: 0 where it can be nobody's. */
  readonly leastTask: 0 | 1;
  readonly task: string;
  readonly time: string;
  readonly a: string;
  readonly detail: string;
  readonly text: string;
  /** What the numbers in `detail` are written as; null for the numbers themselves. */
  readonly words: DetailWords | null;
}

interface DetailWords {
  /** By number. */
  readonly words: readonly (string | undefined)[];
  readonly numbers: ReadonlyMap<string, number>;
  /** What a word counts as that only a later version knows; null if the event makes no sense without it. */
  readonly otherwise: number | null;
}

/** How long a sleep is, in seconds: instead of the bits in column `a`. */
export const SLEEP_SECONDS = "seconds";
const WAITED_RESOURCE = "resource";

/** The key of column `a` in a row of this form with this detail, where it is a plain number. */
export function keyOfA(form: RowForm, detail: number): string {
  if (form.kind === EventKind.TASK_WAITING && isResourceWait(detail)) return WAITED_RESOURCE;
  return form.a;
}

const reasons = wordsOf(WaitReason, WaitReason.FUTURE);
const outcomes = wordsOf(Outcome, null);
const origins = wordsOf(CancelOrigin, CancelOrigin.TASK);
const channels = wordsOf(Channel, Channel.LAB);
const requestOutcomes = wordsOf(RequestOutcome, RequestOutcome.FAILED);
const totals = wordsOf(Total, null);
const resourceKinds = wordsOf(ResourceKind, null);
const resourceUses = wordsOf(ResourceUse, null);
const resourceTotals = wordsOf(ResourceTotal, null);

/** Names and keys are those of `TaskEvent`. */
const forms = {
  TASK_CREATED: { name: "task-created", a: "creator", text: "name" },
  TASK_COROUTINE: { name: "task-coroutine", text: "coroutine" },
  TASK_READY: { name: "task-ready", a: "wokenBy" },
  STEP_STARTED: { name: "step-started" },
  TASK_WAITING: {
    name: "task-waiting",
    a: "awaited",
    detail: "reason",
    words: reasons,
    text: "label",
  },
  CANCEL_REQUESTED: {
    name: "cancel-requested",
    a: "by",
    detail: "origin",
    words: origins,
    text: "message",
  },
  CANCEL_DELIVERED: { name: "cancel-delivered" },
  TASK_DONE: { name: "task-done", detail: "outcome", words: outcomes },
  TASK_RENAMED: { name: "task-renamed", text: "name" },
  PRINTED: { name: "printed", leastTask: 0, a: "advice", detail: "channel", words: channels },
  REQUEST_STARTED: { name: "request-started", leastTask: 0, a: "request" },
  REQUEST_ENDED: {
    name: "request-ended",
    leastTask: 0,
    a: "request",
    detail: "outcome",
    words: requestOutcomes,
  },
  TASK_CARRIED: {
    name: "task-carried",
    time: "amount",
    a: "count",
    detail: "total",
    words: totals,
  },
  CANCEL_WITHDRAWN: { name: "cancel-withdrawn", a: "cancelling" },
  WAIT_MEMBERS: { name: "wait-members", a: "first", detail: "count" },
  RESOURCE_CREATED: {
    name: "resource-created",
    task: "resource",
    a: "limit",
    detail: "is",
    words: resourceKinds,
    text: "name",
  },
  RESOURCE_USED: {
    name: "resource-used",
    leastTask: 0,
    a: "resource",
    detail: "use",
    words: resourceUses,
  },
  RESOURCE_CARRIED: {
    name: "resource-carried",
    task: "resource",
    a: "amount",
    detail: "total",
    words: resourceTotals,
  },
  TASK_LINE: { name: "task-line", a: "line", text: "file" },
  TASK_SITE: { name: "task-site", a: "line", text: "file" },
} satisfies Record<keyof typeof EventKind, Partial<RowForm> & Pick<RowForm, "name">>;

/** The form of every kind, by its number. */
export const rowForms: readonly (RowForm | undefined)[] = byNumber();

/** The form of every kind, by the name with which its rows are written. */
export const rowFormsByName: ReadonlyMap<string, RowForm> = new Map(
  rowForms.filter((form) => form !== undefined).map((form) => [form.name, form]),
);

function byNumber(): (RowForm | undefined)[] {
  const result: (RowForm | undefined)[] = [];
  for (const [key, form] of Object.entries(forms)) {
    const kind = EventKind[key as keyof typeof EventKind];
    // A column for which a kind has no use yet keeps its own name: nothing that was recorded is lost.
    const columns = { task: "task", time: "t", a: "a", detail: "detail", text: "text" } as const;
    result[kind] = { kind, leastTask: 1, words: null, ...columns, ...form };
  }
  return result;
}

/** `QUEUE_GET` is written as `queue-get`. */
function wordsOf(numbers: Readonly<Record<string, number>>, otherwise: number | null): DetailWords {
  const entries = Object.entries(numbers).map(
    ([key, number]) => [key.toLowerCase().replaceAll("_", "-"), number] as const,
  );
  const words: (string | undefined)[] = [];
  for (const [word, number] of entries) words[number] = word;
  return { words, numbers: new Map(entries), otherwise };
}

/** What `detail` says of an event of `kind`, as recordings write it. */
export function detailWord(kind: EventKind, detail: number): string {
  return rowForms[kind]?.words?.words[detail] ?? String(detail);
}
