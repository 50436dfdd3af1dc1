import type { RequestListener } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { HttpClient } from "./client";
import { fetchPost, postUrl } from "./fetch-post";
import { POSTS } from "./posts";
import { newHttpServer, newPostsServer, nextEnd, nextStart } from "./test-servers";

function newClient(): HttpClient {
  const client = new HttpClient();
  onTestFinished(() => client.close());
  return client;
}

/** Fetches post 1 from a server that answers like `listener`. */
async function fetchFrom(listener: RequestListener) {
  return fetchPost(newClient(), await newHttpServer(listener), 1);
}

describe("a post's address", () => {
  it.each([
    ["http://host", "http://host/posts/7"],
    ["http://host/", "http://host/posts/7"],
    ["https://host:8443/api/v1", "https://host:8443/api/v1/posts/7"],
    ["http://host/api//", "http://host/api/posts/7"],
    ["http://host/api?key=a%20b", "http://host/api/posts/7?key=a%20b"],
    ["http://host/#top", "http://host/posts/7"],
    ["http://[::1]:80/", "http://[::1]/posts/7"],
  ])("below %s is %s", (base, address) => {
    expect(postUrl(base, 7)).toBe(address);
  });

  it("needs a base that can be fetched from", () => {
    expect(() => postUrl("localhost:8080", 7)).toThrow(/has to begin with http/);
    expect(() => postUrl("", 7)).toThrow(/The address is empty/);
  });
});

describe("fetching a post", () => {
  it("gives it as the lab's own server has it", async () => {
    const { url } = await newPostsServer();
    expect(await fetchPost(newClient(), url, 42)).toEqual(POSTS[41]);
  });

  it("works with any server that answers in the form, whatever else it sends", async () => {
    const found = { userId: 2, id: 1, title: "A title", body: "A body" };
    const post = await fetchFrom((_request, response) =>
      response.end(JSON.stringify({ ...found, likes: 3 })),
    );
    expect(post).toEqual(found);
  });

  it("says which post is missing", async () => {
    const { url } = await newPostsServer();
    await expect(fetchPost(newClient(), url, 101)).rejects.toThrow(
      `${url} has no post 101: it answered with status 404.`,
    );
  });

  it("says which status came instead", async () => {
    const { url } = await newPostsServer({ dials: { errorRate: 1 } });
    await expect(fetchPost(newClient(), url, 1)).rejects.toMatchObject({
      code: "bad-status",
      message: `${url} answered with status 500 instead of post 1.`,
    });
  });

  it.each([
    ["a web page", "<!doctype html><title>Hello</title>", /is no JSON/],
    ["nothing", "", /is no JSON/],
    ["a list", "[]", /is no post: it has to be \{ userId, id, title, body \}/],
    ["null", "null", /is no post/],
    ["a post without a title", '{"userId":1,"id":1,"body":""}', /is no post/],
    ["a post with a number for a title", '{"userId":1,"id":1,"title":5,"body":""}', /is no post/],
  ])("says that %s is no post", async (_name, body, sentence) => {
    const request = fetchFrom((_request, response) => response.end(body));
    await expect(request).rejects.toMatchObject({
      code: "bad-body",
      message: expect.stringMatching(sentence) as unknown,
    });
  });

  it("is aborted by its signal, which the server sees", async () => {
    const server = await newPostsServer({ dials: { latencyMs: 60_000 } });
    const abort = new AbortController();
    const [started, ended] = [nextStart(server), nextEnd(server)];
    const request = fetchPost(newClient(), server.url, 1, abort.signal);
    await started;
    abort.abort();
    await expect(request).rejects.toMatchObject({ code: "aborted" });
    expect((await ended).outcome).toBe("aborted");
  });
});
