import { t } from "../../texts";

/** Under what an action stands in the list of all; the last part of its text's name. */
const SECTIONS = {
  Run: "run",
  Program: "program",
  Time: "time",
  Timeline: "timeline",
  Tasks: "tasks",
  Create: "create",
  Recordings: "recordings",
  Compare: "compare",
  "Go to": "goTo",
  View: "view",
  Help: "help",
} as const;

export type Section = keyof typeof SECTIONS;

/** What a section is called in the language that is spoken. */
export const sectionTitle = (section: Section): string =>
  t(`actions.sections.${SECTIONS[section]}`);

/** Something that the user can do, wherever the focus is. */
export interface Action {
  readonly id: string;
  readonly title: string;
  readonly section: Section;
  /** A key that works while the task list or the timeline has the focus: shown, not listened to here. */
  readonly listKey?: string;
  readonly enabled: boolean;
  /** Why it cannot be done, in a sentence; empty where that says itself, and where it can. */
  readonly refusal?: string;
  run(): void;
}

/** An action with the keys that it has now: the user's, or else those of `shared/keymap.ts`. */
export interface KeyedAction extends Action {
  readonly chord: string | undefined;
}
