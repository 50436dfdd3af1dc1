import type { IncomingMessage, ServerResponse } from "node:http";
import sirv from "sirv";
import { failure } from "../../shared/result";
import { contentPolicy } from "../content-policy";
import { answer } from "./answer";

/**
 * Serves the built page.
 * @param folder absolute
 * @param streamOrigins where the page opens its event stream, as the content policy names them
 */
export function serveFiles(folder: string, streamOrigins: string) {
  const policy = contentPolicy(streamOrigins);
  const files = sirv(folder, {
    etag: true,
    setHeaders: (response) => {
      // The next version may listen at the same port: ask whether there is one.
      response.setHeader("Cache-Control", "no-cache");
      response.setHeader("Content-Security-Policy", policy);
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("Referrer-Policy", "no-referrer");
      response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
      response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    },
  });
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      const refusal = failure("bad-input", "Files can only be read.");
      return answer(response, 405, refusal, { Allow: "GET, HEAD" });
    }
    files(request, response, () =>
      answer(response, 404, failure("not-found", "There is no such page.")),
    );
  };
}
