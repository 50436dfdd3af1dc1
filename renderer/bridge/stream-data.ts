import type { Push, StreamMessage } from "../../shared/stream";
import { decodeFrame } from "../../shared/wire";

/** What came over the stream: events as bytes, the rest as JSON. Throws for what is neither. */
export function parseStreamData(data: unknown): StreamMessage {
  if (data instanceof ArrayBuffer) return decodeFrame(data);
  if (typeof data === "string") return JSON.parse(data) as Push;
  throw new TypeError(`The stream sent a ${typeof data}.`);
}
