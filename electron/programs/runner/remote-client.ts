import type { GetOptions, HttpClient, HttpResponse } from "../../net/client";
import { HttpError } from "../../net/http-error";
import type { HttpErrorCode } from "../../net/http-error";
import type { FromRunner, HttpAnswer } from "../protocol";

/** The lab's HTTP client, as a program's thread sees it: it asks, and the lab fetches. */
export class RemoteClient implements Pick<HttpClient, "get"> {
  readonly #post: (message: FromRunner) => void;
  readonly #runningTask: () => number;
  readonly #waiting = new Map<number, (answer: HttpAnswer) => void>();
  #last = 0;

  constructor(post: (message: FromRunner) => void, runningTask: () => number) {
    this.#post = post;
    this.#runningTask = runningTask;
  }

  /** @throws HttpError for everything but a complete answer */
  async get(url: string, { signal }: GetOptions = {}): Promise<HttpResponse> {
    const id = (this.#last += 1);
    const started = performance.now();
    this.#post({ type: "http", id, url, task: this.#runningTask() });
    const answer = await new Promise<HttpAnswer>((resolve) => {
      this.#waiting.set(id, resolve);
      signal?.addEventListener("abort", () => {
        if (!this.#waiting.delete(id)) return;
        this.#post({ type: "http-abort", id });
        resolve({ error: `The request for ${url} was aborted.`, code: "aborted" });
      });
    });
    if ("error" in answer) throw new HttpError(answer.code as HttpErrorCode, answer.error);
    return { ...answer, durationMs: performance.now() - started };
  }

  answered(id: number, answer: HttpAnswer): void {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
  }
}
