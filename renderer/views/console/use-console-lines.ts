import { refThrottled, useElementSize } from "@vueuse/core";
import { computed, nextTick, onUpdated, ref, shallowRef, watch } from "vue";
import type { Ref } from "vue";
import type { Channel } from "../../../shared/events";
import { useLabStore } from "../../stores/lab";
import { useWorkspaceStore } from "../../stores/workspace";
import { lookOf } from "./channels";
import { FilteredLines, passes } from "./filtered-lines";
import { LineLayout } from "./line-layout";

const LINE_HEIGHT_PX = 20;
/** Lines beyond the edges, so that fast scrolling shows no gap. */
const OVERSCAN = 6;
/** Closer to the end than this counts as at the end. */
const TAIL_PX = 12;
/** How often a flood of lines is written anew, in milliseconds: more often cannot be read. */
const REFRESH_MS = 80;

interface Elements {
  readonly scroller: Readonly<Ref<HTMLElement | null>>;
  /** Holds an element for each line in sight, which says in `data-index` which one it is. */
  readonly list: Readonly<Ref<HTMLElement | null>>;
}

/** The console's lines that pass the filter: those in sight, with their places, and following the newest. */
export function useConsoleLines(
  { scroller, list }: Elements,
  filter: () => { hidden: ReadonlySet<Channel>; text: string },
) {
  const lab = useLabStore();
  const workspace = useWorkspaceStore();
  const { width, height } = useElementSize(scroller);
  const follows = ref(true);
  const top = ref(0);

  const filtered = new FilteredLines();
  const layout = new LineLayout(LINE_HEIGHT_PX);
  /** Goes up when lines or their heights change. */
  const version = shallowRef(0);

  const modelVersion = refThrottled(
    computed(() => workspace.model.version.value),
    REFRESH_MS,
  );
  /** How many of the filtered lines were printed by the instant that is shown: later ones are told by their number. */
  const reached = computed(() => {
    void version.value;
    const { instant } = workspace;
    return instant === null ? filtered.lines.length : filtered.countBefore(instant.seq);
  });
  watch(
    [filter, () => workspace.model, () => workspace.model.epoch, modelVersion],
    () => {
      const goesOn = filtered.update(workspace.model.console, filter());
      if (goesOn) layout.grow(filtered.lines.length);
      else layout.reset(filtered.lines.length);
      version.value += 1;
      if (follows.value) void nextTick(scrollToEnd);
    },
    { immediate: true },
  );
  /** What was printed on lines that have no end yet: they are no events, and there only now. */
  const open = computed(() => {
    if (workspace.instant !== null) return [];
    const { hidden, text } = filter();
    return (lab.sessions[workspace.session].openLines ?? [])
      .filter((line) => passes({ ...line, name: "" }, hidden, text.toLowerCase()))
      .map((line) => ({ ...line, look: lookOf(line.channel) }));
  });
  watch(open, () => {
    if (follows.value) void nextTick(scrollToEnd);
  });

  // Other lines wrap now: they are measured again as they come into sight.
  watch(width, () => {
    layout.reset(filtered.lines.length);
    version.value += 1;
  });

  // Going through time reads like a run: the newest line of the instant is in sight.
  watch([() => workspace.instant, reached], () => {
    if (follows.value) void nextTick(scrollToEnd);
  });

  const total = computed(() => {
    void version.value;
    const lines = reached.value;
    const isAll = lines === filtered.lines.length;
    return {
      lines,
      later: filtered.lines.length - lines,
      height: isAll ? layout.height : layout.top(lines),
    };
  });
  const shown = computed(() => {
    void version.value;
    const { lines } = filtered;
    const first = Math.max(0, layout.at(top.value) - OVERSCAN);
    const last = Math.min(reached.value, layout.at(top.value + height.value) + 1 + OVERSCAN);
    const pool = Math.max(1, last - first);
    return lines.slice(first, last).map((line, offset) => ({
      // Elements are used again for other lines as the console scrolls.
      key: (first + offset) % pool,
      line,
      index: first + offset,
      top: layout.top(first + offset),
      look: lookOf(line.channel),
    }));
  });

  onUpdated(() => {
    let changed = false;
    for (const element of list.value?.children ?? []) {
      const { index } = (element as HTMLElement).dataset;
      if (layout.measured(Number(index), element.clientHeight)) changed = true;
    }
    if (!changed) return;
    version.value += 1;
    if (follows.value) void nextTick(scrollToEnd);
  });

  function scrollToEnd(): void {
    const element = scroller.value;
    if (element === null) return;
    element.scrollTop = element.scrollHeight;
    top.value = element.scrollTop;
  }

  function onScroll(): void {
    top.value = scroller.value?.scrollTop ?? 0;
  }

  /** Scrolling up stops following; scrolling to the end goes on with it. */
  function onScrolledByUser(): void {
    const element = scroller.value;
    if (element === null) return;
    follows.value = element.scrollHeight - element.scrollTop - element.clientHeight < TAIL_PX;
  }

  function follow(): void {
    follows.value = !follows.value;
    if (follows.value) scrollToEnd();
  }

  /** The lines that pass, up to the instant that is shown. */
  const linesSeen = () => filtered.lines.slice(0, reached.value);

  return { follows, total, shown, open, follow, onScroll, onScrolledByUser, linesSeen };
}
