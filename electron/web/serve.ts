import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import sirv from "sirv";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import { failure, LabError } from "../../shared/result";
import type { Result } from "../../shared/result";
import { contentPolicy } from "../content-policy";
import { dispatch } from "../lab/dispatch";
import type { Log } from "../lab/dispatch";
import type { Lab } from "../lab/lab";
import { Access, newToken, STREAM_PROTOCOL } from "./access";

const LOOPBACK = "127.0.0.1";
/** The largest command, in bytes: far above any that a page sends. */
const MAX_COMMAND_BYTES = 1_000_000;
/** The largest request on the event stream, in bytes. */
const MAX_STREAM_REQUEST_BYTES = 4_096;
const API_PATH = "/api/";
const STREAM_PATH = "/stream";
/** WebSocket's own code for "that was against the rules". */
const POLICY_VIOLATION = 1008;

export interface WebHost {
  /** What to open: the token is in its fragment, which browsers do not send along. */
  readonly address: string;
  close(): Promise<void>;
}

export interface WebOptions {
  lab: Lab;
  /** The folder of the built page. */
  folder: string;
  /** 0 takes any free one. */
  port: number;
  log: Log;
}

/** Serves the lab on 127.0.0.1: the page and its commands over HTTP, events over a WebSocket. */
export async function serveWeb({ lab, folder, port, log }: WebOptions): Promise<WebHost> {
  const token = newToken();
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, resolve);
  });
  const { port: actualPort } = server.address() as AddressInfo;
  const access = new Access(token, actualPort);
  const files = serveFiles(folder, `ws://${LOOPBACK}:${actualPort} ws://localhost:${actualPort}`);
  const sockets = serveStream(lab, log);

  server.on("request", (request, response) => {
    if (!access.isHostOurs(request) || !access.isOriginOurs(request)) {
      log.warn(`A request for ${request.headers.host ?? "no host"} was refused.`);
      answer(response, 403, failure("forbidden", "Tasklab answers its own page only."));
    } else if (request.url?.startsWith(API_PATH) === true) {
      void serveCommand(lab, access, request, response, log);
    } else files(request, response);
  });
  server.on("upgrade", (request, socket, head) => {
    const allowed =
      request.url === STREAM_PATH &&
      access.isHostOurs(request) &&
      access.isOriginOurs(request) &&
      access.streamHasToken(request);
    if (allowed) {
      sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit("connection", ws));
    } else {
      log.warn("An event stream was refused.");
      refuseUpgrade(socket);
    }
  });

  return {
    address: `http://${LOOPBACK}:${actualPort}/#token=${token}`,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

function serveFiles(folder: string, streamOrigin: string) {
  const policy = contentPolicy(streamOrigin);
  const files = sirv(folder, {
    setHeaders: (response) => {
      response.setHeader("Content-Security-Policy", policy);
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("Referrer-Policy", "no-referrer");
      response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
      response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    },
  });
  return (request: IncomingMessage, response: ServerResponse) =>
    files(request, response, () =>
      answer(response, 404, failure("not-found", "There is no such page.")),
    );
}

async function serveCommand(
  lab: Lab,
  access: Access,
  request: IncomingMessage,
  response: ServerResponse,
  log: Log,
): Promise<void> {
  if (!access.hasToken(request)) {
    const message = "Open Tasklab with the whole address that it printed: it holds a token.";
    return answer(response, 401, failure("forbidden", message));
  }
  if (request.method !== "POST") {
    return answer(response, 405, failure("bad-input", "Commands are sent with POST."));
  }
  try {
    const input: unknown = JSON.parse(await readBody(request));
    const name = decodeURIComponent(request.url!.slice(API_PATH.length));
    answer(response, 200, await dispatch(lab.handlers, name, input, log));
  } catch (error) {
    const message = error instanceof LabError ? error.message : "The command's input is no JSON.";
    log.warn(message);
    answer(response, 400, failure("bad-input", message));
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_COMMAND_BYTES) {
      throw new LabError("bad-input", `A command may have ${MAX_COMMAND_BYTES} bytes at most.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function serveStream(lab: Lab, log: Log): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_STREAM_REQUEST_BYTES,
    // Only ever this one: the other one offered is the token, which must not be sent back.
    handleProtocols: (offered) => (offered.has(STREAM_PROTOCOL) ? STREAM_PROTOCOL : false),
  });
  sockets.on("connection", (socket: WebSocket) => {
    const subscription = lab.publisher.subscribe({ send: (data) => socket.send(data) });
    socket.on("message", (data) => {
      try {
        // `ws` gives one Buffer a message, unless it is told otherwise.
        subscription.receive((data as Buffer).toString("utf8"));
      } catch (error) {
        log.warn(error instanceof LabError ? error.message : `The stream failed: ${String(error)}`);
        socket.close(POLICY_VIOLATION);
      }
    });
    socket.on("close", () => subscription.close());
    socket.on("error", (error) => log.warn(`A page's event stream broke: ${error.message}`));
  });
  return sockets;
}

function refuseUpgrade(socket: Duplex): void {
  socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}

function answer(response: ServerResponse, status: number, result: Result<unknown>): void {
  const body = JSON.stringify(result);
  response.writeHead(status, {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
  });
  response.end(body);
}
