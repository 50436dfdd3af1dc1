import { defineStore } from "pinia";
import { ref, shallowRef } from "vue";
import type { Arrival, LinkTarget } from "../../shared/arrivals";
import type { RecordedView } from "../../shared/recording/view";
import { t } from "../texts";
import { useCodeStore } from "./code";
import { useHost } from "./host";
import { useLessonsStore } from "./lessons";
import { useNoticesStore } from "./notices";
import { useRecordingsStore } from "./recordings";
import { useSourceListStore } from "./source-list";
import { useWorkspaceStore } from "./workspace";

/** What a link asks for: how it is called for people, and what is done once the user wants it. */
export interface LinkQuestion {
  /** The link as it came. */
  readonly text: string;
  /** What it opens, for people. */
  readonly opens: string;
  /** At what time of the run it would be looked at, in seconds; null for all else. */
  readonly at: number | null;
  readonly open: () => Promise<unknown>;
}

/**
 * What the system hands to the app: files, which are opened, and links, which anybody may have written and
 * of which nothing is done before the user has said so.
 */
export const useArrivalsStore = defineStore("arrivals", () => {
  const { bridge } = useHost();
  const code = useCodeStore();
  const lessons = useLessonsStore();
  const notices = useNoticesStore();
  const recordings = useRecordingsStore();
  const sources = useSourceListStore();
  const workspace = useWorkspaceStore();

  /** How often the lab has said that something came. */
  const announced = ref(0);
  /** What is being asked; whatever else comes waits meanwhile. */
  const question = shallowRef<LinkQuestion | null>(null);
  let isTaking = false;
  /** Something may wait: what is announced while an answer is on its way may not be in that answer. */
  let mayWait = false;

  /** Takes what waits, one after the other, up to the first that has to be asked about. */
  async function take(): Promise<void> {
    mayWait = true;
    if (isTaking) return;
    isTaking = true;
    try {
      while (mayWait && question.value === null) {
        mayWait = false;
        const result = await bridge.call("arrivals.take", {});
        if (!result.ok || result.value.arrival === null) continue;
        mayWait = true;
        await receive(result.value.arrival);
      }
    } finally {
      isTaking = false;
    }
  }

  async function receive(arrival: Arrival): Promise<void> {
    switch (arrival.kind) {
      case "file":
        return recordings.openGiven(arrival.file);
      case "wrong-link":
        return notices.show("error", t(`recordings.linkProblems.${arrival.problem}`));
      case "link":
        question.value = await questionOf(arrival.text, arrival.opens);
    }
  }

  /** Null for a link to what is not here, which is said. */
  async function questionOf(text: string, target: LinkTarget): Promise<LinkQuestion | null> {
    switch (target.kind) {
      case "lesson": {
        const lesson = lessons.entryOf(target.lesson);
        if (lesson === undefined) {
          notices.show("error", t("recordings.link.missingLesson", { name: target.lesson }));
          return null;
        }
        const opens = t("recordings.link.lesson", { title: lesson.title });
        return { text, opens, at: null, open: async () => showLesson(lesson.id) };
      }
      case "example": {
        const example = sources.list.examples.find(({ name }) => name === target.example);
        if (example === undefined) {
          notices.show("error", t("recordings.link.missingExample", { name: target.example }));
          return null;
        }
        const opens = t("recordings.link.example", { title: example.title });
        return { text, opens, at: null, open: () => code.open(example.document) };
      }
      case "recording": {
        const { view } = target;
        const entry = await recordings.find(target.recording);
        if (entry === null) return null;
        const opens = t("recordings.link.recording", { name: entry.name });
        return { text, opens, at: timeOf(view), open: () => recordings.open(entry, view) };
      }
      case "file": {
        const { file, view } = target;
        const opens = t("recordings.link.file", { path: file.path });
        return { text, opens, at: timeOf(view), open: () => recordings.openGiven(file, view) };
      }
    }
  }

  const timeOf = ({ at }: RecordedView): number | null => at?.time ?? null;
  const showLesson = (lesson: string) => workspace.show({ kind: "lesson", lesson });

  /** Does what the link asks for, or not; then takes what came meanwhile. */
  async function answer(isWanted: boolean): Promise<void> {
    const asked = question.value;
    question.value = null;
    if (isWanted) await asked?.open();
    await take();
  }

  return { announced, question, take, answer };
});
