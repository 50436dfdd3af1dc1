import type { Catalog } from "../keys";

export const resources: Catalog["resources"] = {
  kinds: {
    lock: "Lock",
    semaphore: "Semaphore",
    condition: "Condition",
    event: "Event",
    barrier: "Barrier",
    queue: "Queue",
  },
  unnamed: {
    lock: "ein Lock",
    semaphore: "eine Semaphore",
    condition: "eine Condition",
    event: "ein Event",
    barrier: "eine Barrier",
    queue: "eine Queue",
  },
  notification: "eine Benachrichtigung von {name}",
  others: "die anderen an {name}",
  item: "ein Element aus {name}",
  room: "Platz in {name}",
  workedOff: "das Abarbeiten von {name}",
};
