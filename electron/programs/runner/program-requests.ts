import { RequestOutcome } from "../../../shared/events";
import type { Recorder } from "../../lab/recorder";
import type { HttpClient, HttpResponse } from "../../net/client";
import { fetchPost } from "../../net/fetch-post";
import type { Post } from "../../net/posts";
import { fromPromise } from "../../scheduler";
import type { Coroutine } from "../../scheduler";

/** An answer as a program sees it. */
export interface ProgramResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: HttpResponse["headers"];
  readonly text: string;
  readonly url: string;
  /** @throws SyntaxError if the text is no JSON */
  json(): unknown;
}

/** The HTTP requests of a program, each of them recorded. */
export class ProgramRequests {
  readonly #recorder: Recorder;
  readonly #client: Pick<HttpClient, "get">;
  readonly #postsUrl: string;

  constructor(recorder: Recorder, client: Pick<HttpClient, "get">, postsUrl: string) {
    this.#recorder = recorder;
    this.#client = client;
    this.#postsUrl = postsUrl;
  }

  /** Fetches `url`, whatever its status. Cancelling it closes the connection. */
  get(url: string): Coroutine<ProgramResponse> {
    return fromPromise(async (signal) => {
      const { status, headers, text, url: from } = await this.#get(url, signal);
      return { status, headers, text, url: from, json: (): unknown => JSON.parse(text) };
    });
  }

  /** Fetches a post from where the lab gets them. */
  fetchPost(post: number): Coroutine<Post> {
    const client = {
      get: (url: string, { signal }: { signal?: AbortSignal } = {}) => this.#get(url, signal!),
    };
    return fromPromise((signal) => fetchPost(client, this.#postsUrl, post, signal));
  }

  async #get(url: string, signal: AbortSignal): Promise<HttpResponse> {
    const recorder = this.#recorder;
    const text = requestText(url);
    const task = recorder.runningTask;
    const request = recorder.requestStarted(text);
    recorder.labelNextWait(text);
    let isOver = false;
    const end = (outcome: RequestOutcome, told: string): void => {
      if (isOver) return;
      isOver = true;
      recorder.requestEnded(task, request, outcome, told);
    };
    // A task that is cancelled ends in the very step that aborts its request.
    signal.addEventListener("abort", () => end(RequestOutcome.ABORTED, "aborted"));
    try {
      const response = await this.#client.get(url, { signal });
      end(RequestOutcome.ANSWERED, String(response.status));
      return response;
    } catch (error) {
      end(RequestOutcome.FAILED, error instanceof Error ? error.message : String(error));
      throw error;
    }
  }
}

function requestText(url: string): string {
  if (!URL.canParse(url)) return `GET ${url}`;
  const { pathname, search } = new URL(url);
  return `GET ${pathname}${search}`;
}
