import type { IncomingMessage } from "node:http";

/** Thrown for a body that is larger than allowed. */
export class BodyTooLargeError extends Error {
  override readonly name = "BodyTooLargeError";
}

/**
 * Reads a request's body as UTF-8.
 *
 * What goes past the limit is let through unread: closing the connection on somebody who still
 * sends would lose the answer on its way.
 * @throws BodyTooLargeError, or the connection's error if it is lost
 */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      request.off("data", take).resume();
      reject(new BodyTooLargeError(`A command may have ${maxBytes} bytes at most.`));
    };
    request.on("data", take);
    request.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    request.on("error", reject);
  });
}
