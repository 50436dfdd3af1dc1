import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** The WebSocket subprotocol of the event stream; the token is offered beside it. */
export const STREAM_PROTOCOL = "tasklab";

/** A secret that cannot be guessed: 192 bits, in letters that an address may hold. */
export function newToken(): string {
  return randomBytes(24).toString("base64url");
}

/** A text that is compared without its letters being found out by how long that takes. */
export class Secret {
  readonly #bytes: Buffer;

  constructor(text: string) {
    this.#bytes = Buffer.from(text);
  }

  is(candidate: string): boolean {
    const given = Buffer.from(candidate);
    return given.length === this.#bytes.length && timingSafeEqual(given, this.#bytes);
  }
}

const HTTP_PORT = 80;

/**
 * Says who may ask. The address that is opened holds the token, so that neither other users of the
 * machine nor other pages of the browser get at the lab.
 */
export class Access {
  readonly #token: Secret;
  readonly #hosts: ReadonlySet<string>;

  constructor(token: string, port: number) {
    this.#token = new Secret(token);
    // Browsers leave out the port that a scheme has anyway.
    const suffix = port === HTTP_PORT ? "" : `:${port}`;
    this.#hosts = new Set([`127.0.0.1${suffix}`, `localhost${suffix}`]);
  }

  /** False for a name that somebody else's DNS points to this machine. */
  isHostOurs(request: IncomingMessage): boolean {
    const [host, ...others] = request.headersDistinct["host"] ?? [];
    return host !== undefined && others.length === 0 && this.#hosts.has(host);
  }

  /** False for a page of another site. What is no browser sends no origin, and has the token to show. */
  isOriginOurs(request: IncomingMessage): boolean {
    const origins = request.headersDistinct["origin"] ?? [];
    const areOurs = origins.every((origin) =>
      [...this.#hosts].some((host) => origin === `http://${host}`),
    );
    return areOurs && !isPartOfForeignPage(request);
  }

  hasToken(request: IncomingMessage): boolean {
    const [scheme, token] = (request.headers.authorization ?? "").split(" ");
    return scheme === "Bearer" && this.#token.is(token ?? "");
  }

  /** A browser cannot put a header on a WebSocket, so that the token comes as a subprotocol. */
  streamHasToken(request: IncomingMessage): boolean {
    const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",");
    return offered.some((protocol) => this.#token.is(protocol.trim()));
  }
}

/**
 * Whether another site's page asks for it, as a picture or a script of its own: such requests need not
 * name their origin, but browsers say that much. A link from elsewhere that the user follows is none.
 */
function isPartOfForeignPage({ headers, method }: IncomingMessage): boolean {
  const site = headers["sec-fetch-site"];
  if (site === undefined || site === "same-origin" || site === "none") return false;
  const isVisit =
    headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  return !(isVisit && method === "GET");
}
