/** What the main process says itself: menus, dialogs, and what it asks when a window has stopped. */
export const native = {
  view: "View",
  export: "Export",
  openProgram: "Open a program",
  open: "Open",
  programs: "Programs",
  saveProgram: "Save the program",
  save: "Save",
  reload: "Reload",
  close: "Close",
  wait: "Wait",
  stopped: "The window has stopped working.",
  stoppedDetail: "Your tasks go on: they do not run in the window. (Reason: {reason}.)",
  hangs: "The window does not respond.",
  hangsDetail: "Your tasks go on: they do not run in the window.",
  noStart: "Tasklab could not start",
} as const;
