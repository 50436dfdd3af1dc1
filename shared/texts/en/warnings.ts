export const warnings = {
  none: "No warnings",
  noneThen: "No warnings up to then",
  help: "Cancels that are swallowed, errors that nobody looks at, steps that block the loop and the like will stand here, each with what to do.",
  list: "Warnings, the newest first",
  earlier:
    "{count} earlier warning is not listed: of {most} at most the newest are. | {count} earlier warnings are not listed: of {most} at most the newest are.",
  titles: {
    warning: "Warning",
    neverAwaited: "Never awaited",
    unseenError: "Unseen error",
    swallowedCancel: "Swallowed cancel",
    outliving: "Outlived its program",
    circle: "Waiting in a circle",
    slowStep: "Blocked the loop",
    awaitedAtOnce: "No concurrency gained",
  },
} as const;
