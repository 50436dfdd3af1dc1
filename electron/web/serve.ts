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
import { serveStream } from "./stream";

const LOOPBACK = "127.0.0.1";
const STREAM_PATH = "/stream";

export interface WebHost {
  /** What to open: the token is in its fragment, which browsers do not send along. */
  readonly address: string;
  close(): Promise<void>;
}

export interface WebOptions {
  lab: Pick<Lab, "downloads" | "handlers" | "publisher">;
  /** The folder of the built page, absolute. */
  folder: string;
  /** 0 takes any free one. */
  port: number;
  log: Log;
  /** See `HEARTBEAT_MS`, the default. */
  heartbeatMs?: number;
}

/**
 * Serves the lab on 127.0.0.1: the page and its commands over HTTP, events over a WebSocket.
 * @throws Error if the page is not there, or the system's if it cannot listen on the port
 */
export async function serveWeb(options: WebOptions): Promise<WebHost> {
  const { lab, folder, log } = options;
  await checkAccess(join(folder, "index.html")).catch((cause: unknown) => {
    throw new Error(`The page is not built: there is no index.html in ${folder}.`, { cause });
  });
  const token = newToken();
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, LOOPBACK, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const access = new Access(token, port);
  const commands = serveCommands(lab.handlers, access, log);
  const downloads = serveDownloads(lab.downloads);
  const files = serveFiles(folder, `ws://${LOOPBACK}:${port} ws://localhost:${port}`);
  const sockets = serveStream(lab.publisher, log, options.heartbeatMs);

  server.on("request", (request, response) => {
    if (!access.isHostOurs(request) || !access.isOriginOurs(request)) {
      log.warn(
        `A request of a foreign page was refused, for ${request.headers.host ?? "no host"}.`,
      );
      answer(response, 403, failure("forbidden", "Tasklab answers its own page only."));
    } else if (request.url?.startsWith(API_PATH) === true) void commands(request, response);
    else if (request.url?.startsWith(DOWNLOAD_PATH) === true) downloads(request, response);
    else files(request, response);
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
      log.warn("An event stream was refused: it came from a foreign page, or without the token.");
      refuseUpgrade(socket);
    }
  });

  return {
    address: `http://${LOOPBACK}:${port}/#token=${token}`,
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
  socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}
