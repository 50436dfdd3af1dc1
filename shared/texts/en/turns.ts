export const turns = {
  created: "{name} was created.",
  tookAStep: "{name} took a step.",
  isInStep: "{name} is in its step {step}.",
  tookStep: "{name} took its step {step}.",
  becameReady: "{name} became ready.",
  youAskedCancel: "You asked {name} to cancel.",
  askedCancel: "{name} was asked to cancel.",
  requestEnded: "A request of {name} ended.",
  printed: "A line was printed.",
} as const;
