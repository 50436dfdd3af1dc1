import type { IncomingMessage, ServerResponse } from "node:http";
import type { Handlers } from "../../shared/contract";
import { failure } from "../../shared/result";
import { dispatch } from "../lab/dispatch";
import type { Log } from "../lab/dispatch";
import type { Access } from "./access";
import { answer } from "./answer";
import { BodyTooLargeError, readBody } from "./body";
import type { Rate } from "./limits";
import type { Refusals } from "./refusals";
import { TokenBucket } from "./token-bucket";

export const API_PATH = "/api/";
/** The largest command, in bytes: far above any that a page sends. */
export const MAX_COMMAND_BYTES = 1_000_000;

/** Takes commands: `POST /api/<name>`, the input as JSON, the answer as a `Result`. */
export function serveCommands(
  handlers: Handlers,
  access: Access,
  rate: Rate,
  log: Log,
  refusals: Refusals,
) {
  const bucket = new TokenBucket(rate);
  const refuse = (
    response: ServerResponse,
    status: number,
    code: "forbidden" | "bad-input" | "conflict",
    message: string,
    headers?: Record<string, string>,
  ) => {
    refusals.add(`A command was refused: ${message}`);
    answer(response, status, failure(code, message), headers);
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!access.hasToken(request)) {
      const message = "Open Tasklab with the whole address that it printed: it holds a token.";
      return refuse(response, 401, "forbidden", message);
    }
    if (!bucket.take()) {
      const message = "The lab gets more commands than it takes: try again in a moment.";
      return refuse(response, 429, "conflict", message, { "Retry-After": "1" });
    }
    if (request.method !== "POST") {
      const message = "Commands are sent with POST.";
      return refuse(response, 405, "bad-input", message, { Allow: "POST" });
    }
    let body: string;
    try {
      body = await readBody(request, MAX_COMMAND_BYTES);
    } catch (error) {
      // Otherwise the connection is lost, and nobody is left to be answered.
      if (error instanceof BodyTooLargeError) {
        refuse(response, 413, "bad-input", error.message);
      }
      return;
    }
    const input = parse(body);
    if (input === undefined) {
      return refuse(response, 400, "bad-input", "The command's input is no JSON.");
    }
    const name = request.url!.slice(API_PATH.length);
    answer(response, 200, await dispatch(handlers, name, input, log));
  };
}

/** Undefined, which JSON cannot say, for what is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
