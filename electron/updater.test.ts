import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import type { ClientRequest, IncomingHttpHeaders, RequestOptions, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import electronUpdater from "electron-updater";
import type { AppAdapter } from "electron-updater/out/AppAdapter";
import { ElectronHttpExecutor } from "electron-updater/out/electronHttpExecutor";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Push } from "../shared/stream";
import type { UpdateState } from "../shared/updates";
import { Updates } from "./lab/updates/updates";
import type { UpdateOptions } from "./lab/updates/updates";
import { LibraryUpdater, updateObstacle } from "./updater";

const { AppImageUpdater, CancellationToken } = electronUpdater;
/** Far longer than anything here takes. */
const PATIENCE = { timeout: 30_000, interval: 20 };
const APP = Buffer.alloc(3_000_000, "the new version ");
const sha512 = createHash("sha512").update(APP).digest("base64");

/** electron-updater's own requests, by Node where the app has Chromium's. */
class NodeHttpExecutor extends ElectronHttpExecutor {
  override createRequest(
    options: RequestOptions,
    callback: Parameters<typeof request>[2],
  ): Electron.ClientRequest {
    const made: ClientRequest = request(options, callback);
    return made as never;
  }
}

let folder: string;
let cleanUp: (() => Promise<void> | void)[];
let asked: { path: string; headers: IncomingHttpHeaders }[];
/** What the feed says; a number is a status. */
let feed: string | number;
/** How the file is answered. */
let sendFile: (response: ServerResponse) => void;
let states: UpdateState[];

const versionFile = (version: string, hash = sha512): string =>
  `version: ${version}\nfiles:\n  - url: Tasklab.AppImage\n    sha512: ${hash}\n    size: ${APP.length}\n` +
  `path: Tasklab.AppImage\nsha512: ${hash}\nreleaseNotes: "<p>Faster</p>"\nreleaseDate: '2026-11-25T12:00:00.000Z'\n`;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tasklab updates "));
  cleanUp = [() => rm(folder, { recursive: true, force: true, maxRetries: 5 })];
  asked = [];
  states = [];
  feed = versionFile("2.0.0");
  sendFile = (response) => response.writeHead(200, { "content-length": APP.length }).end(APP);
  // The AppImage that runs, which is the one to be replaced.
  await writeFile(join(folder, "Tasklab.AppImage"), "the old version");
  vi.stubEnv("APPIMAGE", join(folder, "Tasklab.AppImage"));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const end of cleanUp.reverse()) await end();
});

/** A feed on this machine. @returns its address */
async function openFeed(): Promise<string> {
  const server = createServer((message, response) => {
    const path = new URL(message.url!, "http://feed").pathname;
    asked.push({ path, headers: message.headers });
    if (path.endsWith(".AppImage")) return sendFile(response);
    if (typeof feed === "number") return response.writeHead(feed).end();
    return response.writeHead(200).end(feed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanUp.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** electron-updater itself, in an app that is this test. */
async function openLibrary(url: string): Promise<LibraryUpdater> {
  const config = join(folder, "app-update.yml");
  await writeFile(config, `provider: generic\nurl: ${url}\nupdaterCacheDirName: cache\n`);
  const app: AppAdapter = {
    version: "1.0.0",
    name: "tasklab",
    isPackaged: true,
    appUpdateConfigPath: config,
    userDataPath: join(folder, "profile"),
    baseCachePath: folder,
    whenReady: () => Promise.resolve(),
    relaunch: () => undefined,
    quit: () => undefined,
    onQuit: () => expect.fail("Nothing is installed because the app quits."),
  };
  const library = new AppImageUpdater(null, app);
  // With an app of one's own it has none.
  Object.assign(library, { httpExecutor: new NodeHttpExecutor() });
  // Its parts would be those of a real AppImage.
  library.disableDifferentialDownload = true;
  return new LibraryUpdater(library, () => new CancellationToken());
}

async function openUpdates(changes: Partial<UpdateOptions> = {}): Promise<Updates> {
  const url = await openFeed();
  const options: UpdateOptions = {
    obstacle: null,
    open: () => openLibrary(url),
    leave: () => expect.fail("Nobody asked to install."),
    ...changes,
  };
  const push = (message: Push) => {
    if (message.type === "updates") states.push(message.state);
  };
  const updates = new Updates(options, push, { warn: () => undefined, error: () => undefined });
  cleanUp.push(() => updates.close());
  return updates;
}

const kinds = (): string[] => states.map(({ kind }) => kind);
const until = (kind: UpdateState["kind"]): Promise<void> =>
  vi.waitFor(() => expect(states.at(-1)?.kind).toBe(kind), PATIENCE);
const downloaded = (): Promise<string[]> => readdir(join(folder, "cache/pending")).catch(() => []);

describe("a feed's version", { timeout: 60_000 }, () => {
  it("is told, fetched when it is asked for, and stays there until it is to be installed", async () => {
    const updates = await openUpdates();
    updates.choose("download");
    updates.handlers["updates.check"]({});
    await until("available");
    expect(states.at(-1)).toEqual({
      kind: "available",
      update: { version: "2.0.0", notes: "Faster" },
    });
    expect(asked.filter(({ path }) => path.endsWith(".AppImage"))).toEqual([]);

    updates.handlers["updates.download"]({});
    await until("ready");
    expect(new Set(kinds())).toEqual(
      new Set(["waiting", "checking", "available", "downloading", "ready"]),
    );
    expect(await downloaded()).toContain("Tasklab.AppImage");
  });

  it("is none if it is this one, or an older one", async () => {
    const updates = await openUpdates();
    updates.choose("tell");
    for (const version of ["1.0.0", "0.9.0"]) {
      feed = versionFile(version);
      updates.handlers["updates.check"]({});
      await until("none");
    }
  });

  it("is not fetched for who wants to be told only", async () => {
    const updates = await openUpdates();
    updates.choose("tell");
    updates.handlers["updates.check"]({});
    await until("available");
    expect(() => updates.handlers["updates.download"]({})).toThrow(/no update to be fetched/);
  });

  it("is thrown away if it is not what the feed told of, and can be fetched again", async () => {
    const updates = await openUpdates();
    updates.choose("download");
    sendFile = (response) =>
      response.writeHead(200).end(Buffer.alloc(APP.length, "something else "));
    updates.handlers["updates.check"]({});
    await until("available");
    updates.handlers["updates.download"]({});
    await until("failed");
    expect(states.at(-1)).toMatchObject({ problem: "damaged", update: { version: "2.0.0" } });
    expect(await downloaded()).not.toContain("Tasklab.AppImage");

    sendFile = (response) => response.writeHead(200).end(APP);
    updates.handlers["updates.download"]({});
    await until("ready");
  });

  it("is let go when updates are switched off, and comes when they are on again", async () => {
    const updates = await openUpdates();
    updates.choose("download");
    sendFile = (response) => {
      response.writeHead(200, { "content-length": APP.length }).write(APP.subarray(0, 100_000));
    };
    updates.handlers["updates.check"]({});
    await until("available");
    updates.handlers["updates.download"]({});
    await vi.waitFor(
      () => expect(asked.some(({ path }) => path.endsWith(".AppImage"))).toBe(true),
      PATIENCE,
    );
    updates.choose("off");
    expect(updates.state).toEqual({ kind: "off" });
    updates.choose("download");
    sendFile = (response) => response.writeHead(200).end(APP);
    updates.handlers["updates.check"]({});
    await until("available");
    updates.handlers["updates.download"]({});
    await until("ready");
  });

  it("that cannot be installed is told to whoever ends the app for it", async () => {
    const failed = vi.fn();
    const updates = await openUpdates({ leave: (install) => void install().catch(failed) });
    updates.choose("download");
    updates.handlers["updates.check"]({});
    await until("available");
    updates.handlers["updates.download"]({});
    await until("ready");
    vi.stubEnv("APPIMAGE", "not/an/absolute/path");
    updates.handlers["updates.install"]({});
    expect(states.at(-1)?.kind).toBe("installing");
    await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce(), PATIENCE);
    expect(String(failed.mock.calls[0]![0])).toMatch(/absolute path/);
  });
});

describe("a feed", { timeout: 60_000 }, () => {
  it.each([
    [404, "no-versions"],
    [500, "unreachable"],
    ["version: [", "damaged"],
    ["version: not a version", "damaged"],
  ] as const)("that answers %j fails with a reason (%s)", async (answer, problem) => {
    feed = answer;
    const updates = await openUpdates();
    updates.choose("tell");
    updates.handlers["updates.check"]({});
    await until("failed");
    expect(states.at(-1)).toMatchObject({ problem, update: null });
    const { detail } = states.at(-1) as Extract<UpdateState, { kind: "failed" }>;
    expect(detail).not.toBe("");
    expect(detail).not.toContain("\n");
  });

  it("that is not there fails with a reason", async () => {
    const updates = await openUpdates({ open: () => openLibrary("http://127.0.0.1:1/") });
    updates.choose("tell");
    updates.handlers["updates.check"]({});
    await until("failed");
    expect(states.at(-1)).toMatchObject({ problem: "unreachable" });
  });

  it("is not told which installation asks", async () => {
    const updates = await openUpdates();
    updates.choose("tell");
    updates.handlers["updates.check"]({});
    await until("available");
    expect(asked.map(({ headers }) => headers["x-user-staging-id"])).toEqual(["none"]);
  });
});

describe("an installation", () => {
  async function resourcesWith(files: Record<string, string>): Promise<string> {
    const resources = join(folder, "resources");
    await mkdir(resources);
    for (const [name, text] of Object.entries(files)) await writeFile(join(resources, name), text);
    expect(existsSync(resources)).toBe(true);
    return resources;
  }
  const FEED = { "app-update.yml": "provider: generic\n" };

  it("without a feed has no updates, whatever it is", async () => {
    const resources = await resourcesWith({ "package-type": "deb" });
    for (const platform of ["linux", "win32", "darwin"] as const) {
      expect(updateObstacle({ platform, resources, appImage: "/a" })).toBe("no-feed");
    }
  });

  it("with one has updates on Windows and a Mac, and as an AppImage", async () => {
    const resources = await resourcesWith(FEED);
    expect(updateObstacle({ platform: "win32", resources, appImage: undefined })).toBeNull();
    expect(updateObstacle({ platform: "darwin", resources, appImage: undefined })).toBeNull();
    expect(updateObstacle({ platform: "linux", resources, appImage: "/a" })).toBeNull();
  });

  it("from an archive is updated by hand on Linux, and as a package of a kind that is known by itself", async () => {
    const resources = await resourcesWith(FEED);
    const installation = { platform: "linux", resources, appImage: undefined } as const;
    expect(updateObstacle(installation)).toBe("by-hand");
    await writeFile(join(resources, "package-type"), "deb\n");
    expect(updateObstacle(installation)).toBeNull();
    await writeFile(join(resources, "package-type"), "something else");
    expect(updateObstacle(installation)).toBe("by-hand");
  });
});
