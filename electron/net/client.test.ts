import type { ServerResponse } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { HttpClient } from "./client";
import type { HttpLimits } from "./client";
import { HttpError } from "./http-error";
import type { HttpErrorCode } from "./http-error";
import {
  newHttpServer,
  newPostsServer,
  newTcpServer,
  nextEnd,
  nextStart,
  unusedAddress,
} from "./test-servers";

function newClient(limits: Partial<HttpLimits> = {}): HttpClient {
  const client = new HttpClient(limits);
  onTestFinished(() => client.close());
  return client;
}

async function errorOf(promise: Promise<unknown>): Promise<HttpError> {
  const error: unknown = await promise.then(
    () => new Error("the request succeeded"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HttpError);
  return error as HttpError;
}

async function expectError(
  promise: Promise<unknown>,
  code: HttpErrorCode,
  sentence: RegExp,
): Promise<void> {
  const error = await errorOf(promise);
  expect([error.code, error.message]).toEqual([code, expect.stringMatching(sentence)]);
}

describe("a request", () => {
  it("gives status, headers, text, address and duration", async () => {
    const { url } = await newPostsServer({ dials: { latencyMs: 30 } });
    const response = await newClient().get(`${url}/posts/7`);
    expect(response.status).toBe(200);
    expect(response.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(JSON.parse(response.text)).toMatchObject({ id: 7, userId: 1 });
    expect(response.url).toBe(`${url}/posts/7`);
    // Timers may fire a little early.
    expect(response.durationMs).toBeGreaterThan(25);
  });

  it("gives an answer whose status says no as it is", async () => {
    const { url } = await newPostsServer();
    const response = await newClient().get(`${url}/posts/101`);
    expect([response.status, response.text]).toEqual([404, '{"error":"no post 101"}']);
  });

  it("reads a body that comes in pieces, across a letter of several bytes", async () => {
    const url = await newHttpServer((_request, response) => {
      const bytes = Buffer.from("grün ✓");
      response.write(bytes.subarray(0, 3));
      setTimeout(() => response.end(bytes.subarray(3)), 10);
    });
    expect((await newClient().get(url)).text).toBe("grün ✓");
  });

  it("passes over what only announces the answer", async () => {
    const url = await newTcpServer((socket) =>
      socket.end("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
    );
    const { status, text } = await newClient().get(url);
    expect([status, text]).toEqual([200, "ok"]);
  });

  it("uses the connections of those before it", async () => {
    const ports = new Set<number | undefined>();
    const url = await newHttpServer((request, response) => {
      ports.add(request.socket.remotePort);
      response.end("ok");
    });
    const client = newClient();
    for (let i = 0; i < 20; i += 1) await client.get(url);
    // undici frees a connection only after it told of the answer: two take turns.
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it("follows redirects, relative and to another server, and says where it ended", async () => {
    const { url: target } = await newPostsServer();
    const url = await newHttpServer((request, response) => {
      const location = request.url === "/old" ? "/newer" : `${target}/posts/3`;
      response.writeHead(request.url === "/old" ? 301 : 307, { location }).end();
    });
    const response = await newClient().get(`${url}/old`);
    expect(response.url).toBe(`${target}/posts/3`);
    expect(JSON.parse(response.text)).toMatchObject({ id: 3 });
  });
});

describe("an aborted request", () => {
  it("loses its connection at once, and the server sees it", async () => {
    const server = await newPostsServer({ dials: { latencyMs: 60_000 } });
    const abort = new AbortController();
    const [started, ended] = [nextStart(server), nextEnd(server)];
    const request = newClient().get(`${server.url}/posts/1`, { signal: abort.signal });
    await started;
    abort.abort(new Error("not needed any more"));
    const error = await errorOf(request);
    expect(error.code).toBe("aborted");
    expect(error.cause).toEqual(new Error("not needed any more"));
    expect(await ended).toMatchObject({ path: "/posts/1", outcome: "aborted" });
    expect(server.statistics).toMatchObject({ received: 1, inFlight: 0, aborted: 1 });
  });

  it("stops in the middle of the body", async () => {
    let lost!: () => void;
    const connectionLost = new Promise<void>((resolve) => (lost = resolve));
    const abort = new AbortController();
    const url = await newHttpServer((_request, response) => {
      response.on("close", lost);
      response.write("the first half");
      setTimeout(() => abort.abort(), 20);
    });
    await expectError(newClient().get(url, { signal: abort.signal }), "aborted", /aborted/);
    await connectionLost;
  });

  it("never leaves when its signal was aborted before", async () => {
    const server = await newPostsServer();
    const request = newClient().get(server.url, { signal: AbortSignal.abort() });
    await expectError(request, "aborted", /aborted/);
    expect(server.statistics.received).toBe(0);
  });

  it("settles while the connection is still being made, and is not sent then", async () => {
    const server = await newPostsServer();
    const abort = new AbortController();
    const client = newClient();
    const request = client.get(`${server.url}/posts/1`, { signal: abort.signal });
    // undici connects in a later turn of the loop: this comes first.
    queueMicrotask(() => abort.abort());
    await expectError(request, "aborted", /aborted/);
    await client.get(`${server.url}/posts/2`);
    expect(server.statistics.received).toBe(1);
  });

  it("gives up its turn when it waits for one", async () => {
    const server = await newPostsServer({ dials: { latencyMs: 40 } });
    const client = newClient({ connections: 1 });
    const abort = new AbortController();
    const paths: string[] = [];
    server.onRequestStart(({ path }) => paths.push(path));
    const first = client.get(`${server.url}/posts/1`);
    const second = client.get(`${server.url}/posts/2`, { signal: abort.signal });
    const third = client.get(`${server.url}/posts/3`);
    abort.abort();
    await expectError(second, "aborted", /aborted/);
    await Promise.all([first, third]);
    expect(paths).toEqual(["/posts/1", "/posts/3"]);
  });

  it("leaves no listener on its signal", async () => {
    const { url } = await newPostsServer();
    const listeners = new Set<unknown>();
    const { signal } = new AbortController();
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners.add(args[1]);
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners.delete(args[1]);
      remove(...args);
    };
    await newClient().get(`${url}/posts/1`, { signal });
    expect(listeners.size).toBe(0);
  });
});

describe("a limit", () => {
  it("of time ends a request that nobody answers", async () => {
    const url = await newTcpServer(() => {});
    await expectError(
      newClient({ timeMs: 50 }).get(url),
      "timeout",
      /no whole answer within 0.05 s/,
    );
  });

  it("of time counts to the last byte: a slow drip does not go on for ever", async () => {
    const url = await newHttpServer((_request, response) => {
      const drip = setInterval(() => response.write("."), 10);
      response.on("close", () => clearInterval(drip));
    });
    await expectError(newClient({ timeMs: 100 }).get(url), "timeout", /within 0.1 s/);
  });

  it("of time leaves out the wait for a turn", async () => {
    const server = await newPostsServer({ dials: { latencyMs: 100 } });
    const client = newClient({ connections: 1, timeMs: 1_000 });
    const all = Array.from({ length: 15 }, (_, i) => client.get(`${server.url}/posts/${i + 1}`));
    expect((await Promise.all(all)).map(({ status }) => status)).toEqual(Array(15).fill(200));
  });

  it("of bytes refuses a body that is announced too large before it comes", async () => {
    const url = await newHttpServer((_request, response) => {
      response.writeHead(200, { "content-length": 10_000 });
      response.flushHeaders();
    });
    await expectError(
      newClient({ bytes: 9_999 }).get(url),
      "too-large",
      /more than the 9,999 bytes/,
    );
  });

  it("of bytes ends a body without end", async () => {
    let sent = 0;
    const url = await newHttpServer((_request, response) => {
      const pour = () => {
        while (!response.destroyed && response.write(Buffer.alloc(1_000))) sent += 1_000;
      };
      response.on("drain", pour);
      pour();
    });
    await expectError(newClient({ bytes: 100_000 }).get(url), "too-large", /more than the 100,000/);
    expect(sent).toBeGreaterThanOrEqual(100_000);
  });

  it("of bytes lets an answer through that just fits", async () => {
    const url = await newHttpServer((_request, response) => response.end("x".repeat(1_000)));
    expect((await newClient({ bytes: 1_000 }).get(url)).text).toHaveLength(1_000);
  });

  it("of redirects ends a loop", async () => {
    let requests = 0;
    const url = await newHttpServer((_request, response) => {
      requests += 1;
      response.writeHead(302, { location: "/again" }).end();
    });
    const request = newClient({ redirects: 3 }).get(url);
    await expectError(request, "too-many-redirects", /redirected more than 3 times/);
    expect(requests).toBe(4);
  });

  it("of connections holds however many requests there are", async () => {
    const open: ServerResponse[] = [];
    let most = 0;
    const url = await newHttpServer((_request, response) => {
      most = Math.max(most, open.push(response));
      // All that may come are there: what comes besides would come soon.
      if (open.length === 4) setTimeout(() => open.splice(0).forEach((one) => one.end()), 5);
    });
    const client = newClient({ connections: 4 });
    await Promise.all(Array.from({ length: 40 }, () => client.get(url)));
    expect(most).toBe(4);
  });
});

describe("an error", () => {
  it.each([
    ["", "bad-url", /The address is empty/],
    ["posts/1", "bad-url", /"posts\/1" is no web address: one looks like http/],
    ["http://", "bad-url", /is no web address/],
    ["http://127.0.0.1:99999", "bad-url", /is no web address/],
    ["ftp://127.0.0.1/posts", "unsupported-scheme", /has to begin with http:\/\/ or https:\/\//],
    ["localhost:8080/posts", "unsupported-scheme", /has to begin with http:\/\/ or https:\/\//],
    ["file:///etc/passwd", "unsupported-scheme", /has to begin with/],
    ["http://me:secret@127.0.0.1/", "bad-url", /^(?!.*secret).*user name or password/],
  ] as const)("says what is wrong with the address %j", async (address, code, sentence) => {
    await expectError(newClient().get(address), code, sentence);
  });

  it("says that nothing listens", async () => {
    const address = await unusedAddress();
    const request = newClient().get(`${address}/posts/1`);
    await expectError(request, "unreachable", new RegExp(`Nothing listens at ${address}\\.`));
  });

  it("says that there is no such machine", async () => {
    const request = newClient().get("http://nowhere.invalid/posts/1");
    await expectError(request, "unreachable", /no machine called nowhere.invalid/);
  });

  it("says that the connection was dropped, before the answer and inside of it", async () => {
    const { url } = await newPostsServer({ dials: { dropRate: 1 } });
    await expectError(newClient().get(`${url}/posts/1`), "dropped", /closed the connection/);
    for (const beginning of [
      "HTTP/1.1 200 OK\r\nContent-Le",
      "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nonly ",
    ]) {
      const halfway = await newTcpServer((socket) => socket.end(beginning));
      await expectError(newClient().get(halfway), "dropped", /closed the connection/);
    }
  });

  it("says that the connection was reset", async () => {
    const url = await newTcpServer((socket) => socket.resetAndDestroy());
    await expectError(newClient().get(url), "dropped", /closed the connection/);
  });

  it("says that what came is no HTTP", async () => {
    const url = await newTcpServer((socket) => socket.write("220 mail.example ready\r\n"));
    await expectError(newClient().get(url), "not-http", /does not speak HTTP/);
  });

  it("says that headers are endless", async () => {
    const url = await newTcpServer((socket) =>
      socket.write(`HTTP/1.1 200 OK\r\n${"X-Pad: xxxxxxxxxxxxxxxx\r\n".repeat(4_000)}`),
    );
    await expectError(newClient().get(url), "too-large", /more headers/);
  });

  it("says that a server speaks no TLS", async () => {
    const url = await newHttpServer((_request, response) => response.end());
    const request = newClient().get(url.replace("http:", "https:"));
    await expectError(request, "insecure", /No secure connection/);
  });

  it("says where a redirect leads that cannot be followed", async () => {
    for (const location of ["file:///etc/passwd", "http://[", "mailto:me@example.com"]) {
      const url = await newHttpServer((_request, response) =>
        response.writeHead(302, { location }).end(),
      );
      await expectError(
        newClient().get(url),
        "bad-redirect",
        /redirects to ".*", which is no http/,
      );
    }
  });

  it("says that an answer is compressed", async () => {
    const url = await newHttpServer((_request, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end("not really"),
    );
    await expectError(newClient().get(url), "compressed", /compressed its answer \(gzip\)/);
  });

  it("keeps a long address short", async () => {
    const { message } = await errorOf(newClient().get(`gopher://${"x".repeat(5_000)}`));
    expect(message.length).toBeLessThan(250);
  });

  it("does not spoil the requests that follow", async () => {
    const server = await newPostsServer({ dials: { dropRate: 1 } });
    const client = newClient({ connections: 1 });
    await expectError(client.get(`${server.url}/posts/1`), "dropped", /closed/);
    server.setDials({ dropRate: 0 });
    expect((await client.get(`${server.url}/posts/1`)).status).toBe(200);
  });
});

describe("a client that closes", () => {
  it("ends its requests, those that wait included, and takes no more", async () => {
    const server = await newPostsServer({ dials: { latencyMs: 60_000 } });
    const client = newClient({ connections: 1 });
    const [started, ended] = [nextStart(server), nextEnd(server)];
    const requests = [1, 2].map((id) => errorOf(client.get(`${server.url}/posts/${id}`)));
    await started;
    await client.close();
    expect((await Promise.all(requests)).map(({ code }) => code)).toEqual(["closed", "closed"]);
    expect((await ended).outcome).toBe("aborted");
    await expectError(client.get(server.url), "closed", /client is closed/);
  });
});
