import { inEnglish, refusal } from "./texts/refusal";
import type { Refusal } from "./texts/refusal";

/**
 * The answer to a command, as it travels between the processes.
 *
 * Electron keeps nothing of a thrown error but its message, and a WebSocket not even that, so
 * failures are values on the wire. `code` is for the program, `message` is a sentence for the user.
 */
export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure };

export interface Failure {
  code: FailureCode;
  /** A whole sentence: what was wrong and, where it is known, what would be right. */
  message: string;
  /** The field of the input that is at fault, as a dotted path, if one is. */
  field?: string;
  /** The same sentence by its name in the catalog, where it has one: pages say it in the user's language. */
  said?: Refusal;
}

export type FailureCode =
  /** The contract has no command of that name. */
  | "unknown-command"
  /** The command exists, its input is not what the contract says. */
  | "bad-input"
  /** The input is well-formed and names something that is not there (any more). */
  | "not-found"
  /** It cannot be done in the state that the lab is in. */
  | "conflict"
  /** The connection to the lab is gone. */
  | "disconnected"
  /** The caller is not allowed to ask. */
  | "forbidden"
  /** Somebody cancelled it. */
  | "cancelled"
  /** The disk refused: it is full, read-only, or gone. */
  | "storage"
  /** A fault of the lab itself. */
  | "internal";

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const failure = (code: FailureCode, message: string, field?: string): Result<never> => ({
  ok: false,
  error: field === undefined ? { code, message } : { code, message, field },
});

/** What came of a command that threw `error`. */
export function failureOf(error: LabError): Failure {
  const { code, message, field, said } = error;
  return {
    code,
    message,
    ...(field === undefined ? {} : { field }),
    ...(said === undefined ? {} : { said }),
  };
}

/** Thrown inside the lab, turned into a `Failure` where a command leaves it. */
export class LabError extends Error {
  override readonly name = "LabError";
  readonly code: FailureCode;
  readonly field: string | undefined;
  readonly said: Refusal | undefined;

  /** @param what a sentence of the catalog; another one is English in every language */
  constructor(code: FailureCode, what: Refusal | string, field?: string) {
    super(typeof what === "string" ? what : inEnglish(what));
    this.code = code;
    this.field = field;
    this.said = typeof what === "string" ? undefined : what;
  }
}

/** What a fault of the lab itself is for whoever asked: anything else that was thrown. */
export const faultOf = (error: unknown): LabError =>
  new LabError("internal", refusal("fault", { error: String(error) }));
