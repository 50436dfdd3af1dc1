export const common = {
  lookAt: "Look at {at}",
  notLoaded: "This part of the window could not be loaded.",
  loadAnew: "Load the window anew",
  line: "line {line}",
  showPlace: "Show {place}",
  standsInLine: "{name} stands in line {line}: select it",
  standsHere: "{name} stands here",
  more: "and {more} more",
  namesAndLast: "{names} and {last}",
} as const;
