import * as fc from "fast-check";
import { z } from "zod";

/** What is used of JSON Schema by what Zod writes. */
interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly $ref?: string;
}

/** Long enough for every bound that counts, short enough to make many. */
const LONGEST_TEXT = 400;

/** Inputs that `schema` lets through, or that differ from such only in what JSON Schema cannot say. */
export function inputsOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  return valuesOf(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema);
}

function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  // The one thing that refers to itself is plain data.
  if (schema.$ref !== undefined) return fc.jsonValue({ maxDepth: 2 });
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return fc.oneof(...options.map(valuesOf));
  switch (schema.type) {
    case "object":
      return objectsOf(schema);
    case "array":
      return fc.array(valuesOf(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 5, 5),
      });
    case "string":
      return textsOf(schema);
    case "integer":
      return fc.integer({
        min: schema.minimum ?? -1_000,
        max: Math.min(schema.maximum ?? 1_000, Number.MAX_SAFE_INTEGER),
      });
    case "number":
      return fc.double({
        min: schema.minimum ?? -1e9,
        max: schema.maximum ?? 1e9,
        noNaN: true,
      });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return fc.jsonValue();
  }
}

function objectsOf(schema: Schema): fc.Arbitrary<unknown> {
  if (typeof schema.additionalProperties === "object") {
    return fc.dictionary(
      valuesOf(schema.propertyNames ?? { type: "string" }).map(String),
      valuesOf(schema.additionalProperties),
      { maxKeys: 4 },
    );
  }
  const properties = Object.entries(schema.properties ?? {});
  return fc.record(Object.fromEntries(properties.map(([name, value]) => [name, valuesOf(value)])), {
    requiredKeys: [...(schema.required ?? [])],
  });
}

function textsOf({
  pattern,
  minLength = 0,
  maxLength = LONGEST_TEXT,
}: Schema): fc.Arbitrary<string> {
  const bound = Math.min(maxLength, LONGEST_TEXT);
  if (pattern === undefined) return fc.string({ minLength, maxLength: bound, unit: "binary" });
  return fc.stringMatching(new RegExp(pattern, "u")).map((text) => text.slice(0, bound));
}

const deep = fc.integer({ min: 100, max: 5_000 }).map((levels) => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { value };
  return value;
});

/** What no command takes: of every type, oversized, deep, and named as what all objects have. */
export const strangeValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
  fc.constantFrom(NaN, Infinity, -1, 1.5, 2 ** 53, "", "constructor", "__proto__", "toString"),
  fc.integer({ min: 1_000, max: 2_000_000 }).map((length) => "x".repeat(length)),
  deep,
  fc.constant(null).map(() => JSON.parse('{"__proto__":{"polluted":true},"constructor":{}}')),
);

/** `inputs` of which one part, however deep, is something strange, or which hold one part more. */
export function spoilt(inputs: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(inputs, strangeValues, fc.nat(), fc.constantFrom("replace", "add", "remove"))
    .map(([input, strange, place, how]) => {
      const copy: unknown = structuredClone(input);
      const holders = holdersIn(copy);
      const holder = holders[place % Math.max(1, holders.length)];
      if (holder === undefined) return strange;
      const keys = Object.keys(holder);
      const key = keys[place % Math.max(1, keys.length)] ?? "more";
      if (how === "remove") Reflect.deleteProperty(holder, key);
      else Reflect.set(holder, how === "add" ? `${key}+` : key, strange);
      return copy;
    });
}

/** All objects in `value`, itself among them. */
function holdersIn(value: unknown): object[] {
  if (typeof value !== "object" || value === null) return [];
  return [value, ...Object.values(value).flatMap(holdersIn)];
}
