import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { Access, newToken } from "./access";

const TOKEN = newToken();
const access = new Access(TOKEN, 4_000);

function request(headers: Record<string, string>, method = "GET"): IncomingMessage {
  const headersDistinct = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value]]),
  );
  return { headers, headersDistinct, method } as unknown as IncomingMessage;
}

describe("a token", () => {
  it("is long, differs every time, and can stand in an address and in a header", () => {
    expect(TOKEN).toMatch(/^[\w-]{32}$/);
    expect(newToken()).not.toBe(TOKEN);
  });

  it("comes with commands as a bearer", () => {
    const has = (authorization: string) => access.hasToken(request({ authorization }));
    expect(has(`Bearer ${TOKEN}`)).toBe(true);
    for (const wrong of [
      "",
      "Bearer",
      "Bearer ",
      TOKEN,
      `Basic ${TOKEN}`,
      `Bearer ${TOKEN.slice(1)}`,
      `Bearer ${TOKEN}x`,
      `Bearer ${newToken()}`,
    ]) {
      expect(has(wrong)).toBe(false);
    }
    expect(access.hasToken(request({}))).toBe(false);
  });

  it("comes with a stream among its protocols", () => {
    const has = (protocols: string) =>
      access.streamHasToken(request({ "sec-websocket-protocol": protocols }));
    expect(has(`tasklab, ${TOKEN}`)).toBe(true);
    expect(has(`tasklab,${TOKEN}`)).toBe(true);
    expect(has("tasklab")).toBe(false);
    expect(has(`tasklab, ${newToken()}`)).toBe(false);
    expect(access.streamHasToken(request({}))).toBe(false);
  });
});

describe("a host", () => {
  it("is this machine at this port, under no other name", () => {
    for (const host of ["127.0.0.1:4000", "localhost:4000"]) {
      expect(access.isHostOurs(request({ host }))).toBe(true);
    }
    for (const host of [
      "127.0.0.1",
      "127.0.0.1:4001",
      "evil.example:4000",
      "localhost.evil:4000",
      "localhost.:4000",
      "LOCALHOST:4000",
      "[::1]:4000",
      "[::ffff:127.0.0.1]:4000",
      "127.1:4000",
      "2130706433:4000",
      "0.0.0.0:4000",
      "127.0.0.1:4000.evil.example",
      "127.0.0.1:04000",
      "user@127.0.0.1:4000",
    ]) {
      expect(access.isHostOurs(request({ host }))).toBe(false);
    }
    expect(access.isHostOurs(request({}))).toBe(false);
  });

  it("has no port where browsers leave it out", () => {
    const atPort80 = new Access(TOKEN, 80);
    expect(atPort80.isHostOurs(request({ host: "localhost" }))).toBe(true);
    expect(atPort80.isOriginOurs(request({ origin: "http://127.0.0.1" }))).toBe(true);
  });
});

describe("an origin", () => {
  it("is the page's own, or not there at all", () => {
    expect(access.isOriginOurs(request({}))).toBe(true);
    expect(access.isOriginOurs(request({ origin: "http://localhost:4000" }))).toBe(true);
    for (const origin of [
      "null",
      "https://localhost:4000",
      "http://localhost:4001",
      "http://localhost:4000.evil.example",
      "http://localhost.:4000",
      "http://[::1]:4000",
      "HTTP://LOCALHOST:4000",
      "http://localhost:4000/",
      "http://127.0.0.1:4000, http://127.0.0.1:4000",
      "file://",
      "",
      "https://evil.example",
    ]) {
      expect(access.isOriginOurs(request({ origin }))).toBe(false);
    }
  });

  it("is another one if a browser says that another site's page asks", () => {
    const asks = (site: string, mode: string, dest: string, method = "GET") =>
      access.isOriginOurs(
        request({ "sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": dest }, method),
      );
    expect(asks("same-origin", "cors", "empty", "POST")).toBe(true);
    expect(asks("none", "navigate", "document")).toBe(true);
    expect(asks("cross-site", "navigate", "document")).toBe(true);
    for (const site of ["cross-site", "same-site", "a-new-word"]) {
      expect(asks(site, "no-cors", "script")).toBe(false);
      expect(asks(site, "no-cors", "image")).toBe(false);
      expect(asks(site, "navigate", "iframe")).toBe(false);
      expect(asks(site, "websocket", "websocket")).toBe(false);
      expect(asks(site, "navigate", "document", "POST")).toBe(false);
    }
  });
});
