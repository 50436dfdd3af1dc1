import { shallowRef } from "vue";
import { TaskTable } from "../../shared/reduce";
import type { SessionId } from "../../shared/session";
import { Lanes } from "./lanes";
import { Rows } from "./rows";

/**
 * All that the page knows of one session, fed by the stream's frames.
 *
 * Plain classes and typed arrays: Vue sees `version` alone, which counts the repaints that are due.
 */
export class SessionModel {
  readonly session: SessionId;
  readonly table = new TaskTable();
  readonly lanes = new Lanes();
  readonly rows = new Rows(this.table);
  /** Goes up once a frame, when anything above has changed. */
  readonly version = shallowRef(0);
  /** The run that is shown. Events of different epochs never mix. */
  epoch = -1;
  /** The number of the first event that is not taken in yet. */
  seq = 0;

  constructor(session: SessionId) {
    this.session = session;
  }

  /** The session's time, in seconds: it runs on between frames while the session runs. */
  now(): number {
    return 0;
  }
}
