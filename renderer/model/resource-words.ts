import { ResourceKind, WaitReason } from "../../shared/events";
import type { ResourceState } from "../../shared/resource-table";
import { t } from "../texts";

/** The last part of the names of each kind's texts. */
const KINDS = {
  [ResourceKind.LOCK]: "lock",
  [ResourceKind.SEMAPHORE]: "semaphore",
  [ResourceKind.CONDITION]: "condition",
  [ResourceKind.EVENT]: "event",
  [ResourceKind.BARRIER]: "barrier",
  [ResourceKind.QUEUE]: "queue",
} as const satisfies Record<ResourceKind, string>;

/** "lock", "queue". */
export function kindWord(kind: ResourceKind): string {
  return t(`resources.kinds.${KINDS[kind]}`);
}

/** "Lock 1", "the printer"; "a lock" where its name was not told. */
export function resourceName({ name, kind }: ResourceState): string {
  if (name !== "") return name;
  return t(`resources.unnamed.${KINDS[kind]}`);
}

/** What a task waits for that waits for `reason` at something of this name: "room in Queue 1". */
export function resourceWaitWords(reason: number, name: string): string {
  switch (reason) {
    case WaitReason.CONDITION:
      return t("resources.notification", { name });
    case WaitReason.BARRIER:
      return t("resources.others", { name });
    case WaitReason.QUEUE_GET:
      return t("resources.item", { name });
    case WaitReason.QUEUE_PUT:
      return t("resources.room", { name });
    case WaitReason.QUEUE_JOIN:
      return t("resources.workedOff", { name });
    default:
      return name;
  }
}
