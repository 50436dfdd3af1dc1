import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerWithFile, pathIn } from "./app-files";

let root: string;
let folder: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "tasklab files "));
  folder = join(root, "renderer");
  await mkdir(join(folder, "assets"), { recursive: true });
  await mkdir(`${folder}-other`);
  await writeFile(join(folder, "index.html"), "<!doctype html>");
  await writeFile(join(folder, "assets", "a b.js"), "export {};");
  await writeFile(join(folder, "assets", "font.woff2"), "");
  await writeFile(join(root, "secret.txt"), "secret");
  await writeFile(join(`${folder}-other`, "secret.txt"), "secret");
});

afterAll(() => rm(root, { recursive: true }));

const get = (path: string, method = "GET") =>
  answerWithFile(folder, method, `app://tasklab${path}`);

describe("a file of the page", () => {
  it("is index.html at the root, with the content policy", async () => {
    const response = await get("/?query#fragment");
    expect(await response.text()).toBe("<!doctype html>");
    expect(response.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("Content-Security-Policy")).toMatch(/^default-src 'none'; /);
    expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
  });

  it("comes with its type, whatever letters its name needs", async () => {
    const script = await get("/assets/a%20b.js");
    expect([script.status, await script.text()]).toEqual([200, "export {};"]);
    expect(script.headers.get("Content-Type")).toBe("text/javascript; charset=utf-8");
    const font = await get("/assets/font.woff2");
    expect(font.headers.get("Content-Type")).toBe("font/woff2");
  });

  it("is not sent along with HEAD, and cannot be written", async () => {
    const head = await get("/", "HEAD");
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect((await get("/", "POST")).status).toBe(405);
  });

  it.each([
    "/missing.js",
    "/assets",
    "/assets/",
    "/index.html/more",
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/assets/..%2f..%2fsecret.txt",
    "/..%2frenderer-other%2fsecret.txt",
    "//etc/passwd",
    "/%2fetc%2fpasswd",
    "/%00",
    "/index.html%00.js",
    "/%ff",
    "/%",
    `/${"x".repeat(5_000)}`,
  ])("is never %s", async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain("secret");
  });
});

describe("a folder that cannot be read", () => {
  // Windows lets only administrators make links.
  it.skipIf(process.platform === "win32")("is a fault and not a missing file", async () => {
    const loop = join(root, "loop");
    await symlink(loop, loop);
    await expect(answerWithFile(loop, "GET", "app://tasklab/")).rejects.toMatchObject({
      code: "ELOOP",
    });
  });
});

describe("a path", () => {
  it("stays inside of its folder", () => {
    expect(pathIn("/srv/page", "/a/b.js")).toBe(join("/srv/page", "a", "b.js"));
    expect(pathIn("/srv/page", "/a/..%2f..%2f..%2fetc")).toBeNull();
    expect(pathIn("/srv/page", "/..")).toBeNull();
  });
});
