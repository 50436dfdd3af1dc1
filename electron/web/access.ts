import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** The WebSocket subprotocol of the event stream; the token is offered beside it. */
export const STREAM_PROTOCOL = "tasklab";

/** A secret that cannot be guessed: 192 bits, in letters that an address may hold. */
export function newToken(): string {
  return randomBytes(24).toString("base64url");
}

const HTTP_PORT = 80;

/**
 * Says who may ask. The address that is opened holds the token, so that neither other users of the
 * machine nor other pages of the browser get at the lab.
 */
export class Access {
  readonly #token: Buffer;
  readonly #hosts: ReadonlySet<string>;

  constructor(token: string, port: number) {
    this.#token = Buffer.from(token);
    // Browsers leave out the port that a scheme has anyway.
    const suffix = port === HTTP_PORT ? "" : `:${port}`;
    this.#hosts = new Set([`127.0.0.1${suffix}`, `localhost${suffix}`]);
  }

  /** False for a name that somebody else's DNS points to this machine. */
  isHostOurs(request: IncomingMessage): boolean {
    return this.#hosts.has(request.headers.host ?? "");
  }

  /** False for a page of another site. What is no browser sends no origin, and has the token to show. */
  isOriginOurs(request: IncomingMessage): boolean {
    const { origin } = request.headers;
    if (origin === undefined) return true;
    return [...this.#hosts].some((host) => origin === `http://${host}`);
  }

  hasToken(request: IncomingMessage): boolean {
    const [scheme, token] = (request.headers.authorization ?? "").split(" ");
    return scheme === "Bearer" && this.#isToken(token);
  }

  /** A browser cannot put a header on a WebSocket, so that the token comes as a subprotocol. */
  streamHasToken(request: IncomingMessage): boolean {
    const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",");
    return offered.some((protocol) => this.#isToken(protocol.trim()));
  }

  #isToken(candidate = ""): boolean {
    const given = Buffer.from(candidate);
    return given.length === this.#token.length && timingSafeEqual(given, this.#token);
  }
}
