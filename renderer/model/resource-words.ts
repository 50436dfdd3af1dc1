import { ResourceKind, WaitReason } from "../../shared/events";
import type { ResourceState } from "../../shared/resource-table";

const KIND_WORDS: Readonly<Record<ResourceKind, string>> = {
  [ResourceKind.LOCK]: "lock",
  [ResourceKind.SEMAPHORE]: "semaphore",
  [ResourceKind.CONDITION]: "condition",
  [ResourceKind.EVENT]: "event",
  [ResourceKind.BARRIER]: "barrier",
  [ResourceKind.QUEUE]: "queue",
};

/** "lock", "queue". */
export function kindWord(kind: ResourceKind): string {
  return KIND_WORDS[kind] ?? "resource";
}

/** "Lock 1", "the printer"; "a lock" where its name was not told. */
export function resourceName({ name, kind }: ResourceState): string {
  if (name !== "") return name;
  return kind === ResourceKind.EVENT ? "an event" : `a ${kindWord(kind)}`;
}

/** What a task waits for that waits for `reason` at something of this name: "room in Queue 1". */
export function resourceWaitWords(reason: number, name: string): string {
  switch (reason) {
    case WaitReason.CONDITION:
      return `a notification of ${name}`;
    case WaitReason.BARRIER:
      return `the others at ${name}`;
    case WaitReason.QUEUE_GET:
      return `an item of ${name}`;
    case WaitReason.QUEUE_PUT:
      return `room in ${name}`;
    case WaitReason.QUEUE_JOIN:
      return `${name} to be worked off`;
    default:
      return name;
  }
}
