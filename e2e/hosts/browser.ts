import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Browser, ViewportSize } from "@playwright/test";
import type { Host } from "./host";
import { Problems } from "./problems";

const SERVER = join(import.meta.dirname, "../../out/web/server.js");
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/;

/** Starts the lab's web server with `profile` and opens its page. */
export async function openInBrowser(
  profile: string,
  browser: Browser,
  viewport: ViewportSize | undefined,
): Promise<Host> {
  const problems = new Problems();
  const server = spawn(process.execPath, [SERVER, "--no-open"], {
    env: { ...process.env, TASKLAB_PROFILE: profile },
    stdio: ["ignore", "pipe", "pipe"],
  });
  problems.watchOutput(server.stderr, (line) => line.trim() !== "");
  const address = await addressOf(server);
  const token = new URL(address).hash.slice("#token=".length);

  const context = await browser.newContext(viewport === undefined ? {} : { viewport });
  const openPage = async () => {
    const page = await context.newPage();
    problems.watchPage(page);
    await page.goto(address);
    return page;
  };
  const page = await openPage();
  // Playwright's own door to the network: what `dropConnection` closes, the page sees as lost.
  return {
    page,
    problems,
    openSecondPage: openPage,
    dropConnection: async () => {
      await context.setOffline(true);
      await context.setOffline(false);
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
      await context.close();
      if (server.exitCode !== null) return;
      server.kill("SIGTERM");
      await once(server, "exit");
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
