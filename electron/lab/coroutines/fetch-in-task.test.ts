import { describe, expect, it, onTestFinished } from "vitest";
import { CancelledError, createTask, fromPromise, gather, run } from "../../scheduler";
import type { Coroutine } from "../../scheduler";
import { HttpClient } from "../../net/client";
import { fetchPost } from "../../net/fetch-post";
import { POSTS } from "../../net/posts";
import type { Post } from "../../net/posts";
import { newHttpServer, newPostsServer, nextEnd, nextStart } from "../../net/test-servers";

function newClient(): HttpClient {
  const client = new HttpClient();
  onTestFinished(() => client.close());
  return client;
}

describe("a task that fetches", () => {
  it("loses its connection when it is cancelled, and the server sees it", async () => {
    const server = await newPostsServer({ dials: { latencyMs: 60_000 } });
    const client = newClient();
    const [started, ended] = [nextStart(server), nextEnd(server)];

    function* main(): Coroutine<string> {
      const task = createTask(fromPromise((signal) => fetchPost(client, server.url, 7, signal)));
      yield* fromPromise(() => started);
      expect(task.cancel("not needed any more")).toBe(true);
      try {
        yield* task;
        return "it went on";
      } catch (error) {
        expect(error).toBeInstanceOf(CancelledError);
        expect(task.cancelled()).toBe(true);
        return "it was cancelled";
      }
    }

    expect(await run(main())).toBe("it was cancelled");
    expect(await ended).toMatchObject({ path: "/posts/7", outcome: "aborted" });
    expect(server.statistics).toMatchObject({ received: 1, inFlight: 0, aborted: 1 });
  });

  it("shares the wait with the others: ten take as long as one", async () => {
    // It answers nobody before all of them have asked.
    const waiting: (() => void)[] = [];
    const url = await newHttpServer((request, response) => {
      const post = POSTS.find(({ id }) => request.url === `/posts/${id}`);
      if (waiting.push(() => response.end(JSON.stringify(post))) < 10) return;
      for (const answer of waiting) answer();
    });
    const client = newClient();

    const fetch = (id: number) => fromPromise((signal) => fetchPost(client, url, id, signal));
    function* main(): Coroutine<Post[]> {
      return yield* gather(Array.from({ length: 10 }, (_, i) => fetch(i + 1)));
    }

    expect(await run(main())).toEqual(POSTS.slice(0, 10));
  });

  it("fails with a sentence that says why", async () => {
    const { url } = await newPostsServer();
    const client = newClient();
    const fetch = fromPromise((signal) => fetchPost(client, url, 1_000, signal));
    await expect(run(fetch)).rejects.toThrow(`${url} has no post 1000`);
  });
});
