export const tour = {
  take: "Take the tour of the window",
  label: "Tour of the window",
  step: "{number} of {all}",
  next: "Next",
  back: "Back",
  done: "Done",
  skip: "Skip the tour",
  welcomeTitle: "Welcome to the lab",
  welcome: "A few stops show where things are. Everything shown is real: what you see has run.",
  paletteTitle: "Make a task",
  palette:
    "Choose a coroutine and create a task of it, or await it directly, and see the difference.",
  tasksTitle: "The tasks there are",
  tasks: "Each has its state, what it waits for, and buttons that await and cancel it.",
  timelineTitle: "What they did, and when",
  timeline:
    "Every bar is a step that was taken. Drag the cursor to see the whole window as it was then.",
  libraryTitle: "Lessons, examples, programs",
  library: "Lessons explain, examples are there to be changed, and recordings can be opened again.",
  actionsTitle: "All actions, and help",
  actions:
    "Whatever can be done stands in this list, with its key. F1 tells of the part you are in.",
} as const;
