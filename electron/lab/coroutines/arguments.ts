import type { Arguments, CoroutineId, ParameterDescription } from "../../../shared/catalog";
import { LabError } from "../../../shared/result";
import { refusal } from "../../../shared/texts/refusal";
import { OFFERS } from "./index";
import type { Argument, Offer } from "./offer";

const offers = new Map<CoroutineId, Offer>(OFFERS.map((offer) => [offer.description.id, offer]));

/** A coroutine with checked arguments: what can be started any number of times. */
export interface Call {
  readonly offer: Offer;
  readonly values: readonly Argument[];
  /** As a reader would write it: `fetchTitle(2)`. */
  readonly text: string;
}

/**
 * Checks `args` against what the coroutine takes; what is left out takes its default.
 * @throws LabError ("bad-input") that names the field and what would be right
 */
export function callOf(id: CoroutineId, args: Arguments): Call {
  const offer = offers.get(id);
  if (offer === undefined)
    throw new LabError("bad-input", refusal("noCoroutine", { coroutine: id }));
  const { parameters, title } = offer.description;
  for (const name of Object.keys(args)) {
    if (parameters.some((parameter) => parameter.name === name)) continue;
    const names = parameters.map((parameter) => parameter.name).join(" and ");
    throw badArgument(name, `"${title}" takes no "${name}": it takes ${names}`);
  }
  const values = parameters.map((parameter) =>
    checked(parameter, Object.hasOwn(args, parameter.name) ? args[parameter.name] : undefined),
  );
  const written = values.map((value) => JSON.stringify(value)).join(", ");
  return { offer, values, text: `${offer.functionName}(${written})` };
}

function checked(parameter: ParameterDescription, value: Argument | undefined): Argument {
  if (value === undefined) return parameter.default;
  const { name } = parameter;
  if (parameter.kind === "text") {
    if (typeof value !== "string") throw badArgument(name, `"${name}" has to be a text`);
    if (value.length <= parameter.maxLength) return value;
    throw badArgument(
      name,
      `"${name}" may have ${parameter.maxLength} characters at most, not ${value.length}`,
    );
  }
  const { kind, min, max, unit } = parameter;
  const isRight =
    typeof value === "number" &&
    value >= min &&
    value <= max &&
    (kind === "number" || Number.isInteger(value));
  if (isRight) return value;
  const what = kind === "integer" ? "a whole number" : "a number";
  const range = `${min} to ${max}${unit === "" ? "" : ` ${unit}`}`;
  throw badArgument(
    name,
    `"${name}" has to be ${what} from ${range}, not ${JSON.stringify(value)}`,
  );
}

function badArgument(name: string, message: string): LabError {
  return new LabError("bad-input", `${message}.`, `args.${name}`);
}
