export const examples = {
  title: "Examples",
  intro: "Programs to run, to look at and to change. Each is there in Python and in TypeScript.",
  find: "Find an example",
  findHint: "What it shows, or a word such as “gather”",
  all: "All",
  none: "No example is about that.",
  count: "{count} example | {count} examples",
  open: "Open “{title}” in {language}",
  run: "Run “{title}” in {language}",
  runWord: "Run",
  close: "Close",
} as const;
