import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Browser, BrowserContext, ViewportSize, WebSocketRoute } from "@playwright/test";
import type { Host, PageToCutOff } from "./host";
import { Problems } from "./problems";

const SERVER = join(import.meta.dirname, "../../out/web/server.js");
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/;

export interface BrowserHostOptions {
  /** For the Node that the web server runs in, before the server's own. */
  readonly nodeArguments?: readonly string[];
}

/** Starts the lab's web server with `profile` and opens its page. */
export async function openInBrowser(
  profile: string,
  browser: Browser,
  viewport: ViewportSize | undefined,
  { nodeArguments = [] }: BrowserHostOptions = {},
): Promise<Host> {
  const problems = new Problems();
  const server = spawn(process.execPath, [...nodeArguments, SERVER, "--no-open"], {
    env: { ...process.env, TASKLAB_PROFILE: profile },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  if (server.stderr !== null) problems.watchOutput(server.stderr, (line) => line.trim() !== "");
  const address = await addressOf(server);
  const token = new URL(address).hash.slice("#token=".length);

  const context = await browser.newContext(viewport === undefined ? {} : { viewport });
  const contexts = [context];
  const openPage = async () => {
    const page = await context.newPage();
    problems.watchPage(page);
    await page.goto(address);
    return page;
  };
  const page = await openPage();
  return {
    page,
    pid: server.pid ?? 0,
    problems,
    app: null,
    server,
    openSecondPage: openPage,
    openPageToCutOff: async () => {
      const cuttable = await browser.newContext(viewport === undefined ? {} : { viewport });
      contexts.push(cuttable);
      return openPageToCutOff(cuttable, address, problems);
    },
    call: async (name, input) => {
      const response = await fetch(new URL(`/api/${name}`, address), {
        method: "POST",
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
        body: JSON.stringify(input),
      });
      return response.json();
    },
    close: async () => {
      for (const one of contexts) await one.close();
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.kill("SIGTERM");
      await once(server, "exit");
    },
  };
}

async function openPageToCutOff(
  context: BrowserContext,
  address: string,
  problems: Problems,
): Promise<PageToCutOff> {
  // The browser's own switch for "offline" leaves open sockets alone: they are closed by hand.
  const streams = new Set<WebSocketRoute>();
  let isCut = false;
  await context.routeWebSocket(/\/stream$/, async (stream) => {
    if (isCut) return stream.close({ code: 1006 });
    stream.connectToServer();
    streams.add(stream);
  });
  const page = await context.newPage();
  problems.watchPage(page);
  problems.expect(/ERR_INTERNET_DISCONNECTED/);
  await page.goto(address);
  return {
    page,
    cutOff: async () => {
      isCut = true;
      await context.setOffline(true);
      for (const stream of streams) await stream.close();
      streams.clear();
    },
    rejoin: async () => {
      isCut = false;
      await context.setOffline(false);
    },
  };
}

/** The address that the server prints, once it listens. Rejects if it ends before. */
function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    server.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const found = ADDRESS.exec(output);
      if (found !== null) resolve(found[0]);
    });
    server.once("exit", (code) => reject(new Error(`The web server ended (${code}): ${output}`)));
  });
}
