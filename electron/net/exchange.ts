import type { Agent, Dispatcher } from "undici";
import { describeFailure, HttpError } from "./http-error";

export type HttpHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** An answer as it came, redirect or not. */
export interface Answer {
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly body: Buffer;
}

const REQUEST_HEADERS = {
  accept: "application/json, */*;q=0.5",
  // Otherwise a server may compress, and the limit on an answer's size would say little.
  "accept-encoding": "identity",
  "user-agent": "Tasklab",
};

/**
 * One GET and its answer, without redirects followed.
 * @param signal aborts it with an `Error` as its reason: the connection is closed at once
 * @throws HttpError, or the signal's reason
 */
export function exchange(
  agent: Agent,
  url: URL,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    agent.dispatch(
      {
        origin: url.origin,
        path: url.pathname + url.search,
        method: "GET",
        headers: REQUEST_HEADERS,
        // The caller's signal limits the time of the whole exchange.
        headersTimeout: 0,
        bodyTimeout: 0,
      },
      new Exchange(url, maxBytes, signal, resolve, reject),
    );
  });
}

/**
 * undici's view of an exchange. Below its `request`, whose promise settles only when an aborted
 * request has got its connection: an address that nobody answers would hold up a cancel until then.
 */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #url: URL;
  readonly #maxBytes: number;
  readonly #signal: AbortSignal;
  readonly #resolve: (answer: Answer) => void;
  readonly #reject: (error: Error) => void;
  readonly #chunks: Buffer[] = [];
  readonly #onAbort = () => this.#stop(this.#signal.reason as Error);
  #controller: Dispatcher.DispatchController | null = null;
  #status = 0;
  #headers: HttpHeaders = {};
  #size = 0;

  constructor(
    url: URL,
    maxBytes: number,
    signal: AbortSignal,
    resolve: (answer: Answer) => void,
    reject: (error: Error) => void,
  ) {
    this.#url = url;
    this.#maxBytes = maxBytes;
    this.#signal = signal;
    this.#resolve = resolve;
    this.#reject = reject;
    signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It was aborted while the connection was being made.
    if (this.#signal.aborted) controller.abort(this.#signal.reason as Error);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: HttpHeaders,
  ): void {
    // 100 to 199 only announce what follows.
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
    if (Number(headers["content-length"]) > this.#maxBytes) this.#stop(this.#tooLarge());
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.#maxBytes) this.#stop(this.#tooLarge());
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#finish();
    const body = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    this.#finish();
    this.#reject(error instanceof HttpError ? error : describeFailure(error, this.#url));
  }

  #stop(error: Error): void {
    this.#finish();
    this.#reject(error);
    this.#controller?.abort(error);
  }

  #finish(): void {
    this.#signal.removeEventListener("abort", this.#onAbort);
  }

  #tooLarge(): HttpError {
    const message = `${this.#url.origin} sent more than the ${this.#maxBytes.toLocaleString("en")} bytes that an answer may have.`;
    return new HttpError("too-large", message);
  }
}
