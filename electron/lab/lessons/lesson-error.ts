/** What is wrong with a lesson's file, and where. */
export class LessonError extends Error {
  override readonly name = "LessonError";
  /** In the file, from 1 on; null where it is about the whole file. */
  readonly line: number | null;

  /** @param message a sentence for whoever wrote the lesson */
  constructor(message: string, line: number | null) {
    super(message);
    this.line = line;
  }
}
