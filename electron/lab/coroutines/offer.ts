import type {
  CoroutineDescription,
  CoroutineId,
  ParameterDescription,
} from "../../../shared/catalog";
import type { Coroutine } from "../../scheduler";
import { fileOfFunction, sourceShown } from "../source";

/** A coroutine of the palette: how it is described, and how it is started. */
export interface Offer {
  readonly description: CoroutineDescription;
  /** What its tasks are called if the user does not say, before a number. */
  readonly taskName: string;
  /** The generator function's name, as its source has it. */
  readonly functionName: string;
  readonly generatorFunction: unknown;
  /** @param values one for each parameter, in their order, checked already */
  start(values: readonly Argument[]): Coroutine<unknown>;
}

export type Argument = number | string;

type ValueOf<P> = P extends { kind: "text" } ? string : number;
type ValuesOf<P extends readonly ParameterDescription[]> = {
  -readonly [K in keyof P]: ValueOf<P[K]>;
};

interface Declaration<P extends readonly ParameterDescription[]> {
  id: CoroutineId;
  title: string;
  summary: string;
  taskName: string;
  parameters: P;
  /** The file that `start` comes from. */
  module: string;
  start(...values: ValuesOf<P>): Coroutine<unknown>;
}

/** Ties a generator function to its description: its parameters have to be those that are described. */
export function offer<const P extends readonly ParameterDescription[]>(
  declaration: Declaration<P>,
): Offer {
  const { id, title, summary, taskName, parameters, module, start } = declaration;
  // Not `start.name`: building the lab may rename functions that are called the same.
  const functionName = nameIn(module);
  const source = sourceShown(module);
  return {
    description: { id, title, summary, parameters, source, file: fileOfFunction(functionName) },
    taskName,
    functionName,
    generatorFunction: start,
    // `checkArguments` has made these values from the same descriptions.
    start: (values) => start(...(values as ValuesOf<P>)),
  };
}

function nameIn(module: string): string {
  const [, name] = /^export function\* (\w+)/m.exec(module) ?? [];
  if (name === undefined) throw new Error("The module of a coroutine has to export one function*.");
  return name;
}
