import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newHost, send } from "./__tests__/small-host";

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
