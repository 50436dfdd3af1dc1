import { MAX_CALL_ARGUMENTS } from "../../shared/command-limits";
import { t } from "../texts";

/** What can be handed to a coroutine of a program: plain data. */
type CallArgument =
  string | number | boolean | null | CallArgument[] | { [name: string]: CallArgument };

export type CallArguments =
  | { readonly ok: true; readonly value: CallArgument[] }
  | { readonly ok: false; readonly message: string };

/** Arguments as they are typed: values in JSON with commas in between, or nothing. */
export function readCallArguments(text: string): CallArguments {
  let value: CallArgument[];
  try {
    value = JSON.parse(`[${text}]`) as CallArgument[];
  } catch {
    return { ok: false, message: t("forms.arguments") };
  }
  if (value.length <= MAX_CALL_ARGUMENTS) return { ok: true, value };
  return { ok: false, message: t("forms.tooManyArguments", { most: MAX_CALL_ARGUMENTS }) };
}
