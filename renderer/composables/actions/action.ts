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
    | "View"
    | "Help";
  /** A key that works while the task list or the timeline has the focus: shown, not listened to here. */
  readonly listKey?: string;
  readonly enabled: boolean;
  run(): void;
}

/** An action with the keys that it has now: the user's, or else those of `shared/keymap.ts`. */
export interface KeyedAction extends Action {
  readonly chord: string | undefined;
}
