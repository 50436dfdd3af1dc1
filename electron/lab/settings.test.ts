import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { Channel, Outcome } from "../../shared/events";
import { DEFAULT_SETTINGS, MIN_HISTORY_EVENTS } from "../../shared/settings";
import { create, openPlayground } from "./__tests__/playground";
import { TestLab } from "./test-lab";
import type { TestPage } from "./test-lab";

let lab: TestLab;
let page: TestPage;

beforeEach(async () => {
  ({ lab, page } = await openPlayground());
});

afterEach(() => lab.close());

describe("settings", () => {
  it("turn the running server's dials, are kept, and are told to every page", async () => {
    const other = lab.follow("program");
    const changes = { errorRate: 1, latencyMs: 0, theme: "dark" } as const;
    const { settings } = await lab.do("settings.update", { settings: changes });
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, jitterMs: 0, ...changes });
    expect(other.pushes).toEqual([{ type: "settings", settings }]);
    await create(lab, "fetch-title", { post: 1 });
    await page.untilDone(2);
    expect(page.resultOf(2)).toContain("answered with status 500");
    const file = await readFile(join(lab.profile, "settings.json"), "utf8");
    expect(JSON.parse(file)).toEqual(settings);
  });

  it("bound what a session remembers, also of one that runs already", async () => {
    await lab.do("settings.update", { settings: { historyEvents: MIN_HISTORY_EVENTS } });
    await create(lab, "sleep", { seconds: 0 }, { count: 20_000 });
    await page.until("some had to leave", () => page.evicted > 0);
    expect(page.kept).toBeLessThanOrEqual(MIN_HISTORY_EVENTS);
  });

  it("hold for the next lab of the same profile, and its host is told", async () => {
    await lab.do("settings.update", { settings: { theme: "light" } });
    const themes: string[] = [];
    const next = await TestLab.open({
      profile: lab.profile,
      onSettings: ({ theme }) => void themes.push(theme),
    });
    onTestFinished(() => next.lab.close());
    expect((await next.do("lab.describe", {})).settings.theme).toBe("light");
    await next.do("settings.update", { settings: { theme: "dark" } });
    expect(themes).toEqual(["light", "dark"]);
  });

  it("that cannot be read are set aside, and it is said in the log and on the console", async () => {
    await writeFile(join(lab.profile, "settings.json"), "{");
    const next = await TestLab.open({ profile: lab.profile });
    onTestFinished(() => next.lab.close());
    expect(next.logged).toEqual([expect.stringContaining("set aside as")]);
    expect(next.follow().texts(Channel.WARNING)).toEqual(next.logged);
    expect((await next.do("lab.describe", {})).settings).toEqual(DEFAULT_SETTINGS);
  });

  it("that cannot be saved hold all the same, and it is said", async () => {
    const path = join(lab.profile, "settings.json");
    await rm(path);
    await mkdir(join(path, "in-the-way"), { recursive: true });
    expect(await lab.refused("settings.update", { settings: { latencyMs: 1 } })).toMatchObject({
      code: "storage",
      message: expect.stringContaining(
        "could not be saved: there is a folder of that name (EISDIR).",
      ),
    });
    expect((await lab.do("lab.describe", {})).settings.latencyMs).toBe(1);
  });

  it("refuse a base URL that nothing can be fetched from, and change nothing", async () => {
    const settings = { baseUrl: "ftp://example.org", latencyMs: 3 };
    expect(await lab.refused("settings.update", { settings })).toMatchObject({
      code: "bad-input",
      field: "settings.baseUrl",
      message: expect.stringContaining("http"),
    });
    expect((await lab.do("lab.describe", {})).settings).toMatchObject({
      baseUrl: "",
      latencyMs: 20,
    });
  });

  it("send fetches to another server, which gets no mark of the lab's", async () => {
    const asked: string[] = [];
    const server = createServer((incoming, response) => {
      asked.push(incoming.url ?? "");
      response.end(JSON.stringify({ userId: 1, id: 5, title: "From elsewhere", body: "" }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base`;
    await lab.do("settings.update", { settings: { baseUrl } });
    await create(lab, "fetch-title", { post: 5 });
    await page.untilDone(2);
    expect(page.resultOf(2)).toBe('"From elsewhere"');
    expect(asked).toEqual(["/base/posts/5"]);
    expect(page.texts(Channel.SERVER)).toEqual([]);
  });

  it.each([
    ["a server that is not there", "http://127.0.0.1:1", "127.0.0.1:1"],
    ["a page of the lab's own server that is not there", "", "status 404"],
  ])("that lead to %s make a fetch fail with a sentence", async (_what, address, part) => {
    const baseUrl = address === "" ? `${(await lab.do("lab.describe", {})).postsUrl}/no` : address;
    await lab.do("settings.update", { settings: { baseUrl } });
    await create(lab, "fetch-title", { post: 1 });
    await page.untilDone(2);
    expect(page.of("task-done", 2)[0]!.outcome).toBe(Outcome.ERROR);
    expect(page.resultOf(2)).toMatch(/^HttpError: .*\.$/);
    expect(page.resultOf(2)).toContain(part);
  });
});
