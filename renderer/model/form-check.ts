import type { ParameterDescription } from "../../shared/catalog";
import { t } from "../texts";
import { formatCount } from "./format";

/** What a field's text means, or the sentence that says what would be right. */
export type Checked<T> = { ok: true; value: T } | { ok: false; message: string };

interface NumberBounds {
  readonly min: number;
  readonly max: number;
  readonly unit: string;
}

/** The value of a number field. A comma for the decimal point is understood. */
export function checkNumber(text: string, bounds: NumberBounds): Checked<number> {
  const { min, max } = bounds;
  const value = Number(text.trim().replace(",", "."));
  if (text.trim() === "" || !Number.isFinite(value) || value < min || value > max) {
    return { ok: false, message: t("forms.number", { range: rangeText(bounds) }) };
  }
  return { ok: true, value };
}

/** "0 to 3,600 s". */
function rangeText({ min, max, unit }: NumberBounds): string {
  const most = `${formatCount(max)}${unit === "" ? "" : ` ${unit}`}`;
  return t("forms.range", { least: min, most });
}

/** The value of a field for whole numbers. */
export function checkInteger(text: string, bounds: NumberBounds): Checked<number> {
  const checked = checkNumber(text, bounds);
  if (checked.ok && Number.isInteger(checked.value)) return checked;
  return {
    ok: false,
    message: t("forms.integer", { range: rangeText(bounds) }),
  };
}

/** The value of a text field. */
export function checkText(text: string, maxLength: number): Checked<string> {
  if (text.length <= maxLength) return { ok: true, value: text };
  return {
    ok: false,
    message: t("forms.tooLong", { most: String(maxLength), length: String(text.length) }),
  };
}

/** The value of a coroutine's parameter. */
export function checkParameter(
  parameter: ParameterDescription,
  text: string,
): Checked<number | string> {
  switch (parameter.kind) {
    case "number":
      return checkNumber(text, parameter);
    case "integer":
      return checkInteger(text, parameter);
    case "text":
      return checkText(text, parameter.maxLength);
  }
}
