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
