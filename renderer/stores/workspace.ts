import { useSessionStorage } from "@vueuse/core";
import { defineStore } from "pinia";
import { computed, reactive, ref, shallowReactive, watch } from "vue";
import type { SessionId } from "../../shared/session";
import type { Instant } from "../model/instant";
import { PastSession } from "../model/past-session";
import type { SeenSession } from "../model/seen-session";
import { NO_EPOCH } from "../model/session-model";
import { useHost } from "./host";

/** What the work area shows above the tasks. */
export type View =
  | { kind: "playground" }
  | { kind: "program"; program: string }
  | { kind: "code"; document: string }
  /** A lesson by its id; null for the list of all. */
  | { kind: "lesson"; lesson: string | null }
  | { kind: "recording" }
  | { kind: "compare" }
  | { kind: "settings" }
  | { kind: "shortcuts" }
  | { kind: "examples" }
  | { kind: "about" }
  /** A page of the help, and where in it; null for the list of all. */
  | { kind: "help"; page: string | null; section: string | null };

/** What is read beside the lab, and left for what was there before. */
const PAGES: ReadonlySet<View["kind"]> = new Set([
  "settings",
  "shortcuts",
  "examples",
  "about",
  "help",
]);

/** The session whose tasks a view shows; what is read beside the lab has none, and a comparison has runs of its own. */
const SESSION_OF: Readonly<Record<View["kind"], SessionId | null>> = {
  playground: "playground",
  program: "program",
  code: "program",
  lesson: "program",
  recording: "recording",
  compare: null,
  settings: null,
  shortcuts: null,
  examples: null,
  about: null,
  help: null,
};

/** The panels at the bottom; the inspector is one where it has no column of its own. */
export const BOTTOM_TABS = ["console", "warnings", "loop", "inspector"] as const;
export type BottomTab = (typeof BOTTOM_TABS)[number];

interface Remembered {
  view: View;
  session: SessionId;
  selected: Record<SessionId, number | null>;
}

const START: Remembered = {
  view: { kind: "playground" },
  session: "playground",
  selected: { playground: null, program: null, recording: null },
};

/** Where the user is: which view, which session, which task. Kept for a reload of the tab. */
export const useWorkspaceStore = defineStore("workspace", () => {
  const { stream } = useHost();
  const remembered = useSessionStorage<Remembered>("tasklab-workspace", structuredClone(START), {
    mergeDefaults: true,
  });

  const view = computed(() => remembered.value.view);
  /** Whether something is read beside the lab: it takes the whole work area. */
  const isPage = computed(() => PAGES.has(view.value.kind));
  const session = computed(() => remembered.value.session);
  const model = computed(() => stream.models[session.value]);
  const selected = computed(() => remembered.value.selected[session.value]);
  const instants = shallowReactive<Record<SessionId, Instant | null>>({
    playground: null,
    program: null,
    recording: null,
  });
  /** The instant at which the session in view is looked at, by every view; null for now. */
  const instant = computed(() => instants[session.value]);
  const pasts: Readonly<Record<SessionId, PastSession>> = {
    playground: new PastSession(stream.models.playground),
    program: new PastSession(stream.models.program),
    recording: new PastSession(stream.models.recording),
  };
  /** The session in view as it is to be shown: as it was at `instant`, or as it is. */
  const seen = computed<SeenSession>(() =>
    instant.value === null ? model.value : pasts[session.value],
  );

  /** Panels that take the place of others when the window is narrow. */
  const drawers = reactive({ library: false });
  /** Which of the panels at the bottom is seen. */
  const bottomTab = ref<BottomTab>("console");
  /** Which of list and timeline is seen, where the two do not fit side by side. */
  const narrowPane = ref<"list" | "timeline">("list");
  const paletteOpen = ref(false);
  /** The name under which to save the session in view is being asked for. */
  const savingOpen = ref(false);

  /** What was shown before a page that is read beside the lab. */
  let before: View = START.view;

  function show(next: View): void {
    if (PAGES.has(next.kind) && !isPage.value) before = view.value;
    remembered.value.view = next;
    remembered.value.session = SESSION_OF[next.kind] ?? remembered.value.session;
    drawers.library = false;
  }

  /** Leaves a page that is read beside the lab. */
  function leavePage(): void {
    if (isPage.value) show(before);
  }

  function select(task: number | null): void {
    remembered.value.selected[session.value] = task;
  }

  /** Lets every view show the session at an instant of the run, or at the earliest that is still recorded; null for now. */
  function lookAt(next: Instant | null): void {
    const past = pasts[session.value];
    const { history, rows } = model.value;
    const to = next === null ? null : history.reachable(next);
    if (to !== null) past.moveTo(to);
    instants[session.value] = to;
    rows.filterByStatesOf(to === null ? null : past.table);
    if (to === null) past.leave();
    // Which rows there are depends on the states of the instant.
    if (rows.filter.states !== null) model.value.changed();
  }

  /**
   * Calls `listener` when another run of the session in view begins, here or in another window:
   * numbers mean other tasks then.
   */
  function onNewRun(listener: (session: SessionId) => void): void {
    const epoch = () => {
      void model.value.version.value;
      return model.value.epoch;
    };
    watch([session, epoch] as const, ([id, now], [before, then]) => {
      if (id === before && then !== NO_EPOCH && now !== then) listener(id);
    });
  }

  onNewRun((id) => {
    remembered.value.selected[id] = null;
    lookAt(null);
  });
  // What was looked at may be let go of, or recorded anew from another instant on.
  watch(
    () => {
      void model.value.version.value;
      const { generation, start } = model.value.history;
      return `${session.value} ${generation} ${start}`;
    },
    () => {
      if (instant.value !== null) lookAt(instant.value);
    },
  );
  watch(session, (id) => stream.follow(id), { immediate: true });
  watch(instant, (now) => stream.hold(now !== null));

  return {
    view,
    session,
    model,
    selected,
    instant,
    seen,
    drawers,
    bottomTab,
    narrowPane,
    paletteOpen,
    savingOpen,
    isPage,
    show,
    leavePage,
    select,
    lookAt,
    onNewRun,
  };
});
