export const time = {
  jump: "jump",
  tenth: "Sleeps and timeouts take ten times as long.",
  quarter: "Sleeps and timeouts take four times as long.",
  real: "Real time",
  tenTimes: "Sleeps and timeouts take a tenth.",
  jumps: "Jumps to the next timer as soon as nothing else is to be done.",
  realRemains: "Steps that compute and requests over HTTP keep their real time.",
  notNow: "Not now: {at}.",
  earliest: "Earlier is no longer recorded.",
  refusal: "This is {at}, and not now: return to now to act on tasks.",
  recordingRefusal: "This is a recording: its tasks are over, and cannot be acted on.",
} as const;
