const ERROR_WITH_MESSAGE = /^([\p{ID_Start}_$][\p{ID_Continue}.$]*)(?:: ([^]*))?$/u;

/** The text of an error, as the recorder writes it, in its parts: `ValueError: no such post` is a type and a message; `threw 3` has no type. */
export function splitError(error: string): { type: string; message: string } {
  const match = ERROR_WITH_MESSAGE.exec(error);
  return match === null
    ? { type: "_OTHER", message: error }
    : { type: match[1]!, message: match[2] ?? "" };
}
