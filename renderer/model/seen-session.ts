import type { ShallowRef } from "vue";
import type { TaskTable } from "../../shared/reduce";
import type { CancelLog } from "./cancel-log";
import type { ConsoleLog } from "./console-log";
import type { Lanes } from "./lanes";
import type { RequestLog } from "./request-log";
import type { Rows } from "./rows";
import type { WarningLog } from "./warning-log";

/**
 * A session as views show it: as it is now (`SessionModel`), or as it was at an instant (`PastSession`).
 *
 * Lanes, rows and the console's lines are those of now in both: they say of each entry when it was.
 */
export interface SeenSession {
  readonly table: TaskTable;
  /** The tasks as they are now, whatever is shown. */
  readonly tableNow: TaskTable;
  readonly rows: Rows;
  readonly lanes: Lanes;
  readonly console: ConsoleLog;
  readonly cancels: Pick<CancelLog, "entriesOf" | "requestsOf" | "cancellingOf" | "passedOnBy">;
  readonly requests: Pick<RequestLog, "of">;
  readonly warnings: Pick<WarningLog, "total" | "entries" | "countOf" | "of">;
  /** Goes up when anything above has changed. */
  readonly version: Readonly<Pick<ShallowRef<number>, "value">>;
  /** All events below this number are shown. */
  readonly seq: number;
  /** The session's time, in seconds. */
  now(): number;
}
