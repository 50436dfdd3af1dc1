import { access as checkAccess } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { DOWNLOAD_PATH } from "../../shared/library";
import { failure } from "../../shared/result";
import type { Log } from "../lab/dispatch";
import type { Lab } from "../lab/lab";
import { Access, newToken } from "./access";
import { answer } from "./answer";
import { API_PATH, serveCommands } from "./commands";
import { serveDownloads } from "./downloads";
import { serveFiles } from "./files";
import { FirstVisit, OPEN_PATH } from "./first-visit";
import { MAX_HEAD_BYTES, WEB_LIMITS } from "./limits";
import type { WebLimits } from "./limits";
import { Refusals } from "./refusals";
import { serveStream } from "./stream";

const LOOPBACK = "127.0.0.1";
const STREAM_PATH = "/stream";

export interface WebHost {
  /** What to open: the token is in its fragment, which browsers do not send along. */
  readonly address: string;
  /** What to hand to another program that opens it: good once, and for a minute. See `FirstVisit`. */
  newOpeningAddress(): string;
  close(): Promise<void>;
}

export interface WebOptions {
  lab: Pick<Lab, "downloads" | "handlers" | "publisher">;
  /** The folder of the built page, absolute. */
  folder: string;
  /** 0 takes any free one. */
  port: number;
  log: Log;
  /** Instead of `WEB_LIMITS`. */
  limits?: Partial<WebLimits>;
}

/**
 * Serves the lab on 127.0.0.1: the page and its commands over HTTP, events over a WebSocket.
 * @throws Error if the page is not there, or the system's if it cannot listen on the port
 */
export async function serveWeb(options: WebOptions): Promise<WebHost> {
  const { lab, folder, log } = options;
  const limits = { ...WEB_LIMITS, ...options.limits };
  await checkAccess(join(folder, "index.html")).catch((cause: unknown) => {
    throw new Error(`The page is not built: there is no index.html in ${folder}.`, { cause });
  });
  const token = newToken();
  const server = createServer({
    maxHeaderSize: MAX_HEAD_BYTES,
    headersTimeout: limits.headMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.headMs / 4,
  });
  server.maxConnections = limits.connections;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, LOOPBACK, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const access = new Access(token, port);
  const refusals = new Refusals(log, limits.loggedRefusals);
  const commands = serveCommands(lab.handlers, access, limits.commands, log, refusals);
  const downloads = serveDownloads(lab.downloads);
  const files = serveFiles(folder, `ws://${LOOPBACK}:${port} ws://localhost:${port}`);
  const sockets = serveStream(lab.publisher, limits, log);

  const firstVisit = new FirstVisit(token);

  server.on("request", (request, response) => {
    const url = request.url ?? "";
    if (!access.isHostOurs(request) || !access.isOriginOurs(request)) {
      refusals.add("A request was refused: it came from a foreign page, or under a foreign name.");
      answer(response, 403, failure("forbidden", "Tasklab answers its own page only."));
    } else if (!url.startsWith("/")) {
      // As proxies are asked; what is served is told apart by paths.
      answer(response, 400, failure("bad-input", "What is asked for has to be a path."));
    } else if (url.startsWith(API_PATH)) void commands(request, response);
    else if (url.startsWith(DOWNLOAD_PATH)) downloads(request, response);
    else if (url.startsWith(OPEN_PATH)) firstVisit.answer(request, response);
    else files(request, response);
  });
  server.on("drop", () => {
    refusals.add(`A connection was closed unread: ${limits.connections} are open already.`);
  });
  server.on("upgrade", (request, socket, head) => {
    const allowed =
      request.url === STREAM_PATH &&
      access.isHostOurs(request) &&
      access.isOriginOurs(request) &&
      access.streamHasToken(request);
    if (allowed) {
      sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit("connection", ws, request));
    } else {
      refusals.add(
        "An event stream was refused: it came from a foreign page, or without the token.",
      );
      refuseUpgrade(socket);
    }
  });

  const origin = `http://${LOOPBACK}:${port}`;
  return {
    address: `${origin}/#token=${token}`,
    newOpeningAddress: () => origin + firstVisit.newPath(),
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

function refuseUpgrade(socket: Duplex): void {
  // Whoever was refused may be gone already.
  socket.on("error", () => socket.destroy());
  // Its other end need not close: no request comes any more for which a time would run out.
  const refusal = "HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
  socket.end(refusal, () => socket.destroy());
}
