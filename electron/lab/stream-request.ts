import { z } from "zod";
import { LabError } from "../../shared/result";
import { SESSION_IDS } from "../../shared/session";
import type { StreamRequest } from "../../shared/stream";

const count = z.int().min(0);
const session = z.enum(SESSION_IDS);

const streamRequest = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("attach"),
    session,
    from: z.strictObject({ epoch: count, seq: count }).nullable(),
  }),
  z.strictObject({ type: z.literal("ack"), session, epoch: count, seq: count }),
  z.strictObject({ type: z.literal("hold"), session, epoch: count, on: z.boolean() }),
]);

/** A page's request as it came over the wire. Throws a `LabError` ("bad-input") if it is none. */
export function parseStreamRequest(data: string): StreamRequest {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    throw new LabError("bad-input", "A request on the event stream is no JSON.");
  }
  const parsed = streamRequest.safeParse(value);
  if (!parsed.success) {
    throw new LabError(
      "bad-input",
      `A request on the event stream is not understood: ${z.prettifyError(parsed.error)}`,
    );
  }
  return parsed.data;
}
