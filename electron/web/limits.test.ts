/** What somebody may try who asks too much of the lab, or holds what others need. */
import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { command, newHost, Page, send } from "./__tests__/small-host";
import { ask, asCommand, COMMAND, Wire } from "./__tests__/wire";
import { MAX_HEAD_BYTES } from "./limits";

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
    const host = await newHost();
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
    const host = await newHost({ commands: { burst: 3, perSecond: 0.5 } });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => command(host, "tasks.cancelAll", COMMAND)),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(3);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]!.headers["retry-after"]).toBe("1");
    expect(refused[0]!.text).toMatch(/"conflict".*more commands than it takes/);
    await expect
      .poll(async () => (await command(host, "tasks.cancelAll", COMMAND)).status)
      .toBe(200);
  });

  it("in commands without the token takes nothing from those that have it", async () => {
    const host = await newHost({ commands: { burst: 3, perSecond: 0 } });
    const statuses = async (times: number, headers?: Record<string, string>) => {
      const seen: number[] = [];
      for (let time = 0; time < times; time += 1) {
        seen.push((await command(host, "tasks.cancelAll", COMMAND, headers)).status);
      }
      return seen;
    };
    const without = await statuses(10, { authorization: "Bearer x" });
    expect(new Set(without)).toEqual(new Set([401]));
    expect(await statuses(4)).toEqual([200, 200, 200, 429]);
  });

  it("on a stream closes it with a sentence, and the page goes on from where it was", async () => {
    const host = await newHost({ streamRequests: { burst: 5, perSecond: 0 } });
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
