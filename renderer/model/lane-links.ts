import { LaneState } from "./lane-code";
import { MarkKind, NO_MARK } from "./lane-marks";
import { LaneReader } from "./lane-reader";
import { NO_LANE } from "./lanes";
import type { SessionModel } from "./session-model";

/** How one task came to act on another. */
export type LinkKind = "created" | "woken" | "awaited" | "cancelled";

export const LINK_KINDS: readonly LinkKind[] = ["created", "woken", "awaited", "cancelled"];

/** Something that another task did to a task. */
export interface LaneLink {
  readonly kind: LinkKind;
  /** When, in seconds. */
  readonly time: number;
  /** Who did it: the creator, the waker, who awaits, who asked for the cancel. */
  readonly by: number;
}

/** Which of a lane's links are asked for. Times in seconds. */
export interface LinkQuery {
  readonly kinds: ReadonlySet<LinkKind>;
  readonly from: number;
  readonly to: number;
  /** Of wake-ups closer together than this, one is enough. */
  readonly least: number;
}

/** Intervals looked at for wake-ups. A lane with more of them in sight shows some of its wake-ups. */
const MAX_LOOKED_AT = 20_000;

const reader = new LaneReader();

/** What others did to a task within a stretch of time, in no particular order. */
export function linksOf(model: SessionModel, task: number, query: LinkQuery): LaneLink[] {
  const { lanes } = model;
  const lane = lanes.laneOf(task);
  if (lane === NO_LANE) return [];
  lanes.read(lane, reader);
  const links: LaneLink[] = [];
  const add = (kind: LinkKind, time: number, by: number) => {
    if (by !== 0 && time >= query.from && time <= query.to) links.push({ kind, time, by });
  };
  if (query.kinds.has("created")) add("created", reader.begin, lanes.creatorOf(lane));
  if (query.kinds.has("woken")) addWakes(query, add);
  if (query.kinds.has("cancelled")) {
    forEachMark(model, lane, MarkKind.CANCEL_REQUESTED, (time, by) => add("cancelled", time, by));
  }
  if (query.kinds.has("awaited")) addAwaits(model, task, lane, add);
  return links;
}

/**
 * The last thing of these kinds that was done to a task up to `time`; null if there is none. What is
 * returned lies before `time` or at it.
 */
export function lastLinkBefore(
  model: SessionModel,
  task: number,
  kinds: ReadonlySet<LinkKind>,
  time: number,
): LaneLink | null {
  const lane = model.lanes.laneOf(task);
  if (lane === NO_LANE) return null;
  const rare = new Set(kinds);
  rare.delete("woken");
  let last: LaneLink | null = null;
  for (const link of linksOf(model, task, { kinds: rare, from: -Infinity, to: time, least: 0 })) {
    if (last === null || link.time >= last.time) last = link;
  }
  if (!kinds.has("woken")) return last;
  model.lanes.read(lane, reader);
  for (let index = reader.indexAt(time); index >= 0; index -= 1) {
    const start = reader.start(index);
    if (last !== null && start < last.time) break;
    const by = reader.a(index);
    if (reader.state(index) === LaneState.READY && by !== 0) {
      return { kind: "woken", time: start, by };
    }
  }
  return last;
}

/** The interval of a task in which it did something to another at `time`: the step that did it, where there was one. */
export function actingInterval(model: SessionModel, task: number, time: number): number {
  const lane = model.lanes.laneOf(task);
  if (lane === NO_LANE) return -1;
  model.lanes.read(lane, reader);
  let index = Math.max(0, reader.indexAt(time));
  // What it did with the last breath of a step is the step's.
  while (index > 0 && reader.start(index) === time && reader.state(index) !== LaneState.RUNNING) {
    index -= 1;
  }
  return index;
}

function addWakes(
  { from, to, least }: LinkQuery,
  add: (kind: LinkKind, time: number, by: number) => void,
): void {
  let index = Math.max(0, reader.indexAt(from));
  for (let looked = 0; looked < MAX_LOOKED_AT && index < reader.count; looked += 1) {
    const start = reader.start(index);
    if (start > to) return;
    if (reader.state(index) === LaneState.READY && reader.a(index) !== 0) {
      add("woken", start, reader.a(index));
      index = Math.max(index + 1, reader.indexAt(start + least, index));
    } else index += 1;
  }
}

function addAwaits(
  model: SessionModel,
  task: number,
  lane: number,
  add: (kind: LinkKind, time: number, by: number) => void,
): void {
  const known = new Set<number>();
  forEachMark(model, lane, MarkKind.AWAITED, (time, by) => {
    known.add(by);
    add("awaited", time, by);
  });
  // Awaits that began before this page saw the session are known from the awaiting tasks alone.
  const { table } = model;
  for (let slot = 0; slot < table.slots; slot += 1) {
    const by = table.id[slot]!;
    if (table.awaited[slot] !== task || by === 0 || known.has(by)) continue;
    add("awaited", table.since[slot]!, by);
  }
  for (const slot of table.members.slots()) {
    const by = table.id[slot]!;
    if (!known.has(by) && table.members.has(slot, task)) add("awaited", table.since[slot]!, by);
  }
}

function forEachMark(
  { lanes }: SessionModel,
  lane: number,
  kind: MarkKind,
  visit: (time: number, by: number) => void,
): void {
  const { marks } = lanes;
  for (let mark = lanes.firstMark(lane); mark !== NO_MARK; mark = marks.next[mark]!) {
    if (marks.kind[mark] === kind) visit(marks.time[mark]!, marks.by[mark]!);
  }
}
