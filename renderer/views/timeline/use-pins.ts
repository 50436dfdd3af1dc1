import { refThrottled } from "@vueuse/core";
import { computed, shallowRef } from "vue";
import type { TaskTable } from "../../../shared/reduce";
import type { SessionModel } from "../../model/session-model";
import type { SeenSession } from "../../model/seen-session";
import { isSameSite, siteMatcher, siteOf, siteTotals, siteWords } from "../../model/spawn-sites";
import type { SpawnSite } from "../../model/spawn-sites";
import { t } from "../../texts";
import { tasksWords } from "./summary-words";
import { durationWords } from "./time-words";

/** Sites that can be pinned at once: as many as have a colour. */
const MAX_PINS = 3;
/** Totals are added up this often while things go on, in milliseconds. */
const TOTALS_INTERVAL_MS = 500;

/** What the legend says of a pinned site. */
export interface PinFacts {
  readonly site: SpawnSite;
  readonly title: string;
  /** "12 tasks, 3 pending". */
  readonly count: string;
  /** Label and value. */
  readonly totals: readonly (readonly [string, string])[];
}

interface PinsParts {
  readonly model: () => SessionModel;
  /** The session as it is shown, whose tasks are added up. */
  readonly seen: () => SeenSession;
  /** Up to when they are, in seconds. */
  readonly seenNow: () => number;
  readonly say: (words: string) => void;
}

/** The spawn sites whose tasks stand out, with what they did together. */
export function usePins({ model, seen, seenNow, say }: PinsParts) {
  const pins = shallowRef<readonly SpawnSite[]>([]);
  const version = refThrottled(
    computed(() => seen().version.value),
    TOTALS_INTERVAL_MS,
  );
  const facts = computed<PinFacts[]>(() => {
    void version.value;
    return pins.value.map((site) => factsOf(seen().table, site, seenNow()));
  });

  /** Pins the site of a task, or lets go of it. With too many, the oldest goes. */
  function toggle(task: number): void {
    const { table } = model();
    const slot = table.slotOf(task);
    if (slot < 0) return;
    const site = siteOf(table, slot);
    const others = pins.value.filter((one) => !isSameSite(one, site));
    if (others.length < pins.value.length) {
      pins.value = others;
      say(t("timeline.pins.notAnyMore", { site: siteWords(site) }));
      return;
    }
    pins.value = [...others, site].slice(-MAX_PINS);
    const { title, count, totals } = factsOf(seen().table, site, seenNow());
    const words = totals.map(([label, value]) => `${label} ${value}`).join(", ");
    say(t("timeline.pins.pinned", { site: title, count, totals: words }));
  }

  return {
    pins,
    facts,
    toggle,
    unpin: (site: SpawnSite) => {
      pins.value = pins.value.filter((one) => !isSameSite(one, site));
    },
    /** Says of a slot which pin it belongs to, from 0; -1 for none. */
    matcher: (): ((slot: number) => number) | null => {
      if (pins.value.length === 0) return null;
      const matchers = pins.value.map((site) => siteMatcher(model().table, site));
      return (slot) => matchers.findIndex((matches) => matches(slot));
    },
  };
}

function factsOf(table: TaskTable, site: SpawnSite, now: number): PinFacts {
  const { count, pending, ran, ready, waited } = siteTotals(table, site, now);
  return {
    site,
    title: siteWords(site),
    count: count === 0 ? t("time.noTaskYet") : tasksWords(count, pending),
    totals: [
      [t("tasks.columns.ran"), durationWords(ran)],
      [t("tasks.columns.ready"), durationWords(ready)],
      [t("tasks.columns.waited"), durationWords(waited)],
    ],
  };
}
