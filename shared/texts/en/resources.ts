export const resources = {
  kinds: {
    lock: "lock",
    semaphore: "semaphore",
    condition: "condition",
    event: "event",
    barrier: "barrier",
    queue: "queue",
  },
  unnamed: {
    lock: "a lock",
    semaphore: "a semaphore",
    condition: "a condition",
    event: "an event",
    barrier: "a barrier",
    queue: "a queue",
  },
  notification: "a notification of {name}",
  others: "the others at {name}",
  item: "an item of {name}",
  room: "room in {name}",
  workedOff: "{name} to be worked off",
} as const;
