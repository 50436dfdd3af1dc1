import { useSessionStorage } from "@vueuse/core";
import { defineStore } from "pinia";
import { computed, ref, shallowReactive, shallowRef, watch } from "vue";
import { MAX_TITLE_LENGTH } from "../../shared/command-limits";
import type { Cell, Lesson } from "../../shared/lesson";
import type { Language, ProgramEnd } from "../../shared/own-program";
import { explainOrder } from "../model/explain/explain-order";
import type { LineReason } from "../model/explain/explain-order";
import { explainTime } from "../model/explain/explain-time";
import { linesOf, outlineOf } from "../model/explain/run-outline";
import type { OutlineLine, RunOutline } from "../model/explain/run-outline";
import { readRun } from "../model/read-run";
import type { ComparedRun } from "../model/read-run";
import { spanOf } from "../model/run-span";
import { useHost } from "./host";
import { useLabStore } from "./lab";
import { useLessonsStore } from "./lessons";
import { useNoticesStore } from "./notices";

/** A cell's last run, once it was over. */
export interface CellRun {
  readonly language: Language;
  readonly outline: RunOutline;
  readonly end: ProgramEnd;
  /** Why it took as long as it did. */
  readonly times: readonly string[];
  /** Why its lines came in their order. */
  readonly order: readonly LineReason[];
  /** It ran as the lesson has it, and not as the learner changed it. */
  readonly isOriginal: boolean;
}

/** The run of a cell that is in the session of programs. Kept for a reload of the tab. */
interface Active {
  readonly lesson: string;
  readonly cell: string;
  readonly language: Language;
  readonly epoch: number;
  readonly isOriginal: boolean;
}

/** A cell in view, and what can be done with it. What it tells follows the cell. */
export interface CurrentCell {
  readonly title: string;
  /** Its program is another one than the lesson's. */
  isChanged(): boolean;
  /** It has a run that can be explained. */
  hasRun(): boolean;
  run(): void;
  reset(): void;
  explain(): void;
}

const cellsOf = ({ blocks }: Lesson): Cell[] =>
  blocks.flatMap((block) => (block.kind === "cell" ? [block.cell] : []));

export const cellKey = (lesson: string, cell: string): string => `${lesson}/${cell}`;

export const CELL_ENDINGS: Readonly<Record<Language, string>> = { python: "py", typescript: "ts" };

/** Running the cells of lessons, and what came of it. */
export const useCellRunsStore = defineStore("cell-runs", () => {
  const { bridge, stream } = useHost();
  const lab = useLabStore();
  const lessons = useLessonsStore();
  const notices = useNoticesStore();

  const runs = shallowReactive(new Map<string, CellRun>());
  /** All that was recorded of the last runs of cells that stand beside each other. */
  const compared = shallowReactive(new Map<string, ComparedRun>());
  const active = useSessionStorage<Active | null>("tasklab-cell-run", null, {
    serializer: { read: (text) => JSON.parse(text) as Active | null, write: JSON.stringify },
  });
  /** The cell whose run was asked for, and has not begun. */
  const starting = ref<string | null>(null);
  /** The cell that keys and commands are for now: the one that was used last. */
  const current = shallowRef<CurrentCell | null>(null);

  const status = computed(() => lab.sessions.program);
  /** The cell that runs, as a key; null for none. */
  const running = computed(() => {
    const run = active.value;
    if (starting.value !== null) return starting.value;
    const { epoch, phase } = status.value;
    if (run === null || run.epoch !== epoch || phase === "ended" || phase === "empty") return null;
    return cellKey(run.lesson, run.cell);
  });

  /** What the run of a cell has printed so far, while it runs. */
  const liveLines = computed<readonly OutlineLine[]>(() => {
    const run = active.value;
    const model = stream.models.program;
    void model.version.value;
    if (run === null || starting.value !== null || model.epoch !== run.epoch) return [];
    const { from } = spanOf(model.lanes, model.now());
    const lines = linesOf(model, from);
    const time = lines.at(-1)?.time ?? 0;
    const open = status.value.openLines ?? [];
    return [...lines, ...open.map((line) => ({ ...line, time, task: 0, name: "" }))];
  });

  /** The cell that runs has got as far as its first task: until then its language is being made ready. */
  const hasBegun = computed(() => {
    const model = stream.models.program;
    void model.version.value;
    return starting.value === null && model.epoch === active.value?.epoch && model.table.size > 0;
  });

  async function run(
    lesson: Lesson,
    cell: Cell,
    language: Language,
    source: string,
  ): Promise<void> {
    if (starting.value !== null) return;
    starting.value = cellKey(lesson.id, cell.id);
    const result = await bridge
      .call("programs.runSource", {
        source,
        language,
        title: `${lesson.title}: ${cell.title}`.slice(0, MAX_TITLE_LENGTH),
        file: `${cell.id}.${CELL_ENDINGS[language]}`,
      })
      .finally(() => {
        starting.value = null;
      });
    if (!result.ok) {
      notices.show("error", result.error.message);
      return;
    }
    runs.delete(cellKey(lesson.id, cell.id));
    compared.delete(cellKey(lesson.id, cell.id));
    active.value = {
      lesson: lesson.id,
      cell: cell.id,
      language,
      epoch: result.value.epoch,
      isOriginal: source === cell.sources[language],
    };
  }

  async function stop(): Promise<void> {
    const result = await bridge.call("session.stop", { session: "program" });
    if (!result.ok) notices.show("error", result.error.message);
  }

  // A status comes after the events that it is about, which may wait for the next repaint.
  watch(
    () => {
      const { epoch, phase, end } = status.value;
      void stream.models.program.version.value;
      const isOver = phase === "ended" && end !== null && active.value?.epoch === epoch;
      const isTakenIn = stream.models.program.epoch === epoch && !stream.isBehind;
      return isOver && isTakenIn ? epoch : null;
    },
    (epoch) => {
      if (epoch !== null) finish();
    },
    { immediate: true },
  );

  function finish(): void {
    const run = active.value;
    const { end } = status.value;
    if (run === null || end === null) return;
    const model = stream.models.program;
    const outline = outlineOf(model);
    const { lesson, cell, language, isOriginal } = run;
    runs.set(cellKey(lesson, cell), {
      language,
      outline,
      end,
      times: explainTime(model, outline),
      order: explainOrder(outline),
      isOriginal,
    });
    active.value = null;
    void readCompared(lesson, cell, run.epoch);
    if (end.outcome === "finished" || end.outcome === "failed") {
      void lessons.mark(lesson, cell, { kind: "ran", language });
    }
  }

  /** Reads a cell's run into a model of its own, if the lesson lays it beside another one. */
  async function readCompared(lesson: string, id: string, epoch: number): Promise<void> {
    const cells = lessons.opened?.id === lesson ? cellsOf(lessons.opened) : [];
    const cell = cells.find((one) => one.id === id);
    if (cell === undefined) return;
    if (cell.beside === null && !cells.some(({ beside }) => beside === id)) return;
    // Another run may have begun: it is not this cell's.
    const isStill = () => status.value.epoch === epoch;
    const result = await readRun(bridge, { session: "program" }, crypto.randomUUID(), isStill);
    if (!isStill() || !result.ok || result.value === null) return;
    compared.set(cellKey(lesson, id), { ...result.value, title: cell.title });
  }

  /** Forgets what came of a lesson's cells, and how far the learner was. */
  function startOver(lesson: string): void {
    for (const known of [runs, compared]) {
      for (const key of [...known.keys()]) if (key.startsWith(`${lesson}/`)) known.delete(key);
    }
    void lessons.startOver(lesson);
  }

  return {
    runs,
    compared,
    running,
    starting,
    hasBegun,
    current,
    liveLines,
    run,
    stop,
    startOver,
  };
});
