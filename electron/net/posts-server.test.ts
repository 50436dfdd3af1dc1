import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { HttpClient } from "./client";
import type { Dials } from "./dials";
import { HttpError } from "./http-error";
import { PostsServer } from "./posts-server";
import type { ServerOutcome } from "./posts-server";
import { seededRandom } from "./seeded-random";
import { newPostsServer, nextEnd, nextStart } from "./test-servers";

function newClient(): HttpClient {
  const client = new HttpClient();
  onTestFinished(() => client.close());
  return client;
}

/** How `count` requests end, one after the other, under `dials` and the chance of seed 11. */
async function outcomes(dials: Partial<Dials>, count: number): Promise<ServerOutcome[]> {
  const server = await newPostsServer({ dials, random: seededRandom(11) });
  const client = newClient();
  const seen: ServerOutcome[] = [];
  for (let i = 0; i < count; i += 1) {
    const end = nextEnd(server);
    await client.get(`${server.url}/posts/1`).catch((error: unknown) => {
      expect(error).toBeInstanceOf(HttpError);
    });
    seen.push((await end).outcome);
  }
  return seen;
}

describe("the posts server", () => {
  it("listens on this machine alone, and says where", async () => {
    const server = new PostsServer();
    onTestFinished(() => server.close());
    expect(() => server.url).toThrow(/start it first/);
    const url = await server.start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(server.url).toBe(url);
    await expect(server.start()).rejects.toThrow(/started already/);
  });

  it("says that its port is taken, and can be started again elsewhere in time", async () => {
    const first = await newPostsServer();
    const port = Number(new URL(first.url).port);
    const second = new PostsServer({ port });
    onTestFinished(() => second.close());
    await expect(second.start()).rejects.toThrow(`cannot listen on 127.0.0.1:${port}`);
    await first.close();
    expect(await second.start()).toBe(`http://127.0.0.1:${port}`);
  });

  it("answers and counts", async () => {
    const server = await newPostsServer();
    const client = newClient();
    const end = nextEnd(server);
    await client.get(`${server.url}/posts/9`);
    expect(await end).toMatchObject({
      id: 1,
      method: "GET",
      path: "/posts/9",
      outcome: "answered",
      status: 200,
    });
    const nextOne = nextEnd(server);
    await client.get(`${server.url}/nothing`);
    await nextOne;
    expect(server.statistics).toEqual({
      received: 2,
      inFlight: 0,
      answered: 2,
      failed: 0,
      dropped: 0,
      aborted: 0,
    });
  });

  it("answers HEAD without a body", async () => {
    const { url } = await newPostsServer();
    const request = httpRequest(`${url}/posts/1`, { method: "HEAD" }).end();
    const [response] = (await once(request, "response")) as [NodeJS.ReadableStream];
    expect(await response[Symbol.asyncIterator]().next()).toMatchObject({ done: true });
  });

  it("lets no web page from elsewhere read its answers", async () => {
    const { url } = await newPostsServer();
    const { headers } = await newClient().get(`${url}/posts/1`);
    expect(headers).not.toHaveProperty("access-control-allow-origin");
  });

  it("takes as long as its latency says", async () => {
    const server = await newPostsServer({ dials: { latencyMs: 60 } });
    const end = nextEnd(server);
    await newClient().get(`${server.url}/posts/1`);
    // Timers may fire a little early.
    expect((await end).durationMs).toBeGreaterThan(55);
  });

  it("serves requests side by side", async () => {
    const server = await newPostsServer({ dials: { latencyMs: 60_000 } });
    const client = newClient();
    const abort = new AbortController();
    const { signal } = abort;
    const all = Array.from({ length: 50 }, (_, i) =>
      client.get(`${server.url}/posts/${i + 1}`, { signal }),
    );
    const over = Promise.allSettled(all);
    // None of them is answered before all are there.
    await expect.poll(() => server.statistics.inFlight).toBe(50);
    abort.abort();
    await over;
  });

  it("leaves requests in flight the dials that they came with", async () => {
    const server = await newPostsServer({ dials: { latencyMs: 50 } });
    const [started, end] = [nextStart(server), nextEnd(server)];
    const request = newClient().get(`${server.url}/posts/1`);
    await started;
    server.setDials({ latencyMs: 0, errorRate: 1 });
    expect((await request).status).toBe(200);
    expect((await end).durationMs).toBeGreaterThan(45);
  });

  it("turns no dial when one of them is out of range", async () => {
    const server = await newPostsServer();
    expect(() => server.setDials({ latencyMs: 5, errorRate: 2 })).toThrow(/errorRate/);
    expect(server.dials.latencyMs).toBe(0);
  });

  it("fails a share of requests, the same ones for the same seed", async () => {
    const seen = await outcomes({ errorRate: 0.5 }, 20);
    expect(new Set(seen)).toEqual(new Set(["answered", "failed"]));
    expect(await outcomes({ errorRate: 0.5 }, 20)).toEqual(seen);
  });

  it("drops a share of connections, the same ones for the same seed", async () => {
    const seen = await outcomes({ dropRate: 0.5 }, 20);
    expect(new Set(seen)).toEqual(new Set(["answered", "dropped"]));
    expect(await outcomes({ dropRate: 0.5 }, 20)).toEqual(seen);
  });

  it("sends a JSON error where the dial asks for one", async () => {
    const { url } = await newPostsServer({ dials: { errorRate: 1 } });
    const { status, text } = await newClient().get(`${url}/posts/1`);
    expect(status).toBe(500);
    expect(JSON.parse(text)).toHaveProperty("error");
  });

  it("sees a client go away before the answer", async () => {
    const server = await newPostsServer({ dials: { latencyMs: 60_000 } });
    const [started, end] = [nextStart(server), nextEnd(server)];
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    socket.write("GET /posts/5 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await started;
    expect(server.statistics.inFlight).toBe(1);
    socket.destroy();
    expect(await end).toMatchObject({ path: "/posts/5", outcome: "aborted" });
    expect(await end).not.toHaveProperty("status");
    expect(server.statistics).toMatchObject({ inFlight: 0, aborted: 1 });
  });

  it("drops what is in flight when it closes, and lets go of its port", async () => {
    const server = await newPostsServer({ dials: { latencyMs: 60_000 } });
    const { url } = server;
    const client = newClient();
    const [started, end] = [nextStart(server), nextEnd(server)];
    const request = client.get(`${url}/posts/1`);
    const refused = expect(request).rejects.toMatchObject({ code: "dropped" });
    await started;
    await server.close();
    await refused;
    expect((await end).outcome).toBe("dropped");
    await expect(client.get(url)).rejects.toMatchObject({ code: "unreachable" });
    await server.close();
  });

  it("tells a listener nothing more once it has left", async () => {
    const server = await newPostsServer();
    const seen: number[] = [];
    const off = server.onRequestEnd(({ id }) => seen.push(id));
    const client = newClient();
    const get = async () => {
      const end = nextEnd(server);
      await client.get(`${server.url}/posts/1`);
      await end;
    };
    await get();
    off();
    await get();
    expect(seen).toEqual([1]);
  });
});
