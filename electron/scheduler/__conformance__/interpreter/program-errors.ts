import { CancelledError, TimeoutError } from "../../index";
import type { ErrorData } from "../program";

/** An error of the program's own. */
export class AppError extends Error {
  override readonly name = "AppError";
}

/** Another one, which no handler of a program names. */
class OtherError extends Error {
  override readonly name = "OtherError";
}

export function makeError({ type, message }: ErrorData): Error {
  switch (type) {
    case "AppError":
      return new AppError(message);
    case "OtherError":
      return new OtherError(message);
    case "TimeoutError":
      return new TimeoutError(message);
    case "CancelledError":
      return new CancelledError(message);
  }
}
