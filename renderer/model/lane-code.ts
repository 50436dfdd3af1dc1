import { TaskState } from "../../shared/task-state";

/** What a lane shows at an instant: a task's state, or that nothing is known. */
export const LaneState = {
  ...TaskState,
  /** The events of this time were evicted before this page saw them, or let go by it. */
  UNRECORDED: 7,
} as const;
export type LaneState = (typeof LaneState)[keyof typeof LaneState];

export const isOver = (state: LaneState): boolean =>
  state >= LaneState.FINISHED && state <= LaneState.CANCELLED;

const STATE_BITS = 3;
const DETAIL_BITS = 5;
const TEXT_SHIFT = STATE_BITS + DETAIL_BITS;
/** Texts that can be told apart. Past it a bar has no words of its own. */
export const MAX_TEXTS = 1 << (32 - TEXT_SHIFT);

/** An interval's state, its `WaitReason` and its text's number, in 32 bits. */
export function encode(state: LaneState, detail: number, text: number): number {
  return (state | (detail << STATE_BITS) | (text << TEXT_SHIFT)) >>> 0;
}

export const stateIn = (code: number): LaneState => (code & 0b111) as LaneState;
export const detailIn = (code: number): number => (code >>> STATE_BITS) & 0b11111;
export const textIn = (code: number): number => code >>> TEXT_SHIFT;

/** The same code with another text. */
export const withText = (code: number, text: number): number =>
  ((code & ((1 << TEXT_SHIFT) - 1)) | (text << TEXT_SHIFT)) >>> 0;
