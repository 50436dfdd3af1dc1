import { describe, expect, it } from "vitest";
import { POSTS } from "./posts";
import { answerTo } from "./posts-routes";

function ask(target: string, method = "GET"): [status: number, value: unknown] {
  const { status, body } = answerTo(method, target);
  return [status, JSON.parse(body.toString())];
}

describe("the routes of the posts server", () => {
  it("lead to all posts, to those of a user, and to one", () => {
    expect(ask("/posts")).toEqual([200, POSTS]);
    expect(ask("/posts/")).toEqual([200, POSTS]);
    expect(ask("/posts?userId=3")).toEqual([200, POSTS.slice(20, 30)]);
    expect(ask("/posts?userId=11")).toEqual([200, []]);
    expect(ask("/posts/1")).toEqual([200, POSTS[0]]);
    expect(ask("/posts/100?from=anywhere")).toEqual([200, POSTS[99]]);
  });

  it.each(["0", "101", "-1", "1.0", "01", "1e1", "one", "1/comments", "%31"])(
    "say in JSON that there is no post %s",
    (id) => {
      expect(ask(`/posts/${id}`)).toEqual([404, { error: `no post ${id}` }]);
    },
  );

  it.each(["/", "/post", "/postscript", "*"])("say in JSON where else to go than %s", (target) => {
    const sentence = `no ${target}: there is /posts and /posts/1 to /posts/100`;
    expect(ask(target)).toEqual([404, { error: sentence }]);
  });

  it("refuse a user who is no number", () => {
    expect(ask("/posts?userId=me")).toEqual([
      400,
      { error: 'userId has to be a whole number, not "me"' },
    ]);
  });

  it("can only be read", () => {
    expect(ask("/posts/1", "DELETE")[0]).toBe(405);
    expect(answerTo("POST", "/posts").headers["allow"]).toBe("GET, HEAD");
    expect(answerTo("HEAD", "/posts/1").status).toBe(200);
  });

  it("give the length in bytes, not in letters", () => {
    const { headers, body } = answerTo("GET", "/posts/%E2%9C%93✓");
    expect(headers["content-length"]).toBe(body.length);
    expect(headers["content-type"]).toBe("application/json; charset=utf-8");
  });
});
