/** Pictures of the timeline: what is asked before, and what stands in them. */
export const images = {
  title: "Export the timeline as a picture",
  about: "Axis, names, lanes and legend of “{title}”.",
  size: "Size",
  pixels: "{width} × {height} pixels.",
  doNot: "Do not export",
  export: "Export",
  noTimeline: "There is no timeline on the page: show one first.",
  notMade: "The picture could not be made: {why}",
  choices: {
    format: {
      legend: "Format",
      svg: "SVG: vectors, sharp at every size",
      png: "PNG: pixels, opens everywhere",
    },
    extent: {
      legend: "What it shows",
      seen: "What is in view",
      whole: "The whole run, all rows of the list",
    },
    colors: { legend: "Colours", screen: "As on the screen", light: "Light, for print" },
  },
  tooLarge: {
    pngChoose: "A PNG of that size is more than programs open: choose SVG, or what is in view.",
    png: "A PNG of that size is more than programs open: export it as SVG, or take what is in view.",
    memory: "There is no memory for a PNG of that size.",
    rows: "A picture holds {most} rows at most, and these are {rows}: collapse tasks, filter them, or take what is in view.",
    shapes:
      "A picture holds {most} shapes at most; with these rows it would hold more: zoom in, collapse tasks, or take what is in view.",
  },
  span: "{count} task, from {from} to {to} | {count} tasks, from {from} to {to}",
  legend: {
    running: "running",
    ready: "ready, waits for its turn",
    waiting: "waiting",
    cancel: "cancel requested",
  },
  description:
    "Timeline of {count} task from {from} to {to}, one lane a task: solid where it runs, a thin line where it is ready, striped where it waits. | Timeline of {count} tasks from {from} to {to}, one lane a task: solid where it runs, a thin line where it is ready, striped where it waits.",
  others: "{count} other task left out. | {count} other tasks left out.",
} as const;
