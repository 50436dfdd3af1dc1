import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import {
  command,
  newHost,
  openSocket,
  Page,
  refusal,
  send,
  SmallLab,
} from "./__tests__/small-host";
import { MAX_COMMAND_BYTES } from "./commands";
import { serveWeb } from "./serve";
import { MAX_STREAM_REQUEST_BYTES } from "./stream";

describe("the page", () => {
  it("is served with a strict policy, without a token", async () => {
    const host = await newHost();
    const { status, headers, text } = await send(host, "/");
    expect([status, text]).toEqual([200, "<!doctype html><title>Tasklab</title>"]);
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(headers["content-security-policy"]).toContain(
      `connect-src 'self' ws://127.0.0.1:${host.port} ws://localhost:${host.port};`,
    );
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    });
    expect((await send(host, "/assets/index.js")).headers["content-type"]).toMatch(/javascript/);
  });

  it("is sent again only when it has changed", async () => {
    const host = await newHost();
    const { etag, "cache-control": caching } = (await send(host, "/")).headers;
    expect(caching).toBe("no-cache");
    const again = await send(host, "/", { headers: { "if-none-match": etag! } });
    expect([again.status, again.text]).toEqual([304, ""]);
  });

  it("can only be read", async () => {
    const host = await newHost();
    const head = await send(host, "/", { method: "HEAD" });
    expect([head.status, head.text]).toEqual([200, ""]);
    const post = await send(host, "/", { method: "POST" }, "{}");
    expect([post.status, post.headers.allow]).toEqual([405, "GET, HEAD"]);
  });

  it.each([
    "/missing.js",
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/assets/../../secret.txt",
    "/assets/..%5c..%5csecret.txt",
    "//etc/passwd",
    "/%00",
    "/%ff",
  ])("does not have %s", async (path) => {
    const { status, text } = await send(await newHost(), path);
    expect(status).toBe(404);
    expect(JSON.parse(text)).toMatchObject({ ok: false, error: { code: "not-found" } });
  });
});

describe("a command", () => {
  it("is carried out for who has the token", async () => {
    const { status, headers, text } = await command(
      await newHost(),
      "tasks.cancelAll",
      '{"session":"playground"}',
    );
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({ ok: true, value: { accepted: 3 } });
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers).not.toHaveProperty("access-control-allow-origin");
  });

  it("is refused without the token, with the reason", async () => {
    const host = await newHost();
    for (const authorization of ["", "Bearer nonsense", `Basic ${host.token}`]) {
      const { status, text } = await command(host, "tasks.cancelAll", "{}", { authorization });
      expect(status).toBe(401);
      expect(text).toMatch(/the whole address that it printed/);
    }
    expect(host.warnings).toHaveLength(3);
  });

  it.each([
    ["another name for this machine", { host: "rebound.example:80" }],
    ["a page of another site", { origin: "https://evil.example" }],
    ["a page from a file", { origin: "null" }],
  ])("is refused from %s, even with the token", async (_name, headers) => {
    const host = await newHost();
    const { status, text } = await command(
      host,
      "tasks.cancelAll",
      '{"session":"playground"}',
      headers,
    );
    expect([status, JSON.parse(text)]).toMatchObject([403, { error: { code: "forbidden" } }]);
    expect((await send(host, "/", { headers })).status).toBe(403);
    expect(host.warnings).toHaveLength(2);
  });

  it.each([
    ["no.such.command", "{}", "unknown-command", /There is no command "no.such.command"/],
    ["", "{}", "unknown-command", /no command/],
    ["__proto__", "{}", "unknown-command", /no command/],
    ["tasks.cancelAll?x", "{}", "unknown-command", /no command/],
    ["tasks.cancelAll", "{}", "bad-input", /session/],
    ["tasks.cancelAll", '{"session":"elsewhere"}', "bad-input", /session/],
    ["tasks.cancelAll", '{"session":"program","more":1}', "bad-input", /refused/],
    ["session.clear", '{"session":"program"}', "conflict", /no scheduler/],
  ])("%s with %s is refused as %s", async (name, body, code, sentence) => {
    const { status, text } = await command(await newHost(), name, body);
    const result = JSON.parse(text) as { error: { message: string } };
    expect([status, result]).toMatchObject([200, { ok: false, error: { code } }]);
    expect(result.error.message).toMatch(sentence);
  });

  it("is refused when it is no JSON, or no POST", async () => {
    const host = await newHost();
    for (const body of ["", "{", "session=playground"]) {
      const { status, text } = await command(host, "tasks.cancelAll", body);
      expect([status, JSON.parse(text)]).toMatchObject([400, { error: { code: "bad-input" } }]);
    }
    const headers = { authorization: `Bearer ${host.token}` };
    const { status, headers: sent } = await send(host, "/api/tasks.cancelAll", { headers });
    expect([status, sent.allow]).toEqual([405, "POST"]);
  });

  it("is refused when it is too large, whether it says so or not", async () => {
    const host = await newHost();
    const body = JSON.stringify("x".repeat(MAX_COMMAND_BYTES));
    const sentence = /A command may have 1000000 bytes at most/;
    const announced = await command(host, "tasks.cancelAll", body);
    expect([announced.status, announced.text]).toEqual([413, expect.stringMatching(sentence)]);
    const chunked = await command(host, "tasks.cancelAll", body, {
      "transfer-encoding": "chunked",
    });
    expect([chunked.status, chunked.text]).toEqual([413, expect.stringMatching(sentence)]);
    expect((await command(host, "tasks.cancelAll", '{"session":"program"}')).status).toBe(200);
  });

  it("that breaks off halfway harms nobody", async () => {
    const host = await newHost();
    const socket = connect(host.port, "127.0.0.1");
    socket.write(
      `POST /api/tasks.cancelAll HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\n` +
        `Authorization: Bearer ${host.token}\r\nContent-Length: 100\r\n\r\n{"session"`,
    );
    await once(socket, "connect");
    socket.destroy();
    expect((await command(host, "tasks.cancelAll", '{"session":"program"}')).status).toBe(200);
  });
});

describe("an event stream", () => {
  it("needs the token and does not send it back", async () => {
    const host = await newHost();
    const page = await Page.open(host);
    expect(page.socket.protocol).toBe("tasklab");
    expect(await refusal(openSocket(host, ["tasklab"]))).toBe(403);
    expect(await refusal(openSocket(host, ["tasklab", "nonsense"]))).toBe(403);
    expect(host.warnings).toHaveLength(2);
  });

  it.each([{ origin: "https://evil.example" }, { origin: "null" }, { host: "rebound.example" }])(
    "is refused to %j, even with the token",
    async (headers) => {
      const host = await newHost();
      expect(await refusal(openSocket(host, ["tasklab", host.token], headers))).toBe(403);
    },
  );

  it("is at its own path only", async () => {
    const host = await newHost();
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/other`, ["tasklab", host.token]);
    expect(await refusal(socket)).toBe(403);
  });

  it("brings two pages the same", async () => {
    const host = await newHost();
    const [one, other] = [await Page.open(host), await Page.open(host)];
    one.attach();
    host.lab.print("a", "b");
    expect(await one.linesUpTo(2)).toEqual(["a", "b"]);
    other.attach();
    host.lab.print("c");
    expect(await other.linesUpTo(3)).toEqual(["a", "b", "c"]);
    expect(await one.linesUpTo(3)).toEqual(["a", "b", "c"]);
    host.lab.publisher.push({ type: "lab-closing" });
    await Promise.all([one, other].map((page) => once(page.socket, "message")));
    expect([one.pushes, other.pushes]).toEqual([
      [{ type: "lab-closing" }],
      [{ type: "lab-closing" }],
    ]);
  });

  it("goes on without a gap when a page comes back", async () => {
    const host = await newHost();
    const page = await Page.open(host);
    page.attach();
    host.lab.print("a", "b");
    await page.linesUpTo(2);
    page.socket.terminate();
    host.lab.print("c", "d");

    const again = await Page.open(host);
    again.attach({ epoch: 1, seq: 2 });
    expect(await again.linesUpTo(4)).toEqual(["c", "d"]);
    expect(again.frames.map(({ type, dropped }) => [type, dropped])).toEqual([["delta", 0]]);
  });

  it("forgets a page that has left", async () => {
    const host = await newHost();
    const page = await Page.open(host);
    expect(host.lab.publisher.size).toBe(1);
    page.socket.close();
    await once(page.socket, "close");
    await expect.poll(() => host.lab.publisher.size).toBe(0);
  });

  it.each([
    ["no JSON", "attach"],
    ["an unknown request", '{"type":"detach"}'],
    [
      "an acknowledgement of what was never sent",
      '{"type":"ack","session":"playground","epoch":1,"seq":9}',
    ],
  ])("is closed after %s, with a warning", async (_name, data) => {
    const host = await newHost();
    const page = await Page.open(host);
    page.attach();
    page.socket.send(data);
    const [code] = (await once(page.socket, "close")) as [number];
    expect(code).toBe(1008);
    expect(host.warnings).toHaveLength(1);
  });

  it("is closed after a request that is too large", async () => {
    const host = await newHost();
    const page = await Page.open(host);
    page.socket.send("x".repeat(MAX_STREAM_REQUEST_BYTES + 1));
    const [code] = (await once(page.socket, "close")) as [number];
    expect(code).toBe(1009);
    await expect.poll(() => host.lab.publisher.size).toBe(0);
  });

  it("is cut when the other end does not answer any more", async () => {
    const host = await newHost({ heartbeatMs: 50 });
    const answering = await Page.open(host);
    const mute = new WebSocket(`ws://127.0.0.1:${host.port}/stream`, ["tasklab", host.token], {
      autoPong: false,
    });
    await once(mute, "open");
    await once(mute, "close");
    expect(answering.socket.readyState).toBe(WebSocket.OPEN);
  });

  it("outlives a host that was stopped for longer than a page may be silent, again and again", async () => {
    const heartbeatMs = 20;
    const host = await newHost({ heartbeatMs });
    const page = await Page.open(host);
    page.attach();
    const stopped = new Int32Array(new SharedArrayBuffer(4));
    for (let time = 0; time < 10; time += 1) {
      await once(page.socket, "ping");
      // All of the process stands still: the next ping is due before an answer to this one can be read.
      Atomics.wait(stopped, 0, 0, 3 * heartbeatMs);
    }
    host.lab.print("a");
    expect(await page.linesUpTo(1)).toEqual(["a"]);
    expect(page.socket.readyState).toBe(WebSocket.OPEN);
  });
});

describe("a host that cannot open", () => {
  const log = { warn: () => {}, error: () => {} };

  it("says that its port is taken", async () => {
    const { lab, folder, port } = await newHost();
    await expect(serveWeb({ lab, folder, port, log })).rejects.toMatchObject({
      code: "EADDRINUSE",
    });
  });

  it("says that the page is not built", async () => {
    const missing = join((await newHost()).folder, "elsewhere");
    const opening = serveWeb({ lab: new SmallLab(), folder: missing, port: 0, log });
    await expect(opening).rejects.toThrow(`there is no index.html in ${missing}`);
  });
});

describe("a host that closes", () => {
  it("ends its streams and lets go of its port", async () => {
    const host = await newHost();
    const page = await Page.open(host);
    const closed = once(page.socket, "close");
    await host.close();
    await closed;
    await expect(send(host, "/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});
