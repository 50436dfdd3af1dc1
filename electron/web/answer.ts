import type { ServerResponse } from "node:http";
import type { Result } from "../../shared/result";

/** Sends `result` as JSON. */
export function answer(
  response: ServerResponse,
  status: number,
  result: Result<unknown>,
  extraHeaders: Record<string, string> = {},
): void {
  const body = JSON.stringify(result);
  response.writeHead(status, {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    ...extraHeaders,
  });
  response.end(body);
}
