import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { DOWNLOAD_PATH } from "../../shared/library";
import { failure } from "../../shared/result";
import type { Download, Downloads } from "../lab/recordings/downloads";
import { answer } from "./answer";

/**
 * Serves exports: `GET /download/<ticket>`.
 *
 * A link that starts a download cannot carry the token in a header, and an address ends up in the
 * browser's history: so each ticket is a secret of its own, given to whoever had the token, and good
 * for one file, once.
 */
export function serveDownloads(downloads: Downloads) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (request.method !== "GET") {
      const refusal = failure("bad-input", "Downloads can only be read.");
      return answer(response, 405, refusal, { Allow: "GET" });
    }
    const download = downloads.take(request.url!.slice(DOWNLOAD_PATH.length));
    if (download === null) {
      const message = "This download was fetched already, or not in time: export it once more.";
      return answer(response, 404, failure("not-found", message));
    }
    void send(download, response);
  };
}

/** As fast as the browser takes it: no more than a few chunks are held. */
async function send(download: Download, response: ServerResponse): Promise<void> {
  response.writeHead(200, {
    "Content-Type": download.mediaType,
    "Content-Disposition": attachment(download.fileName),
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
  });
  try {
    await pipeline(download.chunks, response, { signal: download.signal });
    download.onOver(null);
  } catch (error) {
    // Without its last chunk the browser knows that the file is not whole.
    download.onOver(error as Error);
  }
}

/** Any name, as RFC 6266 has it, and an approximation for whoever does not know that. */
function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
