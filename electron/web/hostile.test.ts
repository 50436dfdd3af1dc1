/** What others on the machine, and pages of other sites, may try: written to the socket as they like. */
import { once } from "node:events";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import * as fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { commandInputs } from "../../shared/contract";
import { command, newHost, openSocket, Page, refusal, send } from "./__tests__/small-host";
import type { Host } from "./__tests__/small-host";
import { MAX_HEAD_BYTES } from "./limits";

/** A connection on which anything can be written. */
class Wire {
  readonly socket: Socket;
  #heard = "";

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (chunk: Buffer) => void (this.#heard += chunk.toString("latin1")));
    // The host may hang up on what is written still.
    socket.on("error", () => {});
    onTestFinished(() => void socket.destroy());
  }

  static async to(host: Host, allowHalfOpen = false): Promise<Wire> {
    const socket = connect({ port: host.port, host: "127.0.0.1", allowHalfOpen });
    const wire = new Wire(socket);
    await once(socket, "connect");
    return wire;
  }

  /** Resolves with all that was heard once the host has hung up. */
  async untilClosed(): Promise<string> {
    if (!this.socket.closed && !this.socket.readableEnded) {
      await Promise.race([once(this.socket, "close"), once(this.socket, "end")]);
    }
    return this.#heard;
  }
}

/** Sends the lines of a request's head; gives the status of the answer. 0: there was none. */
async function ask(host: Host, lines: readonly string[], body = ""): Promise<number> {
  const wire = await Wire.to(host);
  wire.socket.write(`${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n${body}`);
  const heard = await wire.untilClosed();
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(heard)?.[1] ?? 0);
}

const COMMAND = '{"session":"playground"}';

const asCommand = (host: Host, ...lines: string[]) =>
  ask(
    host,
    [
      "POST /api/tasks.cancelAll HTTP/1.1",
      `Authorization: Bearer ${host.token}`,
      `Content-Length: ${COMMAND.length}`,
      ...lines,
    ],
    COMMAND,
  );

/** One that is refused: one that is granted stays open. */
const asStream = (host: Host, token: string, ...lines: string[]) =>
  ask(host, [
    "GET /stream HTTP/1.1",
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    `Sec-WebSocket-Protocol: tasklab, ${token}`,
    ...lines,
  ]);

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

describe("another user of the machine, without the token", () => {
  const origins = (host: Host) => [
    [],
    [`Origin: http://127.0.0.1:${host.port}`],
    ["Sec-Fetch-Site: same-origin"],
  ];

  it("has no command carried out, whatever it is", async () => {
    const host = await newHost();
    for (const name of [...Object.keys(commandInputs), "", "__proto__", "../api/lab.describe"]) {
      for (const authorization of ["", "Bearer ", "Bearer undefined", `Bearer ${"A".repeat(32)}`]) {
        const { status, text } = await command(host, name, COMMAND, { authorization });
        expect([name, status]).toEqual([name, 401]);
        expect(text).not.toContain(host.token);
      }
    }
  });

  it("gets no event stream, with an origin or without", async () => {
    const host = await newHost();
    const own = `Host: 127.0.0.1:${host.port}`;
    for (const origin of origins(host)) {
      for (const token of ["", "tasklab", "A".repeat(32), host.token.slice(0, -1)]) {
        expect(await asStream(host, token, own, ...origin)).toBe(403);
      }
    }
    expect(host.lab.publisher.size).toBe(0);
  });

  it("sees of the lab what is the same for everybody: the page as it was built", async () => {
    const host = await newHost();
    for (const path of ["/", "/index.html", "/assets/index.js"]) {
      const { status, text, headers } = await send(host, path);
      expect(status).toBe(200);
      expect(text + JSON.stringify(headers)).not.toContain(host.token);
    }
    for (const path of ["/download/", `/download/${"A".repeat(32)}`, "/open/", "/open/x"]) {
      expect([path, (await send(host, path)).status]).toEqual([path, 404]);
    }
  });

  it("cannot use the address with which the lab opened the browser once more", async () => {
    const host = await newHost();
    const first = new URL(host.newOpeningAddress()).pathname;
    const second = new URL(host.newOpeningAddress()).pathname;
    expect(first + second).not.toContain(host.token);
    expect((await send(host, first)).status).toBe(404);
    expect((await send(host, second, { method: "POST" })).status).toBe(404);
    const opened = await send(host, second);
    expect([opened.status, opened.headers.location]).toEqual([303, `/#token=${host.token}`]);
    expect(opened.headers).toMatchObject({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    });
    const again = await send(host, second);
    expect([again.status, again.headers.location]).toEqual([404, undefined]);
    expect(again.text).toMatch(/used already: open the one that Tasklab printed/);
  });

  it("cannot fill the log by being refused, and the log never has the token", async () => {
    const host = await newHost();
    await send(host, `/?token=${host.token}`, { headers: { host: host.token } });
    for (let time = 0; time < 100; time += 1) {
      await command(host, "tasks.cancelAll", COMMAND, { authorization: `Bearer ${host.token}x` });
      await refusal(openSocket(host, ["tasklab", `${host.token}x`]));
    }
    expect(host.warnings.length).toBeLessThanOrEqual(20);
    expect(host.warnings.join("\n")).not.toContain(host.token);
  });
});

describe("a connection that is only held", () => {
  const short = { headMs: 200, requestMs: 400 };

  it("is closed if nothing is said on it", async () => {
    const wire = await Wire.to(await newHost(short));
    await wire.untilClosed();
  });

  it("is closed if a request comes letter by letter", async () => {
    const host = await newHost(short);
    const wire = await Wire.to(host);
    const letters = setInterval(() => wire.socket.write("X"), 20);
    onTestFinished(() => clearInterval(letters));
    wire.socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\n`);
    expect(await wire.untilClosed()).toMatch(/^HTTP\/1\.1 408 /);
  });

  it("is closed if a command's body comes letter by letter", async () => {
    const host = await newHost(short);
    const wire = await Wire.to(host);
    wire.socket.write(
      `POST /api/tasks.cancelAll HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\n` +
        `Authorization: Bearer ${host.token}\r\nContent-Length: 100000\r\n\r\n`,
    );
    const letters = setInterval(() => wire.socket.write(" "), 20);
    onTestFinished(() => clearInterval(letters));
    expect(await wire.untilClosed()).toMatch(/^HTTP\/1\.1 408 /);
  });

  it("is let go when its stream was refused, though the other end stays", async () => {
    const host = await newHost(short);
    const wire = await Wire.to(host, true);
    wire.socket.write(
      `GET /stream HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nUpgrade: websocket\r\n` +
        "Connection: Upgrade\r\n\r\n",
    );
    expect(await wire.untilClosed()).toMatch(/^HTTP\/1\.1 403 /);
    // Nobody listens any more: what is written is answered with a reset.
    await expect
      .poll(() => {
        if (!wire.socket.destroyed) wire.socket.write("x");
        return wire.socket.destroyed;
      })
      .toBe(true);
  });

  it("keeps nobody else out: what comes past the bound is closed, and served once there is room", async () => {
    const host = await newHost({ connections: 8 });
    const held = await Promise.all(Array.from({ length: 8 }, () => Wire.to(host)));
    const tooMany = await Wire.to(host);
    expect(await tooMany.untilClosed()).toBe("");
    for (const wire of held) wire.socket.destroy();
    await expect
      .poll(() =>
        send(host, "/").then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200);
    expect(host.warnings[0]).toMatch(/^A connection was closed unread: 8 are open already\.$/);
  });
});

describe("too much", () => {
  it("in a request's head is refused", async () => {
    const host = await newHost();
    const own = `Host: 127.0.0.1:${host.port}`;
    const long = "x".repeat(MAX_HEAD_BYTES);
    expect(await ask(host, ["GET / HTTP/1.1", own, `Cookie: ${long}`])).toBe(431);
    expect(await ask(host, [`GET /${long} HTTP/1.1`, own])).toBe(431);
    expect(await asCommand(host, own, `X-Long: ${long}`)).toBe(431);
    expect(await asCommand(host, own)).toBe(200);
  });

  it("in commands is refused with the time to wait, and nothing of it is carried out", async () => {
    const host = await newHost({ commands: { burst: 3, perSecond: 20 } });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => command(host, "tasks.cancelAll", COMMAND)),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(3);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]!.headers["retry-after"]).toBe("1");
    expect(refused[0]!.text).toMatch(/"conflict".*more commands than it takes/);
    // Those without the token do not use up the user's share.
    for (let time = 0; time < 10; time += 1) {
      await command(host, "tasks.cancelAll", COMMAND, { authorization: "Bearer x" });
    }
    await sleep(200);
    expect((await command(host, "tasks.cancelAll", COMMAND)).status).toBe(200);
  });

  it("on a stream closes it with a sentence, and the page goes on from where it was", async () => {
    const host = await newHost({ streamRequests: { burst: 5, perSecond: 1 } });
    const page = await Page.open(host);
    page.attach();
    host.lab.print("a", "b");
    await page.linesUpTo(2);
    for (let time = 0; time < 10; time += 1) {
      page.request({ type: "ack", session: "playground", epoch: 1, seq: 2 });
    }
    const [code, reason] = (await once(page.socket, "close")) as [number, Buffer];
    expect(code).toBe(1008);
    expect(String(reason)).toBe("This page asked for more than the lab takes from one page.");
    expect(host.warnings).toHaveLength(1);
    host.lab.print("c");
    const again = await Page.open(host);
    again.attach({ epoch: 1, seq: 2 });
    expect(await again.linesUpTo(3)).toEqual(["c"]);
    expect(again.frames.map(({ dropped }) => dropped)).toEqual([0]);
  });

  it("in pages turns the last one away with a sentence, until another one leaves", async () => {
    const host = await newHost({ streams: 2 });
    const [first] = [await Page.open(host), await Page.open(host)];
    const third = await Page.open(host);
    const [code, reason] = (await once(third.socket, "close")) as [number, Buffer];
    expect([code, String(reason)]).toEqual([
      1013,
      "Too many pages follow this lab: close some of them.",
    ]);
    expect(host.lab.publisher.size).toBe(2);
    first.socket.close();
    await once(first.socket, "close");
    const fourth = await Page.open(host);
    fourth.attach();
    host.lab.print("a");
    expect(await fourth.linesUpTo(1)).toEqual(["a"]);
  });
});

describe("a path", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...["..", ".", "", "secret.txt", "assets", "index.html", "renderer", "etc", "passwd"],
      ...["%2e%2e", "%2E.", ".%2e", "%252e%252e", "%c0%ae%c0%ae", "..%2f", "..%5c", "..\\", "..;"],
      ...["%00", "index.html%00.js", "%ff", "%", "%u002e", "C:", "~", "file:"],
    ),
    fc.string({ maxLength: 8 }).map(encodeURIComponent),
  );
  const path = fc
    .array(piece, { maxLength: 8 })
    .map((pieces) => `/${pieces.join("/")}`)
    .filter((one) => /^[\x21-\x7e]+$/.test(one));

  it("leads nowhere but to the page's own files, however it is written", async () => {
    const host = await newHost();
    await fc.assert(
      fc.asyncProperty(path, async (one) => {
        const { status, text } = await send(host, one);
        expect([200, 301, 302, 308, 404]).toContain(status);
        expect(text).not.toBe("secret");
        if (status === 200) expect(text).toMatch(/^<!doctype html>|^export \{\};$/);
      }),
      { numRuns: 400, seed: 6 },
    );
    expect(host.warnings).toEqual([]);
  });
});
