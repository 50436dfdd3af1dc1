import type { InjectionKey, ShallowRef } from "vue";

/**
 * The one vertical scroll that task list and timeline share. Provided by the workbench, injected by
 * the timeline, which fills the area to the right of the list: its axis takes the first
 * `AXIS_HEIGHT` pixels, and row `i` begins at `AXIS_HEIGHT + i * ROW_HEIGHT - top`.
 */
export interface RowScroll {
  /** How far the rows are scrolled, in CSS pixels. */
  readonly top: ShallowRef<number>;
  /** Height of the whole visible area, axis included, in CSS pixels. */
  readonly height: ShallowRef<number>;
  /** The row under the pointer, in the list or in the timeline; null for none. Either side sets it. */
  readonly hovered: ShallowRef<number | null>;
  /** Scrolls by `pixels`. Wheel events over the timeline that it does not use itself need no call: they reach the scroll container. */
  scrollBy(pixels: number): void;
  /** Scrolls as little as it takes to bring row `index` into sight. */
  reveal(index: number): void;
}

export const ROW_SCROLL: InjectionKey<RowScroll> = Symbol("row scroll");
