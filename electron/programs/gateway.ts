import type { HttpClient, HttpResponse } from "../net/client";
import { HttpError } from "../net/http-error";
import { REACH_SITE_MS } from "./limits";
import type { HttpAnswer, HttpRequest } from "./protocol";

/** The site that tutorials fetch posts from. */
const SITE = "jsonplaceholder.typicode.com";

export interface GatewayOptions {
  readonly client: Pick<HttpClient, "get">;
  /** Where the lab gets its posts: its own server's address, or the base URL that the user set. */
  readonly postsUrl: () => string;
  /** The address of the lab's own server, whatever the user set. */
  readonly ownServer: () => string;
  /** Adds to an address of the lab's own server whose request it is, so that the server can say so. */
  readonly sign?: (address: string, task: number) => string;
  /** Whether programs may fetch from anywhere. */
  readonly allowsNetwork: () => boolean;
}

/**
 * The way of programs to HTTP. They reach the posts of the lab and the site that tutorials use;
 * anything else only if the user allows it.
 *
 * When the site cannot be reached, the lab's own server answers in its place, which has the same
 * posts under the same paths.
 */
export class Gateway {
  readonly #options: GatewayOptions;
  #siteIsOut = false;

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  /** Where the posts of the lab are. */
  get postsUrl(): string {
    return this.#options.postsUrl();
  }

  /**
   * Fetches for a program.
   * @param onRemark told once when the lab's own server stands in for the site
   * @returns an answer in any case; a refusal or an error as a sentence
   */
  async get(
    { url, task }: Omit<HttpRequest, "id">,
    signal: AbortSignal,
    onRemark: (text: string) => void,
  ): Promise<HttpAnswer> {
    try {
      return answerOf(await this.#fetch({ url, task }, signal, onRemark));
    } catch (error) {
      if (error instanceof HttpError) return { error: error.message, code: error.code };
      throw error;
    }
  }

  async #fetch(
    { url: address, task }: Omit<HttpRequest, "id">,
    signal: AbortSignal,
    onRemark: (text: string) => void,
  ): Promise<HttpResponse> {
    const { client, ownServer } = this.#options;
    // What is no address at all gets the client's own sentence.
    if (!URL.canParse(address)) return client.get(address, { signal });
    const url = new URL(address);
    this.#requireOpen(url);
    if (url.hostname === SITE) return this.#fetchFromSite(url, task, signal, onRemark);
    if (isAt(url, ownServer())) return this.#fetchFromOwn(url, task, signal);
    return client.get(address, { signal, onRedirect: this.#requireOpen });
  }

  /** Where a redirect leads to has to be open as well. @throws HttpError */
  readonly #requireOpen = (url: URL): void => {
    const { allowsNetwork, ownServer, postsUrl } = this.#options;
    const isKnown = url.hostname === SITE || isAt(url, ownServer()) || isAt(url, postsUrl());
    if (!isKnown && !allowsNetwork()) throw new HttpError("unreachable", refusal(url));
  };

  async #fetchFromSite(
    url: URL,
    task: number,
    signal: AbortSignal,
    onRemark: (text: string) => void,
  ): Promise<HttpResponse> {
    if (!this.#siteIsOut) {
      const soon = AbortSignal.any([signal, AbortSignal.timeout(REACH_SITE_MS)]);
      try {
        return await this.#options.client.get(url.href, {
          signal: soon,
          onRedirect: this.#requireOpen,
        });
      } catch (error) {
        if (!(error instanceof HttpError) || signal.aborted || !isOutOfReach(error)) throw error;
      }
      // Requests that were under way together all fail; the first one tells.
      if (!this.#siteIsOut) onRemark(standIn(this.#options.ownServer()));
      this.#siteIsOut = true;
    }
    const own = new URL(`${url.pathname}${url.search}`, this.#options.ownServer());
    return { ...(await this.#fetchFromOwn(own, task, signal)), url: url.href };
  }

  async #fetchFromOwn(url: URL, task: number, signal: AbortSignal): Promise<HttpResponse> {
    const { client, sign } = this.#options;
    const address = sign === undefined ? url.href : sign(url.href, task);
    return { ...(await client.get(address, { signal })), url: url.href };
  }
}

function isAt(url: URL, base: string): boolean {
  return URL.canParse(base) && new URL(base).origin === url.origin;
}

function isOutOfReach({ code }: HttpError): boolean {
  return ["unreachable", "insecure", "dropped", "not-http", "aborted", "timeout"].includes(code);
}

function standIn(server: string): string {
  return `${SITE} cannot be reached, so the lab's own server (${server}) answers in its place, with posts of its own.`;
}

function refusal(url: URL): string {
  return `Programs may not fetch from ${url.host}: only the lab's posts and ${SITE} are open to them, unless you allow the network.`;
}

function answerOf({ status, headers, text, url }: HttpResponse): HttpAnswer {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = typeof value === "string" ? value : value.join(", ");
  }
  return { status, headers: flat, text, url };
}
