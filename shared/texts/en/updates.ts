export const updates = {
  title: "Updates",
  choice: "Updates of the desktop app",
  off: "Off",
  tell: "Tell me",
  download: "Download when I ask",
  help: "Looks for a newer version soon after the start and once a day. Nothing is installed unless you ask for it.",
  unavailable: {
    browser:
      "Updates come with the desktop app. This lab runs in a browser: update it as it was installed.",
    noFeed:
      "No feed is configured: this copy does not know where new versions are. Get them from where you got this one.",
    byHand:
      "This copy was unpacked, or installed by something that it cannot ask: get new versions from where you got this one.",
  },
  isOff: "Updates are off: nothing is looked for.",
  waiting: "Not looked for yet.",
  checking: "Looking for a newer version…",
  none: "This is the newest version.",
  available: "Version {version} is available.",
  downloading: "Downloading version {version}: {percent}%",
  ready: "Version {version} is ready: restart to install it. What runs is stopped first.",
  installing: "Tasklab ends to install version {version}…",
  failed: {
    check: "Looking for a newer version failed.",
    download: "Version {version} could not be downloaded.",
  },
  problems: {
    unreachable: "The server with the versions does not answer as it should. Try again later.",
    noVersions: "The server has no versions for this kind of installation.",
    damaged: "What came is not what it should be, and was thrown away.",
    disk: "The disk is full, or does not let it be written.",
    other: "The reason is below, and in the log.",
  },
  getByHand: "Get it from where you got this one, or choose “{download}”.",
  notes: "What is new in version {version}",
  check: "Look for updates",
  fetch: "Download",
  again: "Try again",
  install: "Restart and install",
  settings: "Switch on in the settings",
  show: "Show",
} as const;
