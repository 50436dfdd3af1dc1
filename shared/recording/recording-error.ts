export type RecordingFault =
  /** The file is something else. */
  | "not-a-recording"
  /** A recording of a later major version of the format. */
  | "newer-version"
  /** A recording in which a line says what it must not, or lines are missing. */
  | "damaged"
  /** One of `RECORDING_LIMITS` is passed. */
  | "too-large";

/** A recording that cannot be read, or a run that cannot be written as one. The message is a sentence for the user. */
export class RecordingError extends Error {
  override readonly name = "RecordingError";
  readonly fault: RecordingFault;
  /** The number of the line at fault, from 1 on; 0 where it is no line's fault. */
  readonly line: number;

  constructor(fault: RecordingFault, message: string, line = 0) {
    super(message);
    this.fault = fault;
    this.line = line;
  }
}
