export type HttpErrorCode =
  /** What was asked for is no address at all, or one with a name and password in it. */
  | "bad-url"
  /** The address is neither http nor https. */
  | "unsupported-scheme"
  /** Nothing listens there, or no way leads there. */
  | "unreachable"
  /** The other end could not prove who it is, or speaks no TLS. */
  | "insecure"
  /** The answer was not complete in time. */
  | "timeout"
  /** The answer is larger than allowed. */
  | "too-large"
  | "too-many-redirects"
  /** A redirect leads nowhere. */
  | "bad-redirect"
  /** The connection was closed before the answer was complete. */
  | "dropped"
  /** What came is no HTTP. */
  | "not-http"
  /** The answer is compressed, which was not asked for. */
  | "compressed"
  /** The answer is complete, and its status says no. */
  | "bad-status"
  /** The answer is complete, and its body is not what it should be. */
  | "bad-body"
  /** The caller aborted the request. */
  | "aborted"
  /** The client was closed, before the request or during it. */
  | "closed";

/** Why a request gave nothing. The message is a whole sentence for the user. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly code: HttpErrorCode;

  constructor(code: HttpErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What the system, TLS, the HTTP parser and undici call their errors, by how it begins. */
const CODES: readonly (readonly [prefix: string, code: HttpErrorCode])[] = [
  ["ECONNRESET", "dropped"],
  ["EPIPE", "dropped"],
  ["UND_ERR_SOCKET", "dropped"],
  ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", "dropped"],
  ["HTTPParserError", "not-http"],
  ["UND_ERR_HEADERS_OVERFLOW", "too-large"],
  ["EPROTO", "insecure"],
  ["ERR_TLS_", "insecure"],
  ["ERR_SSL_", "insecure"],
  ["CERT_", "insecure"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "insecure"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "insecure"],
  ["UNABLE_TO_", "insecure"],
];

/** Puts what went wrong with a connection to `url` into words. */
export function describeFailure(error: Error, url: URL): HttpError {
  // undici's parser error has no code.
  const cause = "code" in error && typeof error.code === "string" ? error.code : error.name;
  const code = CODES.find(([prefix]) => cause.startsWith(prefix))?.[1] ?? "unreachable";
  return new HttpError(code, sentence(code, cause, url), { cause: error });
}

function sentence(code: HttpErrorCode, cause: string, url: URL): string {
  switch (code) {
    case "dropped":
      return `${url.origin} closed the connection before its answer was complete.`;
    case "not-http":
      return `What listens at ${url.origin} does not speak HTTP.`;
    case "too-large":
      return `${url.origin} sent more headers than can be taken in.`;
    case "insecure":
      return `No secure connection to ${url.origin} is possible (${cause}). Check that it serves https.`;
    default:
      return unreachable(cause, url);
  }
}

function unreachable(cause: string, url: URL): string {
  switch (cause) {
    case "ECONNREFUSED":
      return `Nothing listens at ${url.origin}. Check the address, and that the server runs.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `There is no machine called ${url.hostname}, as far as this one can tell. Check the address and the network.`;
    default:
      return `${url.origin} cannot be reached (${cause}). Check the address and the network.`;
  }
}

export const CLOSED = "The HTTP client is closed: nothing more can be fetched.";
