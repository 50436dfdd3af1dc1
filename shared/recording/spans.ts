import { textAt } from "../batch";
import type { EventBatch } from "../batch";
import { EventKind, Outcome, RequestOutcome } from "../events";
import { NO_SLOT } from "../reduce";
import { splitError } from "./error-text";
import { jsonText } from "./json-text";
import { LiveTasks } from "./live-tasks";
import { attribute, span, spanEvent, SpanKind, spanLink } from "./otlp-json";
import type { SpanFields } from "./otlp-json";
import type { RecordedRun } from "./recording";
import { detailWord } from "./row-form";
import { SpanIds } from "./span-ids";
import { NO_NOTES, SpanNotes } from "./span-notes";
import { streamText } from "./text-stream";
import type { RunFormat, WriteOptions } from "./text-stream";
import { unixNanoseconds } from "./utc-time";

/** An answer with this status or a higher one is an error of the request. */
const ERROR_STATUS = 400;

/**
 * Writes `run` as OpenTelemetry spans in chunks: one `ExportTraceServiceRequest` in the JSON encoding
 * of OTLP, which a collector takes at `/v1/traces` and tracing systems import.
 *
 * One trace: the run is its root, a task is a span below its creator's, an HTTP request a client's
 * span below its task's. Cancels, errors and printed lines are events; who awaited a task is linked
 * from its span. Ids come from the recording: to export it twice makes the same spans.
 *
 * Throws a RangeError for a run whose `startedAt` is no time.
 */
export function writeSpans(
  run: RecordedRun,
  options: WriteOptions = {},
): AsyncGenerator<string, void, undefined> {
  return streamText(run, new Spans(run), options);
}

interface OpenRequest {
  readonly task: number;
  readonly startedAt: number;
  readonly text: string;
}

class Spans implements RunFormat {
  readonly #run: RecordedRun;
  readonly #epoch: bigint;
  readonly #ids: SpanIds;
  readonly #tasks = new LiveTasks();
  /** Every task that has a span: only those can be parents. */
  readonly #known = new Set<number>();
  readonly #notes = new Map<number, SpanNotes>();
  readonly #rootNotes = new SpanNotes();
  readonly #requests = new Map<number, OpenRequest>();
  #separator = "\n";

  constructor(run: RecordedRun) {
    const { lab, session, program, startedAt, first } = run.info;
    const epoch = unixNanoseconds(startedAt);
    if (epoch === null) throw new RangeError(`A recording cannot start at "${startedAt}".`);
    this.#run = run;
    this.#epoch = epoch;
    this.#ids = new SpanIds(JSON.stringify([lab, session, program, startedAt, first]));
  }

  *start(): Generator<string> {
    const { info, snapshot } = this.#run;
    const resource = [
      attribute.text("service.name", "tasklab"),
      attribute.text("service.version", info.lab),
      attribute.text("tasklab.session", info.session),
      ...(info.program === null ? [] : [attribute.text("tasklab.program", info.program)]),
      ...(info.clock === null ? [] : [attribute.text("tasklab.clock", info.clock)]),
    ];
    yield `{"resourceSpans":[{"resource":{"attributes":[${resource.join(",")}]},`;
    yield `"scopeSpans":[{"scope":{"name":"tasklab","version":${jsonText(info.lab)}},"spans":[`;
    if (snapshot === null) return;
    for (let index = 0; index < snapshot.length; index += 1) {
      this.#tasks.apply(snapshot, index);
      yield "";
    }
    const { table } = this.#tasks;
    for (const slot of this.#tasks.slots()) {
      this.#known.add(table.id[slot]!);
      this.#link(table.awaited[slot]!, table.id[slot]!);
      for (const { first, count } of table.members.rangesOf(slot)) {
        for (let member = first; member < first + count; member += 1) {
          this.#link(member, table.id[slot]!);
        }
      }
      yield "";
    }
  }

  row(batch: EventBatch, index: number): string {
    const kind = batch.kind[index] as EventKind;
    const task = batch.task[index]!;
    const time = batch.time[index]!;
    const text = textAt(batch, index);
    switch (kind) {
      case EventKind.PRINTED:
        this.#print(task, time, detailWord(kind, batch.detail[index]!), text);
        return "";
      case EventKind.REQUEST_STARTED:
        this.#requests.set(batch.a[index]!, { task, startedAt: time, text });
        return "";
      case EventKind.REQUEST_ENDED:
        return this.#endRequest(batch.a[index]!, time, batch.detail[index]!, text);
      case EventKind.TASK_CREATED:
        if (this.#tasks.table.slotOf(task) === NO_SLOT) {
          this.#tasks.apply(batch, index);
          this.#known.add(task);
        }
        return "";
      case EventKind.RESOURCE_CREATED:
      case EventKind.RESOURCE_USED:
      case EventKind.RESOURCE_CARRIED:
        return "";
      default:
        return this.#tasks.slotOf(task) === NO_SLOT ? "" : this.#change(batch, index);
    }
  }

  *finish(): Generator<string> {
    const { info, endedAt } = this.#run;
    for (const [number, request] of this.#requests) {
      yield this.#request(number, request, endedAt, "pending", [], null);
    }
    for (const slot of this.#tasks.slots()) {
      if (this.#tasks.slotOf(this.#tasks.table.id[slot]!) === NO_SLOT) continue;
      yield this.#task(slot, endedAt, "pending", null);
    }
    yield this.#span({
      spanId: this.#ids.root,
      parentSpanId: null,
      name: info.program ?? info.session,
      kind: SpanKind.INTERNAL,
      start: this.#nanoseconds(0),
      end: this.#nanoseconds(endedAt),
      attributes: [attribute.integer("tasklab.evicted_events", info.first)],
      error: null,
      ...this.#rootNotes,
    });
    yield "\n]}]}]}\n";
  }

  /** What happens to a task that is not over. @returns its span, if it is now */
  #change(batch: EventBatch, index: number): string {
    const { table } = this.#tasks;
    const task = batch.task[index]!;
    const time = batch.time[index]!;
    const slot = table.slotOf(task);
    this.#tasks.apply(batch, index);
    switch (batch.kind[index]) {
      case EventKind.TASK_WAITING:
        this.#link(table.awaited[slot]!, task);
        return "";
      case EventKind.WAIT_MEMBERS: {
        const first = batch.a[index]!;
        if (first === 0) return "";
        const end = first + batch.detail[index]!;
        for (let member = first; member < end; member += 1) this.#link(member, task);
        return "";
      }
      case EventKind.CANCEL_REQUESTED:
        this.#note(task, time, "tasklab.cancel.requested", [
          attribute.integer("tasklab.cancel.requested_by", batch.a[index]!),
          attribute.text("tasklab.cancel.message", textAt(batch, index)),
        ]);
        return "";
      case EventKind.CANCEL_DELIVERED:
        this.#note(task, time, "tasklab.cancel.delivered", []);
        return "";
      case EventKind.TASK_DONE: {
        const outcome = batch.detail[index]!;
        const error = outcome === Outcome.ERROR ? table.result[slot]! : null;
        if (error !== null) this.#note(task, time, "exception", exceptionAttributes(error));
        return this.#task(slot, time, detailWord(EventKind.TASK_DONE, outcome), error);
      }
      default:
        return "";
    }
  }

  #task(slot: number, time: number, outcome: string, error: string | null): string {
    const { table } = this.#tasks;
    const task = table.id[slot]!;
    const creator = table.creator[slot]!;
    const coroutine = table.coroutine[slot]!;
    const name = table.name[slot]!;
    const notes = this.#notes.get(task) ?? NO_NOTES;
    this.#notes.delete(task);
    return this.#span({
      spanId: this.#ids.task(task),
      parentSpanId: this.#parent(creator),
      name: name === "" ? `Task ${task}` : name,
      kind: SpanKind.INTERNAL,
      start: this.#nanoseconds(table.createdAt[slot]!),
      end: this.#nanoseconds(time),
      attributes: [
        attribute.integer("tasklab.task.id", task),
        attribute.integer("tasklab.task.creator", creator),
        ...(coroutine === "" ? [] : [attribute.text("tasklab.task.coroutine", coroutine)]),
        ...codeAttributes(table.siteFile[slot]!, table.siteLine[slot]!),
        attribute.text("tasklab.task.outcome", outcome),
        ...(outcome === "pending"
          ? []
          : [attribute.text("tasklab.task.result", table.result[slot]!)]),
        attribute.integer("tasklab.task.steps", table.steps[slot]!),
        attribute.integer("tasklab.task.cancels", table.cancels[slot]!),
        attribute.number("tasklab.task.ran_seconds", table.ran[slot]!),
        attribute.number("tasklab.task.ready_seconds", table.ready[slot]!),
        attribute.number("tasklab.task.waited_seconds", table.waited[slot]!),
        ...(error === null ? [] : [attribute.text("error.type", splitError(error).type)]),
      ],
      error,
      ...notes,
    });
  }

  #endRequest(number: number, time: number, outcome: number, text: string): string {
    const request = this.#requests.get(number);
    // It began before the first event: when is not known.
    if (request === undefined) return "";
    this.#requests.delete(number);
    const word = detailWord(EventKind.REQUEST_ENDED, outcome);
    if (outcome !== RequestOutcome.ANSWERED) {
      return this.#request(number, request, time, word, [attribute.text("error.type", word)], text);
    }
    const status = Number(text);
    if (!Number.isInteger(status)) return this.#request(number, request, time, word, [], null);
    const attributes = [attribute.integer("http.response.status_code", status)];
    if (status < ERROR_STATUS) return this.#request(number, request, time, word, attributes, null);
    attributes.push(attribute.text("error.type", text));
    return this.#request(number, request, time, word, attributes, `HTTP ${text}`);
  }

  #request(
    number: number,
    { task, startedAt, text }: OpenRequest,
    time: number,
    outcome: string,
    attributes: readonly string[],
    error: string | null,
  ): string {
    const space = text.indexOf(" ");
    const method = space < 0 ? text : text.slice(0, space);
    return this.#span({
      spanId: this.#ids.request(number),
      parentSpanId: this.#parent(task),
      name: method === "" ? "HTTP" : method,
      kind: SpanKind.CLIENT,
      start: this.#nanoseconds(startedAt),
      end: this.#nanoseconds(time),
      attributes: [
        attribute.text("http.request.method", method),
        ...(space < 0 ? [] : [attribute.text("url.path", text.slice(space + 1))]),
        attribute.text("tasklab.request.outcome", outcome),
        ...attributes,
      ],
      error,
      ...NO_NOTES,
    });
  }

  #print(task: number, time: number, channel: string, text: string): void {
    const attributes = [
      attribute.text("tasklab.print.channel", channel),
      attribute.text("tasklab.print.text", text),
    ];
    if (this.#tasks.slotOf(task) !== NO_SLOT) {
      this.#note(task, time, "tasklab.print", attributes);
      return;
    }
    // The lab's own lines, and those about tasks whose span is written already.
    if (task !== 0) attributes.push(attribute.integer("tasklab.task.id", task));
    this.#rootNotes.addEvent(spanEvent(this.#nanoseconds(time), "tasklab.print", attributes));
  }

  #note(task: number, time: number, name: string, attributes: readonly string[]): void {
    this.#notesOf(task).addEvent(spanEvent(this.#nanoseconds(time), name, attributes));
  }

  /** From what is awaited to who awaits it. */
  #link(awaited: number, awaiter: number): void {
    if (this.#tasks.slotOf(awaited) === NO_SLOT) return;
    this.#notesOf(awaited).addLink(awaiter, () =>
      spanLink(this.#ids.trace, this.#ids.task(awaiter), [
        attribute.text("tasklab.link", "awaited_by"),
        attribute.integer("tasklab.task.id", awaiter),
      ]),
    );
  }

  #notesOf(task: number): SpanNotes {
    let notes = this.#notes.get(task);
    if (notes === undefined) this.#notes.set(task, (notes = new SpanNotes()));
    return notes;
  }

  /** The creator's span, or, for whom nobody known created, the run's. */
  #parent(creator: number): string {
    return this.#known.has(creator) ? this.#ids.task(creator) : this.#ids.root;
  }

  #span(fields: Omit<SpanFields, "traceId">): string {
    const separator = this.#separator;
    this.#separator = ",\n";
    return separator + span({ traceId: this.#ids.trace, ...fields });
  }

  #nanoseconds(seconds: number): string {
    return String(this.#epoch + BigInt(Math.round(seconds * 1e9)));
  }
}

/** Where a task was created, in OpenTelemetry's words for places in code. */
function codeAttributes(file: string, line: number): string[] {
  if (line === 0) return [];
  return [
    ...(file === "" ? [] : [attribute.text("code.file.path", file)]),
    attribute.integer("code.line.number", line),
  ];
}

function exceptionAttributes(error: string): string[] {
  const { type, message } = splitError(error);
  return [attribute.text("exception.type", type), attribute.text("exception.message", message)];
}
