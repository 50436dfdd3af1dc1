import { Agent } from "undici";
import { echo, parseAddress, parseRedirect } from "./address";
import { exchange } from "./exchange";
import type { Answer, HttpHeaders } from "./exchange";
import { CLOSED, HttpError } from "./http-error";
import { Slots } from "./slots";

export interface HttpLimits {
  /** From the request's departure to the last byte of its answer, redirects included, in milliseconds. Longer waits for slower servers, and holds a place for as long. */
  readonly timeMs: number;
  /** The largest answer, in bytes: what one request can cost in memory. */
  readonly bytes: number;
  /** Redirects that are followed for one request. More than a few are a loop. */
  readonly redirects: number;
  /** Requests at once; further ones wait for their turn. Each costs a socket, and one more at the other end if that is the lab's own server. */
  readonly connections: number;
}

const DEFAULT_LIMITS: HttpLimits = {
  timeMs: 30_000,
  bytes: 2_000_000,
  redirects: 5,
  connections: 1_000,
};

/** How long a connection without a request is kept for the next one, in milliseconds. Below the 5 s after which Node's own servers close theirs. */
const KEEP_ALIVE_MS = 4_000;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export interface HttpResponse {
  /** Whatever it is: a status that says no is an answer too. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: HttpHeaders;
  /** The body, read as UTF-8. */
  readonly text: string;
  /** Where the answer came from, after redirects. */
  readonly url: string;
  /** From departure to the last byte, in milliseconds. */
  readonly durationMs: number;
}

export interface GetOptions {
  /** Closes the request's connection when it aborts. */
  readonly signal?: AbortSignal;
  /** Asked of each redirect before it is followed; throws if it is not to be. */
  readonly onRedirect?: (to: URL) => void;
}

/** Fetches over http and https, within limits, over connections that are kept and used again. */
export class HttpClient {
  readonly #limits: HttpLimits;
  readonly #agent: Agent;
  readonly #slots: Slots;
  readonly #requests = new Set<AbortController>();
  #closed = false;

  /** @param limits those that differ from `DEFAULT_LIMITS` */
  constructor(limits: Partial<HttpLimits> = {}) {
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
    this.#slots = new Slots(this.#limits.connections);
    // No limit on connections here: those still being made for aborted requests would count.
    this.#agent = new Agent({
      keepAliveTimeout: KEEP_ALIVE_MS,
      connect: { timeout: this.#limits.timeMs },
    });
  }

  /**
   * Fetches `address`. The promise settles at once when `signal` aborts, and the connection is closed.
   * @throws HttpError for everything but a complete answer
   */
  async get(address: string, options: GetOptions = {}): Promise<HttpResponse> {
    const { signal, onRedirect } = options;
    if (this.#closed) throw new HttpError("closed", CLOSED);
    const url = parseAddress(address);
    const stop = new AbortController();
    const onAbort = () => {
      const message = `The request for ${echo(address)} was aborted.`;
      stop.abort(new HttpError("aborted", message, { cause: signal?.reason }));
    };
    if (signal?.aborted === true) onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
    this.#requests.add(stop);
    try {
      await this.#slots.acquire(stop.signal);
      try {
        return await this.#getInTime(url, stop, onRedirect);
      } finally {
        this.#slots.release();
      }
    } finally {
      this.#requests.delete(stop);
      signal?.removeEventListener("abort", onAbort);
    }
  }

  /** Ends every request and closes every connection. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const stop of this.#requests) stop.abort(new HttpError("closed", CLOSED));
    await this.#agent.destroy();
  }

  async #getInTime(
    url: URL,
    stop: AbortController,
    onRedirect: GetOptions["onRedirect"],
  ): Promise<HttpResponse> {
    const started = performance.now();
    const timer = setTimeout(() => {
      const limit = `${this.#limits.timeMs / 1_000} s`;
      stop.abort(new HttpError("timeout", `${url.origin} gave no whole answer within ${limit}.`));
    }, this.#limits.timeMs);
    try {
      const [answer, from] = await this.#follow(url, stop.signal, onRedirect);
      return {
        status: answer.status,
        headers: answer.headers,
        text: textOf(answer, from),
        url: from.href,
        durationMs: performance.now() - started,
      };
    } finally {
      clearTimeout(timer);
    }
  }

  async #follow(
    url: URL,
    signal: AbortSignal,
    onRedirect: GetOptions["onRedirect"],
  ): Promise<[answer: Answer, from: URL]> {
    const { redirects, bytes } = this.#limits;
    let from = url;
    for (let hop = 0; hop <= redirects; hop += 1) {
      const answer = await exchange(this.#agent, from, bytes, signal);
      const { location } = answer.headers;
      if (!REDIRECTS.has(answer.status) || typeof location !== "string") return [answer, from];
      from = parseRedirect(location, from);
      onRedirect?.(from);
    }
    const message = `${url.origin} redirected more than ${redirects} times, which looks like a loop.`;
    throw new HttpError("too-many-redirects", message);
  }
}

const decoder = new TextDecoder();

function textOf({ headers, body }: Answer, from: URL): string {
  const coding = headers["content-encoding"] ?? "identity";
  if (coding === "identity" || coding === "") return decoder.decode(body);
  const message = `${from.origin} compressed its answer (${String(coding)}), though it was asked not to.`;
  throw new HttpError("compressed", message);
}
