import { createSharedComposable } from "@vueuse/core";
import { computed, nextTick } from "vue";
import { EXPORT_FORMATS } from "../../shared/library";
import { LANGUAGES } from "../../shared/own-program";
import type { Theme } from "../../shared/settings";
import { NO_SLOT } from "../../shared/reduce";
import { CLOCK_DIALS } from "../../shared/session-time";
import { isDone } from "../../shared/task-state";
import type { TaskState } from "../../shared/task-state";
import { DIAL_WORDS } from "../model/loop-words";
import { creationPlaceOf, placeOf } from "../model/standings";
import { LANGUAGE_TITLES } from "../model/source-templates";
import { useCodeStore } from "../stores/code";
import { useImagesStore } from "../stores/images";
import { useLabStore } from "../stores/lab";
import { useComparisonStore } from "../stores/comparison";
import { useLayoutStore } from "../stores/layout";
import { useLessonsStore } from "../stores/lessons";
import { useNewTaskStore } from "../stores/new-task";
import { usePaletteStore } from "../stores/palette";
import { usePlacesStore } from "../stores/places";
import { FORMAT_TITLES, useRecordingsStore } from "../stores/recordings";
import { useRewindStore } from "../stores/rewind";
import { useRunsStore } from "../stores/runs";
import { useSettingsStore } from "../stores/settings";
import { useTasksStore } from "../stores/tasks";
import { useTimeStore } from "../stores/time";
import { useSourceListStore } from "../stores/source-list";
import { useWorkspaceStore } from "../stores/workspace";
import { TIMELINE_KEYS, useTimelineKeys } from "./use-timeline-keys";

/** Something that the user can do, wherever the focus is. */
export interface Action {
  readonly id: string;
  readonly title: string;
  readonly section:
    | "Run"
    | "Program"
    | "Time"
    | "Timeline"
    | "Tasks"
    | "Create"
    | "Recordings"
    | "Compare"
    | "Go to"
    | "View";
  /** Its key, see `matchesChord`. */
  readonly chord?: string;
  /** A key that works while the task list or the timeline has the focus: shown, not listened to here. */
  readonly listKey?: string;
  readonly enabled: boolean;
  run(): void;
}

/** The parts of the window that can be gone to, in the order of F6. */
export const REGIONS = [
  "library",
  "palette",
  "tasks",
  "timeline",
  "inspector",
  "console",
  "warnings",
  "loop",
] as const;
export type Region = (typeof REGIONS)[number];

const NEXT_THEME: Readonly<Record<Theme, Theme>> = {
  system: "dark",
  dark: "light",
  light: "system",
};

/** Moves the focus into a part of the window: to what is marked in it, else to what Tab would reach first, else to the part itself. */
export function focusRegion(region: Region): boolean {
  const element = document.querySelector<HTMLElement>(`[data-region="${region}"]`);
  if (element === null) return false;
  const target =
    element.tabIndex === 0
      ? element
      : (element.querySelector<HTMLElement>("[data-autofocus]") ??
        element.querySelector<HTMLElement>('[tabindex="0"]') ??
        element);
  target.focus();
  return document.activeElement === target;
}

/** Every action there is, with its key: what the command palette lists and the shortcuts run. */
export const useActions = createSharedComposable(() => {
  const code = useCodeStore();
  const lab = useLabStore();
  const comparison = useComparisonStore();
  const images = useImagesStore();
  const layout = useLayoutStore();
  const lessons = useLessonsStore();
  const newTask = useNewTaskStore();
  const palette = usePaletteStore();
  const recordings = useRecordingsStore();
  const runs = useRunsStore();
  const settings = useSettingsStore();
  const sources = useSourceListStore();
  const tasks = useTasksStore();
  const sourcePlaces = usePlacesStore();
  const rewind = useRewindStore();
  const time = useTimeStore();
  const timeline = useTimelineKeys();
  const workspace = useWorkspaceStore();

  const goTo = (region: Region) => {
    if (region === "library" && !layout.showsLibrary) {
      if (layout.hasLibraryColumn) layout.kept.showLibrary = true;
      else workspace.drawers.library = true;
    }
    if (region === "palette" && !["playground", "code"].includes(workspace.view.kind)) {
      workspace.show({ kind: "playground" });
    }
    if (region === "inspector" && !layout.showsInspector) {
      if (layout.hasInspectorColumn) layout.kept.showInspector = true;
      else {
        layout.showsBottom = true;
        workspace.bottomTab = "inspector";
      }
    }
    if (region === "console" || region === "warnings" || region === "loop") {
      layout.showsBottom = true;
      workspace.bottomTab = region;
    }
    void nextTick(() => focusRegion(region));
  };

  const selected = computed(() => {
    const { model, selected: task } = workspace;
    void model.version.value;
    const slot = task === null ? NO_SLOT : model.table.slotOf(task);
    if (task === null || slot === NO_SLOT) return null;
    return {
      task,
      name: model.table.name[slot]!,
      done: isDone(model.table.state[slot] as TaskState),
    };
  });

  /** Places of the selected task at the instant that is shown. */
  const placeIn = (of: typeof placeOf) =>
    computed(() => {
      const { seen, selected: task } = workspace;
      void seen.version.value;
      return task === null ? null : of(seen.table, task);
    });
  const line = placeIn(placeOf);
  const creation = placeIn(creationPlaceOf);

  const runActions = computed<Action[]>(() => [
    {
      id: "run",
      title: runs.runnable === null ? "Run a program" : `Run “${runs.runnable.title}”`,
      section: "Run",
      chord: "Mod+Enter",
      enabled: runs.runnable !== null && !runs.busy,
      run: () => void runs.start(),
    },
    {
      id: "stop",
      title: "Stop: cancel everything in this session",
      section: "Run",
      chord: "Mod+.",
      enabled: runs.canStop && !runs.busy,
      run: () => void runs.stop(),
    },
    {
      id: "clear",
      title: "Clear: stop, and forget what was recorded",
      section: "Run",
      chord: "Mod+Shift+Backspace",
      enabled: runs.status.phase !== "empty" && !runs.busy,
      run: () => void runs.clear(),
    },
  ]);

  const pauseTitle = computed(() => {
    if (!time.paused) return "Pause: hold loop and clock where they are";
    return rewind.isPast
      ? "Resume: return to now, and let loop and clock go on"
      : "Resume: let loop and clock go on";
  });
  const stepTitle = computed(() => {
    if (rewind.isPast) return "Step forward: show what was after the next turn of the loop";
    const words = "Step: run the next entry of the ready queue";
    return time.paused ? words : `${words}, while paused`;
  });

  const timeActions = computed<Action[]>(() => [
    {
      id: "step-back",
      title: "Step back: show what was before the last turn of the loop",
      section: "Time",
      chord: "Shift+F9",
      enabled: rewind.canGoBack,
      run: () => rewind.stepBack(),
    },
    {
      id: "pause",
      title: pauseTitle.value,
      section: "Time",
      chord: "F8",
      enabled: time.canPause,
      run: () => void time.toggle(),
    },
    {
      id: "step",
      title: stepTitle.value,
      section: "Time",
      chord: "F9",
      enabled: rewind.isPast || time.canStep,
      run: () => {
        if (rewind.isPast) rewind.stepForward();
        else void time.step();
      },
    },
    {
      id: "to-now",
      title: "Back to now: show what is",
      section: "Time",
      chord: "Shift+F8",
      enabled: rewind.isPast,
      run: () => rewind.toNow(),
    },
    {
      id: "to-start",
      title: "Go to the first instant that is recorded",
      section: "Time",
      chord: "Shift+F7",
      enabled: rewind.canGoBack,
      run: () => rewind.toStart(),
    },
    {
      id: "slower",
      title: "Clock: slower",
      section: "Time",
      chord: "Alt+,",
      enabled: time.isLive,
      run: () => time.turn(-1),
    },
    {
      id: "faster",
      title: "Clock: faster",
      section: "Time",
      chord: "Alt+.",
      enabled: time.isLive,
      run: () => time.turn(1),
    },
    ...CLOCK_DIALS.map<Action>((dial) => ({
      id: `dial-${dial}`,
      title: `Clock: ${DIAL_WORDS[dial]}${dial === "jump" ? " to the next event" : ""}`,
      section: "Time",
      enabled: time.isLive,
      run: () => void time.setDial(dial),
    })),
  ]);

  const taskActions = computed<Action[]>(() => [
    {
      id: "await-selected",
      title: selected.value === null ? "Await the selected task" : `Await ${selected.value.name}`,
      section: "Tasks",
      chord: "Alt+A",
      listKey: "A",
      enabled: selected.value !== null && !rewind.isPast,
      run: () => selected.value !== null && void tasks.awaitTask(selected.value.task),
    },
    {
      id: "cancel-selected",
      title: selected.value === null ? "Cancel the selected task" : `Cancel ${selected.value.name}`,
      section: "Tasks",
      chord: "Alt+C",
      listKey: "C",
      enabled: selected.value !== null && !selected.value.done && !rewind.isPast,
      run: () => selected.value !== null && void tasks.cancelTask(selected.value.task),
    },
    {
      id: "show-line",
      title: "Show the line at which the selected task stands",
      section: "Tasks",
      chord: "Alt+G",
      enabled: line.value !== null,
      run: () => line.value !== null && sourcePlaces.show(line.value),
    },
    {
      id: "show-creation",
      title: "Show the line in which the selected task was created",
      section: "Tasks",
      enabled: creation.value !== null,
      run: () => creation.value !== null && sourcePlaces.show(creation.value),
    },
    {
      id: "cancel-all",
      title: "Cancel all pending tasks",
      section: "Tasks",
      chord: "Alt+Shift+C",
      enabled: runs.canStop && !rewind.isPast,
      run: () => void tasks.cancelAll(),
    },
    {
      id: "filter",
      title: "Filter tasks",
      section: "Tasks",
      chord: "Alt+F",
      enabled: true,
      run: () => document.querySelector<HTMLElement>("[data-task-filter]")?.focus(),
    },
  ]);

  const createActions = computed<Action[]>(() => [
    {
      id: "create",
      title: `Create task: ${palette.coroutine?.title ?? "…"}`,
      section: "Create",
      chord: "Alt+Enter",
      enabled: palette.coroutine !== null && !palette.busy,
      run: () => {
        workspace.show({ kind: "playground" });
        void palette.createTasks();
      },
    },
    {
      id: "await-directly",
      title: `Await directly: ${palette.coroutine?.title ?? "…"}`,
      section: "Create",
      chord: "Alt+Shift+Enter",
      enabled: palette.coroutine !== null && !palette.busy,
      run: () => {
        workspace.show({ kind: "playground" });
        void palette.awaitDirectly();
      },
    },
    ...newTask.coroutines.map<Action>((name) => ({
      id: `create-of-${name}`,
      title: `Create a task of the program’s coroutine “${name}”`,
      section: "Create",
      enabled: newTask.canCreate,
      run: () => {
        newTask.choose(name);
        // The list of actions gives the focus back first.
        setTimeout(() => (newTask.open = true));
      },
    })),
    ...lab.coroutines.map<Action>(({ id, title }, index) => ({
      id: `choose-${id}`,
      title: `Choose the coroutine “${title}”`,
      section: "Create",
      chord: `Alt+Shift+${index + 1}`,
      enabled: true,
      run: () => {
        palette.choose(id);
        goTo("palette");
      },
    })),
  ]);

  const programActions = computed<Action[]>(() =>
    lab.programs.map((program, index) => ({
      id: `program-${program.id}`,
      title: `Run the program “${program.title}”`,
      section: "Run",
      chord: `Mod+Alt+${index + 1}`,
      enabled: !runs.busy,
      run: () => void runs.run(program.id),
    })),
  );

  const isCode = computed(() => workspace.view.kind === "code" && code.source !== null);
  /** With a program in view the keys of saving and opening are its own. */
  const sourceActions = computed<Action[]>(() => [
    ...LANGUAGES.map<Action>((language) => ({
      id: `new-${language}`,
      title: `New program in ${LANGUAGE_TITLES[language]}`,
      section: "Program",
      enabled: true,
      run: () => void code.begin(language),
    })),
    {
      id: "open-program",
      title: "Open a program’s file",
      section: "Program",
      ...(isCode.value ? { chord: "Mod+O" } : {}),
      enabled: true,
      run: () => document.querySelector<HTMLElement>("[data-open-program]")?.click(),
    },
    ...(isCode.value ? openSourceActions.value : []),
    ...sources.list.examples.map<Action>(({ document, title, language }) => ({
      id: `open-${document}`,
      title: `Open the example “${title}” in ${LANGUAGE_TITLES[language]}`,
      section: "Program",
      enabled: true,
      run: () => void code.open(document),
    })),
    ...sources.list.sources.map<Action>(({ document, name }) => ({
      id: `open-${document}`,
      title: `Open the program “${name}”`,
      section: "Program",
      enabled: true,
      run: () => void code.open(document),
    })),
  ]);
  const openSourceActions = computed<Action[]>(() => [
    {
      id: "save-program",
      title: "Save the program",
      section: "Program",
      chord: "Mod+S",
      enabled: !code.busy,
      run: () => void code.save(),
    },
    {
      id: "save-program-as",
      title: "Save the program under another name",
      section: "Program",
      enabled: !code.busy,
      run: () => {
        code.naming = "save";
      },
    },
    {
      id: "save-program-elsewhere",
      title: code.canChooseFiles
        ? "Save the program in a folder of yours"
        : "Download a copy of the program",
      section: "Program",
      enabled: !code.busy,
      run: () => void code.saveElsewhere(),
    },
    {
      id: "rename-program",
      title: "Rename the program",
      section: "Program",
      enabled: code.kind === "library" && !code.busy,
      run: () => {
        code.naming = "rename";
      },
    },
    {
      id: "revert-program",
      title: "Go back to the program as it is saved",
      section: "Program",
      enabled: code.kind !== "new" && code.isChanged,
      run: () => void code.revert(),
    },
    {
      id: "delete-program",
      title: "Delete the program",
      section: "Program",
      enabled: code.kind !== "example" && !code.busy,
      run: () => void code.remove(),
    },
  ]);

  const lessonActions = computed<Action[]>(() => [
    {
      id: "lessons",
      title: "All lessons",
      section: "Go to",
      chord: "Alt+L",
      enabled: true,
      run: () => workspace.show({ kind: "lesson", lesson: null }),
    },
    {
      id: "lesson-language",
      title: `Show lessons in ${lessons.language === "python" ? "TypeScript" : "Python"}`,
      section: "View",
      enabled: true,
      run: () => void lessons.setLanguage(lessons.language === "python" ? "typescript" : "python"),
    },
    ...lessons.courses.flatMap((course) =>
      course.lessons.map<Action>((lesson) => ({
        id: `lesson-${lesson.id}`,
        title: `Open the lesson “${lesson.title}”`,
        section: "Go to",
        enabled: true,
        run: () => workspace.show({ kind: "lesson", lesson: lesson.id }),
      })),
    ),
  ]);

  const recordingActions = computed<Action[]>(() => [
    {
      id: "save-recording",
      title: "Save as a recording",
      section: "Recordings",
      chord: isCode.value ? "Mod+Shift+S" : "Mod+S",
      enabled: recordings.canSave,
      run: () => {
        workspace.savingOpen = true;
      },
    },
    {
      id: "open-recording",
      title: "Open a recording file",
      section: "Recordings",
      chord: isCode.value ? "Mod+Shift+O" : "Mod+O",
      enabled: true,
      run: () => document.querySelector<HTMLElement>("[data-open-recording]")?.click(),
    },
    ...EXPORT_FORMATS.map<Action>((format) => ({
      id: `export-${format}`,
      title: `Export as ${FORMAT_TITLES[format]}`,
      section: "Recordings",
      enabled: recordings.canSave,
      run: () => void recordings.exportAs({ session: workspace.session }, format),
    })),
    {
      id: "export-image",
      title: "Export the timeline as a picture: SVG or PNG",
      section: "Recordings",
      enabled: recordings.canSave,
      run: () => {
        images.dialogOpen = true;
      },
    },
    ...recordings.entries.map<Action>((entry) => ({
      id: `recording-${entry.id}`,
      title: `Open the recording “${entry.name}”`,
      section: "Recordings",
      enabled: entry.problem === null,
      run: () => void recordings.open(entry),
    })),
  ]);

  const compareActions = computed<Action[]>(() => [
    {
      id: "compare",
      title: "Compare this run with the one before",
      section: "Compare",
      chord: "Alt+V",
      enabled: true,
      run: () => comparison.begin(),
    },
    {
      id: "compare-swap",
      title: "Swap the two runs that are compared",
      section: "Compare",
      enabled: workspace.view.kind === "compare",
      run: () => comparison.swap(),
    },
    {
      id: "compare-close",
      title: "Close the comparison",
      section: "Compare",
      enabled: workspace.view.kind === "compare",
      run: () => comparison.close(),
    },
    ...recordings.entries.map<Action>(({ id, name, problem }) => ({
      id: `compare-${id}`,
      title: `Compare this run with the recording “${name}”`,
      section: "Compare",
      enabled: problem === null,
      run: () => comparison.compareWith({ recording: id }),
    })),
  ]);

  const timelineActions = computed<Action[]>(() =>
    TIMELINE_KEYS.map(([key, title]) => ({
      id: `timeline-${key}`,
      title,
      section: "Timeline",
      listKey: key,
      enabled: timeline.press.value !== null,
      run: () => {
        goTo("timeline");
        void nextTick(() => timeline.press.value?.(key));
      },
    })),
  );

  const places: readonly (readonly [Region, string])[] = [
    ["library", "Library"],
    ["palette", "Palette: choose and create"],
    ["tasks", "Task list"],
    ["timeline", "Timeline"],
    ["inspector", "Inspector"],
    ["console", "Console"],
    ["warnings", "Warnings"],
    ["loop", "Loop: ready queue and timers"],
  ];

  const viewActions = computed<Action[]>(() => [
    ...places.map<Action>(([region, title], index) => ({
      id: `go-${region}`,
      title,
      section: "Go to",
      chord: `Alt+${index + 1}`,
      enabled: true,
      run: () => goTo(region),
    })),
    {
      id: "settings",
      title: "Settings",
      section: "Go to",
      chord: "Mod+,",
      enabled: true,
      run: () => workspace.show({ kind: "settings" }),
    },
    {
      id: "palette",
      title: "All actions",
      section: "View",
      chord: "Mod+K",
      enabled: true,
      run: () => {
        workspace.paletteOpen = !workspace.paletteOpen;
      },
    },
    {
      id: "toggle-library",
      title: "Show or hide the library",
      section: "View",
      chord: "Mod+B",
      enabled: true,
      run: () => {
        if (layout.hasLibraryColumn) layout.kept.showLibrary = !layout.kept.showLibrary;
        else workspace.drawers.library = !workspace.drawers.library;
      },
    },
    {
      id: "toggle-inspector",
      title: "Show or hide the inspector",
      section: "View",
      chord: "Mod+I",
      enabled: true,
      run: () => {
        if (layout.hasInspectorColumn) layout.kept.showInspector = !layout.kept.showInspector;
        else goTo("inspector");
      },
    },
    {
      id: "toggle-bottom",
      title: "Show or hide the console",
      section: "View",
      chord: "Mod+`",
      enabled: true,
      run: () => {
        layout.showsBottom = !layout.showsBottom;
      },
    },
    {
      id: "theme",
      title: `Change the theme (now: ${lab.settings.theme})`,
      section: "View",
      chord: "Alt+T",
      enabled: true,
      run: () => void settings.update("theme", NEXT_THEME[lab.settings.theme]),
    },
  ]);

  const actions = computed<Action[]>(() => [
    ...runActions.value,
    ...timeActions.value,
    ...timelineActions.value,
    ...programActions.value,
    ...sourceActions.value,
    ...taskActions.value,
    ...createActions.value,
    ...lessonActions.value,
    ...recordingActions.value,
    ...compareActions.value,
    ...viewActions.value,
  ]);
  const action = (id: string): Action | undefined => actions.value.find((one) => one.id === id);

  return { actions, action, goTo };
});
