/** An instant of a session that is looked at instead of now. */
export interface Instant {
  /** In session time, in seconds. */
  readonly time: number;
  /** All events below this number have happened, and none from it on. Times alone do not tell: what one step does has one time. */
  readonly seq: number;
}
