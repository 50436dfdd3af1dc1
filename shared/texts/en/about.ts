export const about = {
  title: "About Tasklab",
  close: "Close the page about Tasklab",
  what: "A lab in which people see cooperative concurrency at work: coroutines, tasks, awaiting, cancelling.",
  license: "Free software under the MIT licence. Copyright © the Tasklab contributors.",
  parts: "LICENSES.md, beside the app, holds the licences of what it is made with.",
  versions: "Versions",
  system: "System",
  browser: "Browser",
  log: "Log",
  logHelp: "What went wrong is kept here, and goes nowhere by itself.",
  showLogs: "Show the log files",
  diagnostics: "Diagnostics",
  diagnosticsHelp:
    "For a report of a fault: versions, changed settings, and the end of the log. It names no folder of yours and holds no token. Read it before you send it.",
  copy: "Copy diagnostics",
  copied: "Diagnostics copied",
  notCopied:
    "The browser did not let the diagnostics be copied: mark them in the text, and copy them.",
} as const;
