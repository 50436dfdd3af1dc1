import { watchThrottled } from "@vueuse/core";
import { computed, ref, shallowRef } from "vue";
import { isFiltering, parseRowQuery, rowMatcher } from "../../model/row-query";
import type { SessionModel } from "../../model/session-model";
import { t, writtenCount } from "../../texts";
import { countMatches, nextMatch } from "./row-search";
import type { SearchCount } from "./row-search";

/** What is found is counted this often while things go on, in milliseconds. */
const COUNT_INTERVAL_MS = 300;

interface SearchParts {
  readonly model: () => SessionModel;
  readonly selected: () => number | null;
  /** Selects a task and brings its row into sight; says `words` first. */
  readonly goTo: (task: number, words: string) => void;
  readonly say: (words: string) => void;
}

/** The search for tasks: what is found is marked, and gone to one after the other. */
export function useSearch({ model, selected, goTo, say }: SearchParts) {
  const isOpen = ref(false);
  const typed = ref("");
  const query = computed(() => parseRowQuery(isOpen.value ? typed.value : ""));
  const count = shallowRef<SearchCount>({ shown: 0, hidden: 0, place: 0 });

  function recount(at: number | null): void {
    const { table, rows } = model();
    count.value = countMatches(table, rows, query.value, at);
  }
  watchThrottled([query, selected, () => model().version.value], () => recount(selected()), {
    throttle: COUNT_INTERVAL_MS,
  });

  /** Goes to the next match or, with -1, to the previous one. */
  function step(direction: -1 | 1): void {
    const { table, rows } = model();
    if (!isOpen.value || !isFiltering(query.value)) {
      open();
      return;
    }
    const task = selected();
    const from = task === null ? -1 : rows.indexOf(task);
    const row = nextMatch(table, rows, query.value, from, direction);
    recount(rows.tasks[row] ?? null);
    if (row < 0) say(`${words.value}.`);
    else goTo(rows.tasks[row]!, `${words.value}.`);
  }

  function open(): void {
    isOpen.value = true;
  }

  /** "3 of 17, 2 hidden". */
  const words = computed(() => {
    if (!isFiltering(query.value)) return "";
    const { shown, hidden, place } = count.value;
    const found =
      shown === 0
        ? t("timeline.search.nothing")
        : place === 0
          ? writtenCount(shown)
          : t("timeline.search.placeOf", { place, shown });
    return hidden === 0 ? found : t("timeline.search.andHidden", { found, hidden });
  });

  return {
    isOpen,
    typed,
    words,
    step,
    open,
    close: () => {
      isOpen.value = false;
    },
    /** Says of a slot whether it is found; null while nothing is searched. */
    matcher: (): ((slot: number) => boolean) | null =>
      isFiltering(query.value) ? rowMatcher(model().table, query.value) : null,
    query,
  };
}
