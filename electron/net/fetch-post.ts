import { z } from "zod";
import { parseAddress } from "./address";
import type { HttpClient, HttpResponse } from "./client";
import { HttpError } from "./http-error";
import type { Post } from "./posts";

const post = z.object({ userId: z.number(), id: z.number(), title: z.string(), body: z.string() });

/**
 * Fetches a post from the server at `baseUrl`: the lab's own, or any other that answers
 * `/posts/:id` with `{ userId, id, title, body }`.
 * @throws HttpError if there is no such post, or what came is none
 */
export async function fetchPost(
  client: Pick<HttpClient, "get">,
  baseUrl: string,
  id: number,
  signal?: AbortSignal,
): Promise<Post> {
  const response = await client.get(postUrl(baseUrl, id), signal === undefined ? {} : { signal });
  checkStatus(response, id);
  return readPost(response);
}

/**
 * `<baseUrl>/posts/<id>`: below the base's path, with its query.
 * @throws HttpError if nothing can be fetched from `baseUrl`
 */
export function postUrl(baseUrl: string, id: number): string {
  const url = parseAddress(baseUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/posts/${id}`;
  url.hash = "";
  return url.href;
}

function checkStatus({ status, url }: HttpResponse, id: number): void {
  if (status >= 200 && status < 300) return;
  const { origin } = new URL(url);
  const message =
    status === 404
      ? `${origin} has no post ${id}: it answered with status 404.`
      : `${origin} answered with status ${status} instead of post ${id}.`;
  throw new HttpError("bad-status", message);
}

function readPost({ text, url }: HttpResponse): Post {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new HttpError("bad-body", `The answer of ${url} is no JSON.`, { cause: error });
  }
  const parsed = post.safeParse(value);
  if (parsed.success) return parsed.data;
  const message = `The answer of ${url} is no post: it has to be { userId, id, title, body }.`;
  throw new HttpError("bad-body", message, { cause: parsed.error });
}
