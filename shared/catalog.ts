/** A coroutine that the palette offers. Declared once in the lab: the form, its checks and its help all come from here. */
export interface CoroutineDescription {
  id: CoroutineId;
  /** What stands on the chip. */
  title: string;
  /** One sentence: what it does. */
  summary: string;
  parameters: readonly ParameterDescription[];
  /** The coroutine itself, as a learner would write it. */
  source: string;
  /** What events call the file of that source, whose lines they name. */
  file: string;
}

export type CoroutineId =
  | "sleep"
  | "fetch-title"
  | "fetch-several"
  | "fail-after"
  | "count"
  | "ignore-one-cancel"
  | "block-the-loop";

export type ParameterDescription =
  | {
      kind: "number" | "integer";
      name: string;
      label: string;
      default: number;
      min: number;
      max: number;
      /** Shown behind the field: "s", "ms". Empty for a plain number. */
      unit: string;
    }
  | { kind: "text"; name: string; label: string; default: string; maxLength: number };

/** Values for a coroutine's parameters, by name. One that is left out takes its default. */
export type Arguments = Record<string, number | string>;

/** A program that comes with the lab. */
export interface ProgramDescription {
  id: string;
  title: string;
  /** One sentence: what to look for. */
  summary: string;
  /** The program as a learner would write it. */
  source: string;
  /** What events call the file of that source, whose lines they name. */
  file: string;
}
