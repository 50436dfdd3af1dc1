import { jsonText } from "./json-text";

/**
 * Pieces of OTLP in its JSON encoding: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding.
 * Names in lowerCamelCase, ids in hex, 64-bit integers as strings, enums as numbers.
 */

/** Values of the enum `Span.SpanKind`. */
export const SpanKind = { INTERNAL: 1, CLIENT: 3 } as const;

/** Values of the enum `Status.StatusCode`. Spans without an error stay unset, as the specification asks of instrumentation. */
const StatusCode = { UNSET: 0, ERROR: 2 } as const;

export interface SpanFields {
  readonly traceId: string;
  readonly spanId: string;
  /** Null for the root. */
  readonly parentSpanId: string | null;
  readonly name: string;
  readonly kind: number;
  /** Nanoseconds since 1970, as decimals. */
  readonly start: string;
  readonly end: string;
  /** Fragments made with the functions below. */
  readonly attributes: readonly string[];
  readonly events: readonly string[];
  readonly droppedEvents: number;
  readonly links: readonly string[];
  readonly droppedLinks: number;
  /** What went wrong, null if nothing did. */
  readonly error: string | null;
}

export const attribute = {
  text: (key: string, value: string): string =>
    `{"key":"${key}","value":{"stringValue":${jsonText(value)}}}`,
  integer: (key: string, value: number): string =>
    `{"key":"${key}","value":{"intValue":"${value}"}}`,
  number: (key: string, value: number): string =>
    `{"key":"${key}","value":{"doubleValue":${value}}}`,
};

export function spanEvent(time: string, name: string, attributes: readonly string[]): string {
  return `{"timeUnixNano":"${time}","name":"${name}","attributes":[${attributes.join(",")}]}`;
}

export function spanLink(traceId: string, spanId: string, attributes: readonly string[]): string {
  return `{"traceId":"${traceId}","spanId":"${spanId}","attributes":[${attributes.join(",")}]}`;
}

export function span(fields: SpanFields): string {
  const { parentSpanId, droppedEvents, droppedLinks, error } = fields;
  const status =
    error === null
      ? `{"code":${StatusCode.UNSET}}`
      : `{"code":${StatusCode.ERROR},"message":${jsonText(error)}}`;
  const parts = [
    `"traceId":"${fields.traceId}"`,
    `"spanId":"${fields.spanId}"`,
    parentSpanId === null ? "" : `"parentSpanId":"${parentSpanId}"`,
    `"name":${jsonText(fields.name)}`,
    `"kind":${fields.kind}`,
    `"startTimeUnixNano":"${fields.start}"`,
    `"endTimeUnixNano":"${fields.end}"`,
    `"attributes":[${fields.attributes.join(",")}]`,
    fields.events.length === 0 ? "" : `"events":[${fields.events.join(",")}]`,
    droppedEvents === 0 ? "" : `"droppedEventsCount":${droppedEvents}`,
    fields.links.length === 0 ? "" : `"links":[${fields.links.join(",")}]`,
    droppedLinks === 0 ? "" : `"droppedLinksCount":${droppedLinks}`,
    `"status":${status}`,
  ];
  return `{${parts.filter((part) => part !== "").join(",")}}`;
}
