import type { IncomingMessage, ServerResponse } from "node:http";
import { newToken, Secret } from "./access";

/** Where the browser that the lab opens itself comes in. */
export const OPEN_PATH = "/open/";
/** How long a browser may take to start, in milliseconds. */
const PATIENCE_MS = 60_000;

/**
 * Lets in the browser that the lab opens itself.
 *
 * An address that is handed to another program stands in the system's list of processes, which every
 * user of the machine can read. So it holds not the token but a key that is good once, and for a minute;
 * the token is in the answer. Somebody who was faster would be noticed: the user's own browser would
 * be told that the key is not good any more.
 */
export class FirstVisit {
  readonly #token: string;
  readonly #now: () => number;
  #key: Secret | null = null;
  #validUntil = 0;

  /** @param now the time, in milliseconds, that never goes back */
  constructor(token: string, now: () => number = () => performance.now()) {
    this.#token = token;
    this.#now = now;
  }

  /** A new path to open. It takes the place of the last one. */
  newPath(): string {
    const key = newToken();
    this.#key = new Secret(key);
    this.#validUntil = this.#now() + PATIENCE_MS;
    return OPEN_PATH + key;
  }

  readonly answer = (request: IncomingMessage, response: ServerResponse): void => {
    const isRight =
      request.method === "GET" &&
      this.#key?.is(request.url!.slice(OPEN_PATH.length)) === true &&
      this.#now() < this.#validUntil;
    const headers = {
      "Cache-Control": "no-store",
      "Content-Security-Policy": "default-src 'none'",
      "Content-Type": "text/plain; charset=utf-8",
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
    };
    if (isRight) {
      this.#key = null;
      response.writeHead(303, { ...headers, Location: `/#token=${this.#token}` }).end();
    } else {
      response
        .writeHead(404, headers)
        .end("This address was used already, or not in time: open the one that Tasklab printed.\n");
    }
  };
}
