import { jsonText } from "./json-text";

/** Everything happens in one process. Not 0, which Perfetto takes for the kernel's idle one. */
const PROCESS = 1;

/** The fields that say where and when, as the last ones of an event. Times are microseconds, exact to the nanosecond. */
const at = (thread: number, seconds: number): string =>
  `"pid":${PROCESS},"tid":${thread},"ts":${Math.round(seconds * 1e9) / 1e3}`;

const withArgs = (args: string): string => (args === "" ? "}" : `,"args":{${args}}}`);

/** How two ends of an arrow are told apart from others: by all three together. */
export interface Flow {
  readonly id: number;
  readonly name: string;
  readonly category: string;
}

/**
 * Single events of the Trace Event Format, without the commas between them. `args` is the inside of a
 * JSON object.
 *
 * Slices are pairs of begin and end, not complete events: they are written as they happen, arrows find
 * the slice that is open, and rounding cannot make neighbours overlap, for which Perfetto drops them.
 */
export const trace = {
  begin: (thread: number, seconds: number, category: string, name: string, args = ""): string =>
    `{"ph":"B","cat":"${category}","name":${jsonText(name)},${at(thread, seconds)}${withArgs(args)}`,

  /** Ends the slice that began last on `thread` and has not ended. */
  end: (thread: number, seconds: number, args = ""): string =>
    `{"ph":"E",${at(thread, seconds)}${withArgs(args)}`,

  /** On the task's track, or, for no task, on the process's. */
  instant(task: number, seconds: number, category: string, name: string, args = ""): string {
    const scope = task === 0 ? "p" : "t";
    const where = at(task === 0 ? PROCESS : task, seconds);
    return `{"ph":"i","s":"${scope}","cat":"${category}","name":${jsonText(name)},${where}${withArgs(args)}`;
  },

  /** The tail of an arrow, in the slice that is open on `thread`. */
  flowStart: (flow: Flow, thread: number, seconds: number): string =>
    flowEnd("s", flow, thread, seconds),

  /** The head of an arrow, in the slice that is open on `thread`. */
  flowFinish: (flow: Flow, thread: number, seconds: number): string =>
    flowEnd("f", flow, thread, seconds),

  /** Something with a beginning and an end on a track of its own. */
  asyncEvent(
    phase: "b" | "e",
    id: number,
    task: number,
    seconds: number,
    category: string,
    name: string,
    args = "",
  ): string {
    const where = at(task === 0 ? PROCESS : task, seconds);
    const what = `"cat":"${category}","name":${jsonText(name)},"id":"0x${id.toString(16)}"`;
    return `{"ph":"${phase}",${what},${where}${withArgs(args)}`;
  },

  processName: (name: string): string =>
    `{"ph":"M","name":"process_name","pid":${PROCESS},"tid":${PROCESS},"args":{"name":${jsonText(name)}}}`,

  threadName: (thread: number, name: string): string =>
    `{"ph":"M","name":"thread_name","pid":${PROCESS},"tid":${thread},"args":{"name":${jsonText(name)}}}`,

  threadSortIndex: (thread: number, index: number): string =>
    `{"ph":"M","name":"thread_sort_index","pid":${PROCESS},"tid":${thread},"args":{"sort_index":${index}}}`,
};

function flowEnd(phase: "s" | "f", flow: Flow, thread: number, seconds: number): string {
  const what = `"cat":"${flow.category}","name":"${flow.name}","id":"0x${flow.id.toString(16)}"`;
  return `{"ph":"${phase}","bp":"e",${what},${at(thread, seconds)}}`;
}
