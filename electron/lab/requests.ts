import type { LiveSessionId } from "../../shared/session";
import { LIVE_SESSION_IDS } from "../../shared/session";
import type { HttpClient } from "../net/client";
import { fetchPost } from "../net/fetch-post";
import type { Post } from "../net/posts";
import type { ServerRequest, ServerRequestEnd } from "../net/posts-server";
import { fromPromise } from "../scheduler";
import type { Coroutine } from "../scheduler";
import { RequestOutcome } from "../../shared/events";
import type { Recorder } from "./recorder";

/** Where a request goes. */
export interface Target {
  baseUrl: string;
  /** Whether it is the lab's own server, which says what it saw of the request. */
  isOwn: boolean;
}

/** Whose request the lab's own server sees. */
export interface Asker {
  session: LiveSessionId;
  epoch: number;
  task: number;
}

/** The parameter by which the lab's own server knows whose request it answers. */
const ASKER_PARAMETER = "asker";

/** The HTTP requests of one session's coroutines, each of them recorded. */
export class Requests {
  readonly #owner: Omit<Asker, "task">;
  readonly #recorder: Recorder;
  readonly #client: HttpClient;
  readonly #target: () => Target;

  constructor(
    owner: Omit<Asker, "task">,
    recorder: Recorder,
    client: HttpClient,
    target: () => Target,
  ) {
    this.#owner = owner;
    this.#recorder = recorder;
    this.#client = client;
    this.#target = target;
  }

  fetchPost(post: number): Coroutine<Post> {
    return fromPromise((signal) => this.#fetch(post, signal));
  }

  async #fetch(post: number, signal: AbortSignal): Promise<Post> {
    const recorder = this.#recorder;
    const text = `GET /posts/${post}`;
    const task = recorder.runningTask;
    const request = recorder.requestStarted(text);
    recorder.labelNextWait(text);
    let isAnswered = false;
    const client: Pick<HttpClient, "get"> = {
      get: async (url, options) => {
        const response = await this.#client.get(url, options);
        isAnswered = true;
        recorder.requestEnded(task, request, RequestOutcome.ANSWERED, String(response.status));
        return response;
      },
    };
    try {
      return await fetchPost(client, this.#baseUrl(task), post, signal);
    } catch (error) {
      if (!isAnswered) {
        const outcome = signal.aborted ? RequestOutcome.ABORTED : RequestOutcome.FAILED;
        const reason = error instanceof Error ? error.message : String(error);
        recorder.requestEnded(task, request, outcome, signal.aborted ? "aborted" : reason);
      }
      throw error;
    }
  }

  #baseUrl(task: number): string {
    const { baseUrl, isOwn } = this.#target();
    if (!isOwn) return baseUrl;
    return signed(`${baseUrl}/`, { ...this.#owner, task });
  }
}

/** An address of the lab's own server, with whose request it is. */
export function signed(address: string, { session, epoch, task }: Asker): string {
  const url = new URL(address);
  url.searchParams.set(ASKER_PARAMETER, `${session}.${epoch}.${task}`);
  return url.href;
}

/** Who sent a request that the lab's own server saw; null for somebody outside of the lab. */
export function askerOf({ path }: ServerRequest): Asker | null {
  const query = new URLSearchParams(path.slice(pathOf(path).length));
  const [name, epoch, task] = (query.get(ASKER_PARAMETER) ?? "").split(".");
  const session = LIVE_SESSION_IDS.find((id) => id === name);
  return session === undefined ? null : { session, epoch: Number(epoch), task: Number(task) };
}

/** What the lab's own server saw of a request, in a sentence. */
export function serverSentence(end: ServerRequestEnd): string {
  const request = `${end.method} ${pathOf(end.path)}`;
  const after = `after ${Math.round(end.durationMs)} ms`;
  switch (end.outcome) {
    case "answered":
    case "failed":
      return `${request}: answered with ${end.status ?? "no status"} ${after}`;
    case "dropped":
      return `${request}: dropped the connection ${after}`;
    case "aborted":
      return `${request}: the client closed the connection ${after}`;
  }
}

function pathOf(target: string): string {
  const mark = target.indexOf("?");
  return mark < 0 ? target : target.slice(0, mark);
}
