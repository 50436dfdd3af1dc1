/** What pages of other sites may try, in a browser that runs beside the lab. */
import { describe, expect, it } from "vitest";
import { command, newHost, send } from "./__tests__/small-host";
import { ask, asCommand, asStream } from "./__tests__/wire";

/** Names under which a page of somebody else may reach this machine, for a lab at `port`. */
const foreignHosts = (port: number) => [
  "rebound.example",
  `rebound.example:${port}`,
  "127.0.0.1",
  "localhost",
  `127.0.0.1:${port + 1}`,
  `LOCALHOST:${port}`,
  `localhost.:${port}`,
  `127.0.0.1.:${port}`,
  `[::1]:${port}`,
  `[::ffff:127.0.0.1]:${port}`,
  `0.0.0.0:${port}`,
  `127.1:${port}`,
  `127.0.0.1:${port}.rebound.example`,
  `127.0.0.1:0${port}`,
  `user@127.0.0.1:${port}`,
  `127.0.0.1:${port}, rebound.example`,
  "",
];
const foreignOrigins = (port: number) => [
  "null",
  "",
  "https://rebound.example",
  `http://rebound.example:${port}`,
  "http://127.0.0.1",
  `http://127.0.0.1:${port + 1}`,
  `https://127.0.0.1:${port}`,
  `HTTP://127.0.0.1:${port}`,
  `http://LOCALHOST:${port}`,
  `http://localhost.:${port}`,
  `http://[::1]:${port}`,
  `http://127.0.0.1:${port}/`,
  `http://127.0.0.1:${port}.rebound.example`,
  `http://user@127.0.0.1:${port}`,
  `http://127.0.0.1:${port} http://127.0.0.1:${port}`,
  "file://",
  "chrome-extension://abcdefghijklmnop",
];

describe("a page of another site, even if it knew the token", () => {
  it("gets nothing under another name of this machine, as after DNS rebinding", async () => {
    const host = await newHost();
    for (const name of foreignHosts(host.port)) {
      expect([name, await asCommand(host, `Host: ${name}`)]).toEqual([name, 403]);
      expect([name, await asStream(host, host.token, `Host: ${name}`)]).toEqual([name, 403]);
      expect([name, await ask(host, ["GET / HTTP/1.1", `Host: ${name}`])]).toEqual([name, 403]);
    }
    expect(await asCommand(host, `Host: 127.0.0.1:${host.port}`)).toBe(200);
    expect(await asCommand(host, `Host: localhost:${host.port}`)).toBe(200);
  });

  it("gets nothing from another origin, from none that it may name, or from two", async () => {
    const host = await newHost();
    const own = `Host: 127.0.0.1:${host.port}`;
    for (const origin of foreignOrigins(host.port)) {
      const line = `Origin: ${origin}`;
      expect([origin, await asCommand(host, own, line)]).toEqual([origin, 403]);
      expect([origin, await asStream(host, host.token, own, line)]).toEqual([origin, 403]);
    }
    const two = [`Origin: http://127.0.0.1:${host.port}`, "Origin: https://rebound.example"];
    expect(await asCommand(host, own, ...two)).toBe(403);
    expect(await asCommand(host, own, ...two.reverse())).toBe(403);
    expect(await asCommand(host, own, `Origin: http://127.0.0.1:${host.port}`)).toBe(200);
  });

  it("gets nothing without a host, with two, or with one in the request's first line", async () => {
    const host = await newHost();
    const own = `Host: 127.0.0.1:${host.port}`;
    expect(await asCommand(host)).toBe(400);
    expect(await asCommand(host, own, "Host: rebound.example")).toBe(403);
    for (const target of [`http://127.0.0.1:${host.port}/`, "http://rebound.example/", "*"]) {
      const method = target === "*" ? "OPTIONS" : "GET";
      expect(await ask(host, [`${method} ${target} HTTP/1.1`, own])).toBe(400);
    }
    // A tunnel: hung up on.
    expect(await ask(host, ["CONNECT 127.0.0.1:22 HTTP/1.1", own])).toBe(0);
  });

  it("is told by no header that it may read anything", async () => {
    const host = await newHost();
    const preflight = await send(host, "/api/tasks.cancelAll", {
      method: "OPTIONS",
      headers: {
        origin: "https://rebound.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization",
      },
    });
    expect(preflight.status).toBe(403);
    const answers = [preflight, await send(host, "/"), await command(host, "x", "{}")];
    for (const { headers } of answers) {
      expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
  });

  it("cannot load the lab's files as parts of its own", async () => {
    const host = await newHost();
    const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" };
    const asScript = await send(host, "/assets/index.js", {
      headers: { ...headers, "sec-fetch-dest": "script" },
    });
    expect(asScript.status).toBe(403);
    // A link that the user follows, on the other hand, opens the page, which then has no token.
    const followed = await send(host, "/", {
      headers: { ...headers, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
    });
    expect(followed.status).toBe(200);
  });
});
