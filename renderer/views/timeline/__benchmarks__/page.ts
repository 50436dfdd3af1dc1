import "../../../styles/tokens.css";
import { createApp, h, nextTick, shallowRef } from "vue";
import { ROW_HEIGHT } from "../../../model/row-height";
import { SessionModel } from "../../../model/session-model";
import type { RowScroll } from "../../workbench/row-scroll";
import { ROW_SCROLL } from "../../workbench/row-scroll";
import TimelineView from "../TimelineView.vue";
import { roundRobin } from "./sessions";

const FRAMES = 120;
/** What is done with one frame. */
type Gesture = (frame: number) => void;
/** The task that is selected while arrows are shown: one in the first rows. */
const SELECTED_TASK = 5;
const ROOT_TASK = 1;

/** Milliseconds, but for the rates. */
interface FrameTimes {
  gesture: string;
  framesPerSecond: number;
  /** The longest time from one frame to the next of which 95 of 100 were no longer. */
  frame95: number;
  /** Script time of one picture: median, and the longest of 95 in 100. */
  draw50: number;
  draw95: number;
  /** Processor time of the page and of what paints it, a frame: the same on a busy machine. */
  processor: number;
}

export interface Measured {
  lanes: number;
  intervals: number;
  megabytes: number;
  /** Events taken in a second, by table, rows and lanes together. */
  eventsPerSecond: number;
  frames: FrameTimes[];
}

declare global {
  interface Window {
    measureTimeline?: (lanes: number, turns: number) => Promise<Measured>;
    /** Gives the milliseconds of processor time that were taken so far. */
    processorTime?: () => Promise<number>;
  }
}

window.measureTimeline = async (lanes, turns) => {
  const { model, eventsPerSecond } = takeIn(lanes, turns);
  const scroll: RowScroll = {
    top: shallowRef(0),
    height: shallowRef(innerHeight),
    hovered: shallowRef(null),
    scrollBy: () => {},
    reveal: () => {},
  };
  const selected = shallowRef<number | null>(null);
  const start = performance.now();
  const begin = model.lanes.lastTime;
  const app = createApp(() =>
    h(TimelineView, {
      model,
      seen: model,
      // Time goes on: what is pending grows while it is looked at.
      now: () => begin + (performance.now() - start) / 1_000,
      selected: selected.value,
    }),
  );
  app.provide(ROW_SCROLL, scroll);
  app.mount("#timeline");
  await nextTick();
  const timeline = document.querySelector(".timeline")!;
  const wheel = (init: WheelEventInit) =>
    timeline.dispatchEvent(
      new WheelEvent("wheel", {
        clientX: innerWidth / 2,
        clientY: innerHeight / 2,
        cancelable: true,
        ...init,
      }),
    );
  const back = (frame: number) => (frame % 60 < 30 ? 1 : -1);
  const gestures: Record<string, Gesture> = {
    "zoom in": () => wheel({ ctrlKey: true, deltaY: -30 }),
    "pan near": (frame) => wheel({ deltaX: 20 * back(frame) }),
    "zoom out": () => wheel({ ctrlKey: true, deltaY: 30 }),
    "pan far": (frame) => wheel({ deltaX: 20 * back(frame) }),
    scroll: (frame) => {
      scroll.top.value = (frame % 60) * Math.min(10, model.rows.length / 60) * ROW_HEIGHT;
    },
  };
  const press = (key: string) => timeline.dispatchEvent(new KeyboardEvent("keydown", { key }));
  const rest = () => new Promise((resolve) => setTimeout(resolve, 500));
  press("f");
  await rest();
  const frames: FrameTimes[] = [];
  const measure = async (prefix: string, names: readonly string[]) => {
    for (const name of names) frames.push(await timed(`${prefix}${name}`, gestures[name]!));
  };
  await measure("", Object.keys(gestures));

  // Arrows of all kinds, folded gaps, a pinned spawn site, a range and a cursor.
  selected.value = SELECTED_TASK;
  scroll.top.value = 0;
  await nextTick();
  for (const key of ["1", "2", "3", "4", "g", "p", "[", "r", "f"]) press(key);
  await rest();
  await measure("all on: ", ["zoom in", "pan near", "zoom out", "scroll"]);

  scroll.top.value = 0;
  model.rows.collapse(ROOT_TASK, true);
  model.changed();
  press("f");
  await rest();
  await measure("collapsed: ", ["zoom in", "pan near", "zoom out"]);
  app.unmount();
  const { intervals, bytes, size } = model.lanes;
  return { lanes: size, intervals, megabytes: bytes / 1e6, eventsPerSecond, frames };
};

function takeIn(lanes: number, turns: number) {
  const batches = roundRobin(lanes, turns);
  const model = new SessionModel("program");
  let events = 0;
  const start = performance.now();
  for (const batch of batches) {
    model.take({
      type: events === 0 ? "snapshot" : "delta",
      session: "program",
      epoch: 0,
      seq: batch.firstSeq + batch.length,
      now: 0,
      firstRetained: 0,
      evicted: { events: 0, tasks: 0 },
      dropped: 0,
      batch,
    });
    events += batch.length;
  }
  model.changed();
  return { model, eventsPerSecond: events / ((performance.now() - start) / 1_000) };
}

/** Makes a gesture with every frame and measures what comes of it. */
async function timed(gesture: string, act: Gesture): Promise<FrameTimes> {
  const draws: number[] = [];
  const nextFrame = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    nextFrame((time) => {
      const start = performance.now();
      callback(time);
      draws.push(performance.now() - start);
    });
  const lengths: number[] = [];
  const before = await window.processorTime!();
  let last = await new Promise(nextFrame);
  for (let frame = 0; frame < FRAMES; frame += 1) {
    act(frame);
    const time = await new Promise(nextFrame);
    lengths.push(time - last);
    last = time;
  }
  window.requestAnimationFrame = nextFrame;
  const processor = ((await window.processorTime!()) - before) / FRAMES;
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return {
    gesture,
    framesPerSecond: 1_000 / (total / FRAMES),
    frame95: quantile(lengths, 0.95),
    draw50: quantile(draws, 0.5),
    draw95: quantile(draws, 0.95),
    processor,
  };
}

function quantile(values: number[], share: number): number {
  values.sort((one, other) => one - other);
  return values[Math.floor(values.length * share)] ?? NaN;
}
