import { POSTS } from "./posts";

/** An answer, ready to be written. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | number>;
  readonly body: Buffer;
}

/** Serialised once: an answer costs no JSON. */
const ALL_POSTS = jsonAnswer(200, POSTS);
const SINGLE_POSTS = new Map(POSTS.map((post) => [String(post.id), jsonAnswer(200, post)]));

/**
 * What the posts server says to a request.
 * @param target path and query, as they stand in the request
 */
export function answerTo(method: string, target: string): Answer {
  const [path, query] = split(target);
  if (path !== "/posts" && !path.startsWith("/posts/")) {
    return jsonAnswer(404, { error: `no ${path}: there is /posts and /posts/1 to /posts/100` });
  }
  if (method !== "GET" && method !== "HEAD") {
    return jsonAnswer(405, { error: `${method} is not possible: posts can only be read` }, ALLOW);
  }
  const id = path.slice("/posts/".length);
  if (id === "") return listPosts(query);
  return SINGLE_POSTS.get(id) ?? jsonAnswer(404, { error: `no post ${id}` });
}

const ALLOW = { allow: "GET, HEAD" };

function listPosts(query: URLSearchParams): Answer {
  const userId = query.get("userId");
  if (userId === null) return ALL_POSTS;
  if (!/^\d+$/.test(userId)) {
    return jsonAnswer(400, { error: `userId has to be a whole number, not "${userId}"` });
  }
  const writer = Number(userId);
  return jsonAnswer(
    200,
    POSTS.filter((post) => post.userId === writer),
  );
}

export function jsonAnswer(
  status: number,
  value: unknown,
  extraHeaders: Record<string, string> = {},
): Answer {
  const body = Buffer.from(JSON.stringify(value));
  return {
    status,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-length": body.length,
      ...extraHeaders,
    },
    body,
  };
}

const NO_QUERY = new URLSearchParams();

function split(target: string): [path: string, query: URLSearchParams] {
  const mark = target.indexOf("?");
  if (mark < 0) return [target, NO_QUERY];
  return [target.slice(0, mark), new URLSearchParams(target.slice(mark + 1))];
}
