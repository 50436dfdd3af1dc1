import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Dials, drawFate, type Fate, QUIET_DIALS, turnDials } from "./dials";
import { answerTo, jsonAnswer, type Answer } from "./posts-routes";

/** Only this machine reaches the server: what it serves is for the lab alone. */
const LOOPBACK = "127.0.0.1";

/**
 * Connections that may wait to be accepted. A thousand fetches can be started with one click; past
 * the default of 511 the system ignores some of their connections, which try again a second later.
 */
const BACKLOG = 4_096;

export interface PostsServerOptions {
  /** Dials that differ from `QUIET_DIALS`. */
  dials?: Partial<Dials>;
  /** Where chance comes from: numbers from 0 up to, not including, 1. `Math.random` by default. See `drawFate` for the order of draws. */
  random?: () => number;
  /** The port to listen on; 0, the default, lets the system choose a free one. */
  port?: number;
}

/** How many requests the server saw, and what became of them: `received` is the sum of the others. */
export interface ServerStatistics {
  received: number;
  inFlight: number;
  answered: number;
  failed: number;
  dropped: number;
  aborted: number;
}

/** A request that arrived. */
export interface ServerRequest {
  /** Counts from 1 over the server's whole life. */
  id: number;
  method: string;
  /** Path and query. */
  path: string;
}

/**
 * What became of a request:
 *
 * - `answered`: its answer went out whole, whatever its status
 * - `failed`: it got the 500 that the error dial asked for
 * - `dropped`: the server closed its connection without an answer
 * - `aborted`: the client closed the connection before the answer was out
 */
export type ServerOutcome = "answered" | "failed" | "dropped" | "aborted";

/** A request that is over. */
export interface ServerRequestEnd extends ServerRequest {
  outcome: ServerOutcome;
  /** The status that went out; missing where none did. */
  status?: number;
  /** From the request's arrival to its end, in milliseconds. */
  durationMs: number;
}

/**
 * The lab's own server: a hundred posts on 127.0.0.1, and dials for latency and failures.
 *
 * - `GET /posts`: all posts; `?userId=3`: those of user 3
 * - `GET /posts/:id`: one post
 * - anything else: an error as JSON, `{ "error": "a sentence" }`
 *
 * It sends no CORS headers: a web page from elsewhere cannot read it.
 */
export class PostsServer {
  readonly #random: () => number;
  readonly #port: number;
  readonly #startListeners = new Set<(request: ServerRequest) => void>();
  readonly #endListeners = new Set<(end: ServerRequestEnd) => void>();
  readonly #statistics: ServerStatistics = {
    received: 0,
    inFlight: 0,
    answered: 0,
    failed: 0,
    dropped: 0,
    aborted: 0,
  };
  #dials: Dials;
  #server: Server | null = null;
  #closing = false;

  /** @throws RangeError for a dial out of range */
  constructor(options: PostsServerOptions = {}) {
    this.#dials = turnDials(QUIET_DIALS, options.dials ?? {});
    this.#random = options.random ?? Math.random;
    this.#port = options.port ?? 0;
  }

  get dials(): Dials {
    return this.#dials;
  }

  /**
   * Turns the dials that `changes` names. Requests already in flight keep those they came with.
   * @throws RangeError for a dial out of range; then none is turned
   */
  setDials(changes: Partial<Dials>): void {
    this.#dials = turnDials(this.#dials, changes);
  }

  /** The numbers as they stand now: a copy. */
  get statistics(): Readonly<ServerStatistics> {
    return { ...this.#statistics };
  }

  /**
   * `http://127.0.0.1:<port>`, without a slash at the end.
   * @throws Error while the server does not listen
   */
  get url(): string {
    const address = this.#server?.address() as AddressInfo | null | undefined;
    if (!address) throw new Error("The posts server does not listen: start it first.");
    return `http://${LOOPBACK}:${address.port}`;
  }

  /**
   * Listens. Resolves with `url`.
   * @throws Error if it was started already, or if the port is taken
   */
  async start(): Promise<string> {
    if (this.#server) throw new Error("The posts server was started already.");
    const server = createServer((request, response) => this.#serve(request, response));
    this.#server = server;
    this.#closing = false;
    try {
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(this.#port, LOOPBACK, BACKLOG, () => {
          server.off("error", reject);
          resolve();
        });
      });
    } catch (error) {
      this.#server = null;
      throw new Error(`The posts server cannot listen on ${LOOPBACK}:${this.#port}.`, {
        cause: error,
      });
    }
    return this.url;
  }

  /** Stops listening and closes every connection; requests in flight end as `dropped`. Does nothing on a server that does not listen. */
  async close(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = null;
    this.#closing = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  /**
   * Calls `listener` for each request that arrives. It must not throw.
   * @returns ends the subscription
   */
  onRequestStart(listener: (request: ServerRequest) => void): () => void {
    this.#startListeners.add(listener);
    return () => void this.#startListeners.delete(listener);
  }

  /**
   * Calls `listener` for each request that is over. It must not throw.
   * @returns ends the subscription
   */
  onRequestEnd(listener: (end: ServerRequestEnd) => void): () => void {
    this.#endListeners.add(listener);
    return () => void this.#endListeners.delete(listener);
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const arrived = performance.now();
    const fate = drawFate(this.#dials, this.#random);
    const seen: ServerRequest = {
      id: ++this.#statistics.received,
      method: request.method ?? "",
      path: request.url ?? "",
    };
    this.#statistics.inFlight += 1;

    let timer: NodeJS.Timeout | undefined;
    // "close" comes once for every request, after "finish" if there is one.
    response.once("close", () => {
      clearTimeout(timer);
      const outcome = this.#outcome(fate, response);
      this.#statistics.inFlight -= 1;
      this.#statistics[outcome] += 1;
      if (this.#endListeners.size === 0) return;
      const end: ServerRequestEnd = { ...seen, outcome, durationMs: performance.now() - arrived };
      if (response.writableFinished) end.status = response.statusCode;
      for (const listener of this.#endListeners) listener(end);
    });

    for (const listener of this.#startListeners) listener(seen);
    if (fate.delayMs === 0) meet(fate, seen, response);
    else timer = setTimeout(meet, fate.delayMs, fate, seen, response);
  }

  #outcome(fate: Fate, response: ServerResponse): ServerOutcome {
    if (response.writableFinished) return fate.kind === "fail" ? "failed" : "answered";
    return this.#closing || wasDropped.has(response) ? "dropped" : "aborted";
  }
}

/** Responses whose connection the server itself closed. */
const wasDropped = new WeakSet<ServerResponse>();

function meet(fate: Fate, request: ServerRequest, response: ServerResponse): void {
  switch (fate.kind) {
    case "drop":
      wasDropped.add(response);
      response.socket?.destroy();
      return;
    case "fail":
      send(response, SERVER_ERROR);
      return;
    case "answer":
      send(response, answerTo(request.method, request.path));
  }
}

const SERVER_ERROR: Answer = jsonAnswer(500, {
  error: "the server's error dial chose this request",
});

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, answer.headers);
  // Node leaves the body of an answer to HEAD away by itself.
  response.end(answer.body);
}
