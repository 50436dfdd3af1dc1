export const commands = {
  title: "All actions",
  help: "Type to find an action or a task, arrow keys to choose, Enter to do it.",
  find: "Find an action or a task",
  actions: "Actions",
  none: "Nothing is called that.",
  found: "{count} found",
  tasksFound: "Tasks found",
} as const;
