/** What others on the machine may try, who have no token. */
import { describe, expect, it } from "vitest";
import { commandInputs } from "../../shared/contract";
import { command, newHost, openSocket, refusal, send } from "./__tests__/small-host";
import type { Host } from "./__tests__/small-host";
import { asStream, COMMAND } from "./__tests__/wire";

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
    expect(again.text).toMatch(/used already, or not in time: open the one that Tasklab printed/);
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
