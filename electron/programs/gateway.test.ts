import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HttpClient } from "../net/client";
import type { GetOptions } from "../net/client";
import { HttpError } from "../net/http-error";
import { PostsServer } from "../net/posts-server";
import { Gateway } from "./gateway";
import type { GatewayOptions } from "./gateway";

const SITE = "https://jsonplaceholder.typicode.com";
const never = new AbortController().signal;

describe("the gateway of programs", () => {
  const server = new PostsServer();
  let client: HttpClient;
  let askedForSite: string[];
  let remarks: string[];

  beforeEach(async () => {
    client = new HttpClient();
    askedForSite = [];
    remarks = [];
    await server.start();
  });

  afterEach(() => Promise.all([server.close(), client.close()]));

  /** Everything is real but the world outside, which is out of reach. */
  const gateway = (options: Partial<GatewayOptions> = {}): Gateway =>
    new Gateway({
      client: {
        get: (url: string, given?: GetOptions) => {
          if (!url.startsWith(SITE)) return client.get(url, given);
          askedForSite.push(url);
          return Promise.reject(new HttpError("unreachable", "no network here"));
        },
      },
      postsUrl: () => server.url,
      ownServer: () => server.url,
      allowsNetwork: () => false,
      ...options,
    });
  const get = (from: Gateway, url: string): ReturnType<Gateway["get"]> =>
    from.get({ url, task: 7 }, never, (text) => remarks.push(text));

  it("reaches the lab's posts", async () => {
    const answer = await get(gateway(), `${server.url}/posts/3`);
    expect(answer).toMatchObject({ status: 200, url: `${server.url}/posts/3` });
  });

  it("lets the lab's own server stand in for the site of the tutorials, and says so once", async () => {
    const one = gateway();
    const answers = await Promise.all([
      get(one, `${SITE}/posts/1`),
      get(one, `${SITE}/posts?userId=1`),
    ]);
    expect(answers).toMatchObject([
      { status: 200, url: `${SITE}/posts/1` },
      { status: 200, url: `${SITE}/posts?userId=1` },
    ]);
    expect(remarks).toHaveLength(1);
    expect(remarks[0]).toContain("cannot be reached");

    const tried = askedForSite.length;
    await get(one, `${SITE}/posts/2`);
    expect(askedForSite).toHaveLength(tried);
  });

  it("refuses any other address in a sentence, unless the network is allowed", async () => {
    const other = new PostsServer();
    const url = `${await other.start()}/posts/1`;
    expect(await get(gateway(), url)).toMatchObject({
      error: expect.stringContaining("unless you allow the network"),
    });
    expect(other.statistics.received).toBe(0);
    expect(await get(gateway({ allowsNetwork: () => true }), url)).toMatchObject({ status: 200 });
    await other.close();
  });

  it("follows no redirect to an address that it would refuse", async () => {
    const other = new PostsServer();
    const url = `${await other.start()}/posts/1`;
    const leads = createServer((_request, response) => {
      response.writeHead(302, { location: url }).end();
    });
    await new Promise<void>((resolve) => leads.listen(0, "127.0.0.1", resolve));
    const postsUrl = `http://127.0.0.1:${(leads.address() as AddressInfo).port}`;
    const options = { postsUrl: () => postsUrl };
    expect(await get(gateway(options), postsUrl)).toMatchObject({
      error: expect.stringContaining("unless you allow the network"),
    });
    expect(other.statistics.received).toBe(0);
    const open = gateway({ ...options, allowsNetwork: () => true });
    expect(await get(open, postsUrl)).toMatchObject({ status: 200, url });
    leads.close();
    await other.close();
  });

  it("tells the lab's own server whose request it is, and the program nothing of that", async () => {
    const paths: string[] = [];
    server.onRequestStart(({ path }) => paths.push(path));
    const sign = (address: string, task: number): string => `${address}?asker=${task}`;
    const answer = await get(gateway({ sign }), `${server.url}/posts/5`);
    expect(answer).toMatchObject({ status: 200, url: `${server.url}/posts/5` });
    expect(paths).toEqual(["/posts/5?asker=7"]);
  });

  it("gives an error's sentence where an address is none", async () => {
    expect(await get(gateway(), "post 1")).toMatchObject({ code: "bad-url" });
  });
});
