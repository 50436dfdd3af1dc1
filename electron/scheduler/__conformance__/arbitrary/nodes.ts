import fc from "fast-check";
import type { Awaitable, Statement } from "../program";

type Members<T> = { [K in keyof T]: fc.Arbitrary<T[K]> | T[K] };
type Operation<K extends Statement["op"]> = Extract<Statement, { op: K }>;
type Expression<K extends Awaitable["kind"]> = Extract<Awaitable, { kind: K }>;

/** A statement; its number comes later. */
export function statement<K extends Statement["op"]>(
  op: K,
  members: Members<Omit<Operation<K>, "op" | "n">>,
): fc.Arbitrary<Operation<K>> {
  return node({ op, n: 0, ...members }) as fc.Arbitrary<Operation<K>>;
}

export function expression<K extends Awaitable["kind"]>(
  kind: K,
  members: Members<Omit<Expression<K>, "kind">>,
): fc.Arbitrary<Expression<K>> {
  return node({ kind, ...members }) as fc.Arbitrary<Expression<K>>;
}

function node(members: Record<string, unknown>): fc.Arbitrary<unknown> {
  const model: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [key, member] of Object.entries(members)) {
    model[key] = member instanceof fc.Arbitrary ? member : fc.constant(member);
  }
  return fc.record(model);
}

export interface Weighted<T> {
  readonly weight: number;
  readonly arbitrary: fc.Arbitrary<T>;
}

/** One of several, those with more weight more often; without any weight, never. */
export function weighted<T>(choices: readonly Weighted<T>[]): fc.Arbitrary<T> {
  const used = choices.filter((choice) => choice.weight > 0);
  return fc.oneof(...used.map((choice) => ({ ...choice, weight: Math.ceil(choice.weight) })));
}
